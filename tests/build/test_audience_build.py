"""A folder for each client: computed from its view, complete alone, with nothing of the firm or of another client."""

import csv
import json
import re
import shutil
from collections.abc import Mapping
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import pytest

from roireport.build import render_engagement as rendering
from roireport.build.audience_view import evaluate_view
from roireport.build.job_server import render_parcel
from roireport.build.jobs import EngagementJob
from roireport.build.limits import Lost
from roireport.build.parcels import parcel_of, workspace_files
from roireport.build.render_engagement import render_engagement
from roireport.cli import main
from roireport.evaluate import Evaluation
from roireport.problems.problem import Problems
from roireport.publish.render_tools import render_tools
from roireport.workspace import OpenWorkspace
from tests.cli.workspaces import BROKEN, GOOD, workspace
from tests.publish.canaries import CANARY, parts_of_pdf, plant, traces_in
from tests.publish.published import tree
from tests.publish.test_attachments import opened_at

CLIENTS: Final = ("forge", "mill", "dairy", "tannery", "brewery", "foundry")
PEOPLE: Final = {id: f"Marla {id.title()}sen" for id in CLIENTS}
NAMED: Final = "forge"
"""The engagement whose report names a member of its team wherever a text may."""
NOTE: Final = "Thanks to **{name}**, margins rose: [[financial.roi]].\n"


def text_of(id: str) -> str:
    """An engagement of a client of its own, with a team."""
    name = PEOPLE[id]
    by = f"Estimate of {name}" if id == NAMED else "Sales director of the client"
    return (
        GOOD.replace("{name: Works}", f"{{name: {id.title()} Brothers Ltd}}")
        .replace("by: Sales director", f"by: {by}, owner: {by}".replace(f", owner: {by}", ""))
        .replace("kind: margin,", "kind: margin, owner: Head of sales,")
        + f"team: [{{name: {name}, role: Engagement lead}}, {{name: Ilse Okafor}}]\n"
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many clients, each with canaries of its own in every internal field and beside what is read."""
    root = workspace(tmp_path_factory.mktemp("clients") / "work", **{id: text_of(id) for id in CLIENTS})
    settings = root / "roireport.yaml"
    settings.write_text(settings.read_text().replace("language: en", "language: fr"))  # unlike the reports
    with settings.open("a") as further:
        further.write(f"# {CANARY}\naudiences:\n  board: {{sections: [summary, roi, traceability], detail: figures}}\n")
        further.write("  auditor: {names: true}\n")
    for id in CLIENTS:
        folder = root / "engagements" / id
        (folder / "narrative").mkdir()
        (folder / "narrative" / "summary.md").write_text(NOTE.format(name=PEOPLE[id] if id == NAMED else "all"))
        assert plant(folder) == {".internal.fee_margin", ".internal.notes"}
        for file in (path for path in folder.rglob("*") if path.is_file()):
            file.write_text(file.read_text("utf-8").replace(CANARY, canary(id)), "utf-8")
    return root


def canary(id: str) -> str:
    return f"quetzal{id}"


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    """The site with a folder for each client, without PDFs but for one."""
    assert build(root, "--no-pdf") == 0
    assert build(root, "mill") == 0
    return root / "site"


def build(root: Path, *more: str, audience: str = "client") -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(root.parent / "cache"))
        return main(["build", "-C", str(root), "-q", "--audience", audience, *more])


def test_no_folder_holds_anything_of_the_firm_or_of_another_client(site: Path) -> None:
    assert {folder.name for folder in (site / "client").iterdir()} == set(CLIENTS)
    searched = 0
    for id in CLIENTS:
        files = tree(site / "client" / id)
        others = [other for other in CLIENTS if other != id]
        words = [*(f"{other.title()} Brothers" for other in others), *map(canary, CLIENTS), *PEOPLE.values(), "Okafor"]
        words += [f"engagements/{other}" for other in CLIENTS]
        for path, content in files.items():
            parts = [content, path.encode(), *(parts_of_pdf(content) if path.endswith(".pdf") else ())]
            for part in parts:
                text = part.lower().replace(b"\0", b"")
                assert [word for word in words if word.lower().encode() in text] == [], path
                assert traces_in(part) == [], path
                searched += 1
        own = f"{id.title()} Brothers Ltd".encode()
        for path in ("index.html", "trace.html", "results.json", "inputs/engagement.yaml", "assets/search-index.js"):
            assert own in files[path], path
    assert searched > 900


def test_the_results_are_those_of_the_firm_and_of_the_view(site: Path, root: Path) -> None:
    assert build(root, "--no-pdf", "--site", str(root.parent / "firm"), audience="internal") == 0
    for id in CLIENTS:
        whole, view = (
            json.loads((folder / id / "results.json").read_text()) for folder in (root.parent / "firm", site / "client")
        )
        assert without_texts(view) == without_texts(whole)


def without_texts(results: dict[str, Any]) -> dict[str, Any]:
    """The results without where the challenges point to, and without what G12 tells the author of unread files."""
    challenges = [
        {**challenge, "place": None, "evidence": re.sub(r"\S+\.yaml:\d+:\d+", "", challenge["evidence"])}
        for challenge in results["challenges"]
        if challenge["rule"] not in ("G12", "G01")
    ]
    text = json.dumps({**results, "challenges": challenges})
    for name in (*PEOPLE.values(), "Ilse Okafor"):
        text = text.replace(name, "Engagement lead")
    return dict(json.loads(text))


def test_the_pdf_carries_the_view_and_its_places_are_lines_of_it(site: Path) -> None:
    import pikepdf

    folder = site / "client" / "mill"
    files = tree(folder)
    with pikepdf.open(folder / "mill.en.pdf") as pdf:
        carried = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
    view = {path.removeprefix("inputs/"): content for path, content in files.items() if path.startswith("inputs/")}
    computed = {name: files[name] for name in ("results.json", "trace.csv")}
    assert carried == {**view, **computed}
    places = [
        place
        for row in csv.DictReader(StringIO(files["trace.csv"].decode()))
        for place in row["places"].split("; ")
        if row["origin"] == "typed"
    ]
    assert places
    for place in places:
        name, line, column = re.fullmatch(r"(inputs/engagement\.yaml):(\d+):(\d+)", place).groups()  # type: ignore[union-attr]
        assert re.match(r"[\d'\"]", files[name].decode().splitlines()[int(line) - 1][int(column) - 1 :]), place


def test_names_of_the_team_are_their_roles(site: Path) -> None:
    files = tree(site / "client" / NAMED)
    page, view = files["index.html"].decode(), files["inputs/engagement.yaml"].decode()
    assert "Thanks to <strong>Engagement lead</strong>" in page
    assert "by: Estimate of Engagement lead" in view
    assert "owner: Head of sales" in view
    assert view.count("role: Engagement lead") == 1
    assert "member of the team" in view
    assert "[[financial.roi]]" in files["inputs/narrative/summary.md"].decode()


class Links(HTMLParser):
    """The addresses that a page leads to or loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value for name, value in attrs if name in ("href", "src", "action") and value]


