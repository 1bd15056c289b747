"""`new`: what it writes loads, builds and invents nothing; what exists is never changed, only added to."""

import csv
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from roireport.cli import main
from roireport.load.engagement import load_engagement
from roireport.load.workspace import LoadedWorkspace, load_workspace
from roireport.model.cost import Cost
from roireport.model.engagement import Engagement
from roireport.model.gain import Gain
from tests.cli.workspaces import GOOD, workspace
from tests.terminal import typed

Shell = pytest.CaptureFixture[str]
ANSWERS = ("--client", "Works: Rhône #1", "--start", "2025-01-06", "--end", "2025-06-30", "--currency", "EUR")
ENTRIES = (
    *("--add", "kpi", "conversion-rate", "--add", "cost", "fees=48000", "--add", "cost", "travel"),
    *(
        "--add",
        "gain",
        "additional-deals=9000",
        "--add",
        "gain",
        "earlier-payment",
        "--add",
        "criterion",
        "negotiation",
    ),
)
FILES = ["challenges", "costs", "engagement", "gains", "kpis", "nonfinancial", "objectives", "recommendations"]


def new(root: Path, *words: str) -> int:
    """The verb in a workspace."""
    return main(["new", "-C", str(root), *words])


def loaded(root: Path, id: str) -> Engagement:
    """An engagement of a workspace."""
    opened = load_workspace(root)
    assert isinstance(opened, LoadedWorkspace)
    engagement = load_engagement(root, id, opened.workspace)
    assert isinstance(engagement, Engagement), engagement
    return engagement


def ids(pieces: Iterable[Cost | Gain]) -> list[str]:
    """The ids of costs or gains."""
    return [piece.id for piece in pieces]


def texts(root: Path) -> dict[str, bytes]:
    """Every file of a workspace."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("languages", [("fr",), ("en",), ("fr", "en")], ids="-".join)
def test_a_new_engagement_loads_and_holds_what_was_answered(
    languages: tuple[str, ...], tmp_path: Path, capsys: Shell
) -> None:
    root = workspace(tmp_path)
    lang = [word for language in languages for word in ("--lang", language)]
    objectives = ("--objective", "Win more: 24 %", "--objective", "yes")
    assert new(root, "works-2025", *ANSWERS, *lang, *ENTRIES, *objectives, "--horizon", "24 months") == 0
    printed = capsys.readouterr()
    assert sorted(printed.out.split()) == [f"engagements/works-2025/{name}.yaml" for name in FILES]
    engagement = loaded(root, "works-2025")
    assert (engagement.title, engagement.client.name, engagement.language) == (
        "Works 2025",
        "Works: Rhône #1",
        languages,
    )
    assert (engagement.as_of, engagement.horizon) == (engagement.period.start, 24)
    assert [str(objective.statement) for objective in engagement.objectives] == ["Win more: 24 %", "yes"]
    assert [len(engagement.kpis), len(engagement.costs), len(engagement.gains), len(engagement.nonfinancial)] == [1] * 4
    assert engagement.gains[0].kpi == engagement.kpis[0].id
    assert main(["check", "-C", str(root)]) == 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_copies_of_the_starter_and_the_library_change_nothing(language: str, tmp_path: Path) -> None:
    plain, copied = workspace(tmp_path / "plain"), workspace(tmp_path / "copied")
    assert main(["template", "eject", "-q", "-C", str(copied), "library", "starter"]) == 0
    for root in (plain, copied):
        assert new(root, "works", *ANSWERS, *ENTRIES, "--objective", "Win more", "--lang", language) == 0
    assert texts(copied / "engagements") == texts(plain / "engagements")


def test_it_invents_no_figure(tmp_path: Path) -> None:
    """The only numbers are those that were answered, and the scale of the criterion's metric."""
    root = workspace(tmp_path)
    assert new(root, "works", *ANSWERS, *ENTRIES, "--lang", "en") == 0
    engagement = loaded(root, "works")
    numbers = re.findall(
        r"(?<![\w.-])-?\d[\d.]*%?(?![\w-])",
        "\n".join(
            re.sub(r"#.*", "", line)
            for name in FILES
            for line in (root / f"engagements/works/{name}.yaml").read_text().splitlines()
            if '"' not in line
        ),
    )
    assert sorted(numbers) == ["1", "48000", "5", "9000"]
    assert engagement.gains[0].evidence == 0
    assert engagement.gains[0].source is None