@pytest.mark.parametrize("id", ["mill", "dairy"])
def test_every_link_stays_in_the_folder(id: str, site: Path) -> None:
    files = tree(site / "client" / id)
    pages = {path: Links(content.decode()).addresses for path, content in files.items() if path.endswith(".html")}
    leading = [(path, address) for path, addresses in pages.items() for address in addresses if ":" not in address]
    targets = {(path, normpath(join(dirname(path), unquote(urlsplit(at).path) or "."))) for path, at in leading}
    dead = {
        (path, target)
        for path, target in targets
        if target not in files and not (target == dirname(path) or target == ".")
    }
    assert dead == set()
    assert len(targets) > 1000
    outside = {urlsplit(at).scheme for addresses in pages.values() for at in addresses if ":" in at}
    assert outside <= {"https", "mailto"}
    assert "open-challenges" not in files["index.html"].decode()
    index = json.loads(files["assets/search-index.js"].decode().partition("=")[2].rstrip(";\n"))
    assert {entry["page"] for entry in index} <= files.keys()
    assert {"index.html", "trace.html"} <= {entry["page"] for entry in index}


def test_each_folder_lists_its_own_files(site: Path) -> None:
    files = tree(site / "client" / "dairy")
    listed = json.loads(files["manifest.json"])
    assert listed["files"].keys() == files.keys() - {"manifest.json"}
    assert listed["failures"] == []


def test_a_board_gets_its_sections_and_figures_without_traces(root: Path, site: Path) -> None:
    assert build(root, "--no-pdf", "dairy", audience="board") == 0
    files = tree(site / "board" / "dairy")
    assert not [path for path in files if path.startswith(("inputs", "trace"))]
    page = files["index.html"].decode()
    assert re.findall(r'<section[^>]* id="([\w-]+)"', page) == ["summary", "roi"]
    assert "#trace-" not in page
    assert b"trace.html" not in files["assets/search-index.js"]
    assert json.loads(files["results.json"])["financial"]
    assert (site / "client" / "mill" / "index.html").is_file()


def test_an_audience_may_read_the_names(root: Path, site: Path) -> None:
    assert build(root, "--no-pdf", NAMED, audience="auditor") == 0
    assert PEOPLE[NAMED] in (site / "auditor" / NAMED / "index.html").read_text()


def test_builds_for_others_stay_until_their_engagement_goes(root: Path, site: Path) -> None:
    def copy(name: str) -> Path:
        return Path(shutil.copytree(root, root.parent / name))

    here = copy("kept")
    before = tree(here / "site" / "client")
    assert build(here, "--no-pdf", audience="internal") == 0
    assert tree(here / "site" / "client") == before
    assert (here / "site" / "mill" / "index.html").is_file()
    assert not list((here / "site").rglob("sitemap.xml"))
    shutil.rmtree(here / "engagements" / "mill")
    assert build(here, "--no-pdf", "dairy") == 0
    assert {folder.name for folder in (here / "site" / "client").iterdir()} == {*CLIENTS} - {"mill"}
    assert (here / "site" / "forge" / "index.html").is_file()
    listed = json.loads((here / "site" / "manifest.json").read_text())["files"]
    assert listed.keys() == tree(here / "site").keys() - {"manifest.json"}