def test_an_empty_engagement_builds_and_says_that_nothing_is_known(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    assert new(root, "works", *ANSWERS, "--lang", "en") == 0
    assert main(["build", "-C", str(root), "--no-pdf"]) == 0
    capsys.readouterr()
    assert main(["compute", "works", "-C", str(root), "--format", "csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert len(rows) > 20
    assert main(["check", "works", "-C", str(root), "--format", "json"]) == 0
    (checked,) = json.loads(capsys.readouterr().out)["engagements"]
    challenges = [one for reader in checked["challenges"].values() for one in reader]
    empty = {one["subject"]: one["key"] for one in challenges if one["rule"] == "G06"}
    assert empty == {section: section for section in ("objectives", "kpis", "costs", "gains", "nonfinancial")}
    # The sum of no monetised returns is 0.
    assert [row["path"] for row in rows if row["number"]] == ["combined.monetised"]


def test_the_same_answers_give_the_same_bytes(tmp_path: Path) -> None:
    roots = [workspace(tmp_path / name) for name in ("one", "two")]
    for root in roots:
        assert new(root, "works", *ANSWERS, *ENTRIES) == 0
    assert texts(roots[0]) == texts(roots[1])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("works", "--client", "C"), "E762 new Still to be said: --start, --end, --currency."),
        (("works", *ANSWERS[:4], "--end", "2025-06-31", "--currency", "EUR"), "E209 --end"),
        (("works", *ANSWERS[:4], "--end", "2024-06-30", "--currency", "EUR"), "E230 --end"),
        (("works", *ANSWERS[:6], "--currency", "euro"), "E223 --currency"),
        (("works", *ANSWERS, "--offer", "coaching"), "E303 engagements/works/engagement.yaml"),
        (("works", *ANSWERS, "--horizon", "two years"), "E212 engagements/works/engagement.yaml"),
        (("works", *ANSWERS, "--add", "kpi", "conversion"), "Did you mean `conversion-rate`?"),
        (("works", *ANSWERS, "--add", "cost", "fees=48,000"), "E274 --add"),
        (("works", *ANSWERS, "--add", "kpi", "conversion-rate=5"), "E766 --add"),
        (("works", *ANSWERS, "--add", "gain", "earlier-payment=5"), "E766 --add"),
        (("works", *ANSWERS, "--add", "cost", "fees", "--add", "cost", "honoraires"), "E764 --add"),
        (("Works", *ANSWERS), "E702 engagements/Works"),
        (("client", *ANSWERS), "E703 engagements/client"),
        (("works", *ANSWERS, "--from", "other"), "E704 engagements/other"),
        (("works", "--add", "kpi", "conversion-rate"), "E704 engagements/works"),
        (("good", *ANSWERS), "E761 engagements/good"),
    ],
)
def test_what_cannot_be_written_is_named_and_nothing_is(
    words: tuple[str, ...], message: str, tmp_path: Path, capsys: Shell
) -> None:
    root = workspace(tmp_path, good=GOOD)
    before = texts(root)
    assert new(root, *words, "--interface", "en") == 2
    assert message in capsys.readouterr().err
    assert texts(root) == before
    assert [path.name for path in root.rglob("*") if path.is_dir()] == ["engagements", "good"]


def test_no_half_of_an_engagement_is_left_where_a_write_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path)
    write, written = Path.write_bytes, list[Path]()

    def failing(path: Path, content: bytes) -> int:
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        written.append(path)
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", failing)
    before = texts(root)
    assert new(root, "works", *ANSWERS) == 3
    assert texts(root) == before
    assert os.listdir(root / "engagements") == []
    assert sorted(os.listdir(root)) == ["engagements", "roireport.yaml"]


def test_entries_are_appended_and_nothing_else_changes(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    assert new(root, "works", *ANSWERS, "--add", "kpi", "sales-cycle", "--lang", "en") == 0
    before = texts(root)
    assert new(root, "works", *ENTRIES) == 0
    after = texts(root)
    changed = [f"engagements/works/{name}.yaml" for name in ("costs", "gains", "kpis", "nonfinancial")]
    assert [path for path in after if after[path] != before[path]] == sorted(changed, key=list(after).index)
    assert all(after[path].startswith(before[path]) for path in after)
    engagement = loaded(root, "works")
    assert [kpi.id for kpi in engagement.kpis] == ["sales-cycle", "conversion-rate"]
    capsys.readouterr()
    assert new(root, "works", "--add", "kpi", "taux-conversion", "--add", "gain", "earlier-payment") == 2
    messages = capsys.readouterr().err
    assert "E764 engagements/works/kpis.yaml:" in messages
    assert "E764 engagements/works/gains.yaml:" in messages
    assert texts(root) == after


SMALL = """\
title: T
client: {name: C}
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-12-31
currency: EUR
language: en
costs:
  - id: own
    label: Own
    category: fees
    amount: 10

# Gains of the pilot.
gains:
kpis: [{id: own, name: Own, unit: days}]
"""


def test_an_entry_goes_into_the_section_where_it_stands(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, works=SMALL)
    file = root / "engagements/works/engagement.yaml"
    assert new(root, "works", "--add", "cost", "travel=5") == 0
    text = file.read_text()
    assert text.replace(text[text.index("\n  # Travel") : text.index("\n# Gains")], "") == SMALL
    assert [cost.id for cost in loaded(root, "works").costs] == ["own", "travel"]
    assert new(root, "works", "--add", "gain", "additional-deals=5") == 0
    assert [gain.id for gain in loaded(root, "works").gains] == ["additional-deals"]
    assert new(root, "works", "--add", "criterion", "negotiation") == 0
    assert (root / "engagements/works/nonfinancial.yaml").is_file()
    before = texts(root)
    capsys.readouterr()
    assert new(root, "works", "--add", "kpi", "conversion-rate", "--add", "cost", "fees=1") == 2
    assert "E765 engagements/works/engagement.yaml:" in capsys.readouterr().err
    assert texts(root) == before


@pytest.mark.parametrize("text", ["", "# none yet", "- id: a\r\n  label: A\r\n  category: fees\r\n  amount: 1"])
def test_line_ends_marks_and_a_missing_last_line_feed_are_kept(text: str, tmp_path: Path) -> None:
    root = workspace(tmp_path, works=SMALL[: SMALL.index("costs:")])
    file = root / "engagements/works/costs.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    file.chmod(0o640)
    assert new(root, "works", "--add", "cost", "travel=5") == 0
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf" + text.encode())
    assert (b"\r" in content) == ("\r" in text)
    assert content.count(b"\r\n") in (0, content.count(b"\n"))
    assert file.stat().st_mode & 0o777 == 0o640
    assert [cost.id for cost in loaded(root, "works").costs][-1] == "travel"


def test_another_engagement_gives_its_pieces_without_its_figures(tmp_path: Path, capsys: Shell) -> None:
    root = tmp_path / "sample"
    assert main(["init", str(root), "--lang", "en"]) == 0
    gains = root / "engagements/example/gains.yaml"
    gains.write_text(gains.read_text().replace("Margin on additional", "Margin of Lakeside Sawmill on 45 additional"))
    capsys.readouterr()
    assert new(root, "works", *ANSWERS, "--from", "example") == 0
    messages = capsys.readouterr().err
    assert "E769 engagements/example [warning]" in messages
    assert "additional-deals" in messages
    old, engagement = loaded(root, "example"), loaded(root, "works")
    assert [kpi.id for kpi in engagement.kpis] == [kpi.id for kpi in old.kpis]
    assert [kpi.name for kpi in engagement.kpis] == [kpi.name for kpi in old.kpis]
    assert "E770 engagements/example [warning]" in messages
    assert "“Margin of Lakeside Sawmill on 45 additional deals won”" in messages
    assert messages.count("E770") == 1
    scales = [[(one.id, one.anchors and one.anchors.best) for one in each.nonfinancial] for each in (old, engagement)]
    assert scales[0] == scales[1]
    metrics = [[one.metric for one in each.nonfinancial] for each in (old, engagement)]
    assert metrics[1] == [None, *metrics[0][1:]]  # the first one counts the people of that client
    assert engagement.horizon == old.horizon
    assert (engagement.costs, engagement.gains, engagement.objectives) == ((), (), ())
    written = "".join((root / f"engagements/works/{name}.yaml").read_text() for name in FILES)
    assert all(f"# - id: {one}\n" in written for one in [*ids(old.costs), *ids(old.gains)])
    for left in (
        "36000",
        "11500",
        "2.2",
        "3.3",
        "85%",
        "31%",
        "Sales director",
        "Contract",
        "2025-02-20",
        "data/conv",
        "16 sales",
    ):
        assert left not in written.replace("data/conversion-rate.csv  # to create", "")


def test_a_terminal_is_asked_for_what_no_option_gives(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    answers = (
        "Works",
        "",
        "2025-13-06",
        "2025-01-06",
        "2025-06-30",
        "euro",
        "EUR",
        "Win more",
        "",
        "nope",
        "sales-cycle",
        "",
    )
    shown = typed(root, ("new", "works", "--interface", "en", "--lang", "en"), answers)
    for part in ("Client?", "Title? [Works]", "E209", "E223", "An objective", "E763", "engagements/works/kpis.yaml"):
        assert part in shown, shown
    engagement = loaded(root, "works")
    assert [kpi.id for kpi in engagement.kpis] == ["sales-cycle"]
    assert [str(objective.statement) for objective in engagement.objectives] == ["Win more"]


def test_a_terminal_that_is_closed_leaves_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    typed(root, ("new", "works"), ("Works", "\x04"), code=130)
    assert os.listdir(root / "engagements") == []