def test_a_parcel_gives_the_same_bytes(root: Path) -> None:
    opened = opened_at(root)
    shared, job = workspace_files(opened), EngagementJob("brewery", None, audience="client")
    assert shared is not None
    parcel = parcel_of(opened, shared, job, pdf=False)
    assert parcel is not None
    there = render_parcel(parcel)
    assert not isinstance(there, Lost)
    here = render_engagement(opened, render_tools(root, opened.settings, opened.words, pdf=False), job)
    assert there.files == here.files != {}


# ── Leaks and faults ────────────────────────────────────────────────────────

SECRET: Final = "The rebate of spring was never told"


@pytest.fixture
def leaking(tmp_path: Path) -> Path:
    """Two engagements, of which nothing leaks yet."""
    return workspace(tmp_path / "work", mill=text_of("mill"), dairy=text_of("dairy"))


def published(root: Path) -> set[str]:
    return {folder.name for folder in (root / "site" / "client").iterdir()}


def test_what_a_template_gives_away_is_named_by_place(leaking: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mill = leaking / "engagements" / "mill" / "engagement.yaml"
    mill.write_text(mill.read_text() + f"internal: {{notes: {SECRET}}}\n")
    words = leaking / "templates" / "words" / "en"
    words.mkdir(parents=True)
    (words / "site.yaml").write_text(f"report: {SECRET}\n")
    for _ in range(2):  # the second build has nothing to do, and says the same
        assert build(leaking, "--no-pdf", "mill") == 5
        message = capsys.readouterr().err
        assert "E830 client/mill/index.html" in message
        assert "engagements/mill/engagement.yaml:12:19" in message
        assert SECRET not in message
        assert not (leaking / "site" / "client").exists()
    listed = (leaking / "site" / "manifest.json").read_text()
    assert '"client/mill"' in listed
    assert SECRET not in listed


def test_a_leak_and_a_fault_withhold_two_clients_and_no_third(
    leaking: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = leaking / "engagements" / "mill" / "narrative" / "summary.md"
    note.parent.mkdir()
    note.write_text("As we did with Dairy Brothers in March.\n")
    broken = leaking / "engagements" / "tannery" / "engagement.yaml"
    broken.parent.mkdir()
    broken.write_text(BROKEN)
    assert build(leaking, "--no-pdf") == 5
    message = capsys.readouterr().err
    assert "E830 client/mill/index.html" in message
    assert "engagements/dairy/engagement.yaml:2:16" in message
    assert "Dairy" not in message
    assert "engagements/tannery/engagement.yaml:10:" in message
    assert published(leaking) == {"dairy"}
    failures = json.loads((leaking / "site" / "manifest.json").read_text())["failures"]
    assert [failure["engagement"] for failure in failures] == ["client/mill", "client/tannery"]


def test_a_new_client_is_searched_for_in_what_was_made_before(
    leaking: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mill = leaking / "engagements" / "mill" / "engagement.yaml"
    mill.write_text(mill.read_text().replace("label: Fees", "label: Fees with Tannery Brothers"))
    assert build(leaking, "--no-pdf", "--jobs", "1") == 0
    folder = leaking / "engagements" / "tannery"
    folder.mkdir()
    (folder / "engagement.yaml").write_text(text_of("tannery"))
    rendered: list[str] = []

    def render(opened: OpenWorkspace, job: EngagementJob) -> Evaluation | Problems:
        rendered.append(job.id)
        return evaluate_view(opened, job)

    monkeypatch.setattr(rendering, "evaluate_view", render)
    capsys.readouterr()
    assert build(leaking, "--no-pdf", "--jobs", "1") == 5
    assert "E830 client/mill/" in capsys.readouterr().err
    assert published(leaking) == {"dairy", "tannery"}
    assert "mill" not in rendered


def test_an_unknown_audience_is_a_problem_of_the_settings(leaking: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(leaking, audience="cleint") == 2
    assert re.search(r"E752 roireport\.yaml .*`cleint`", capsys.readouterr().err)
    assert not (leaking / "site").exists()


def test_a_broken_total_is_at_a_line_of_the_view(leaking: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mill = leaking / "engagements" / "mill" / "engagement.yaml"
    mill.write_text(mill.read_text() + "assert: {financial.cost: {equals: 999}}\n")
    assert build(leaking, "--no-pdf", "mill") == 1
    message = capsys.readouterr().err
    place = re.search(r"client/mill/inputs/engagement\.yaml:(\d+):", message)
    assert place
    view = (leaking / "site" / "client" / "mill" / "inputs" / "engagement.yaml").read_text().splitlines()
    assert "equals" in view[int(place[1]) - 1]


def test_the_bytes_are_the_same_whatever_was_kept(leaking: Path) -> None:
    def files(*more: str) -> Mapping[str, bytes]:
        assert build(leaking, "--no-pdf", *more) == 0
        return tree(leaking / "site")

    cold = files("--no-cache")
    assert files() == cold
    shutil.rmtree(leaking / "site")
    assert files() == cold
