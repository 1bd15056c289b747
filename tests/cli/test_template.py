"""The firm's own templates: listed, copied, checked, and built with."""

import errno
import json
import os
import re
from pathlib import Path

import pytest

from roireport import __version__
from roireport.cli import main
from roireport.load.words import OF_THE_HELP
from roireport.publish.recipe import RECIPE
from roireport.render.pdf_contents import read_pdf
from roireport.render.policy import POLICY
from roireport.resources import templates_folder
from roireport.verify.difference import differences
from tests.cli.test_verbs import files
from tests.cli.workspaces import GOOD, workspace

Shell = pytest.CaptureFixture[str]
CELL = "components/cell.html.jinja"


def template(root: Path, *words: str) -> int:
    """A verb of `template` in a workspace."""
    return main(["template", words[0], "-C", str(root), *words[1:]])


def own(root: Path, path: str, text: str) -> Path:
    """A file of the workspace's own templates."""
    file = root / "templates" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def listed(root: Path, capsys: Shell) -> dict[str, dict[str, object]]:
    """What `template list` says of each path."""
    capsys.readouterr()
    assert template(root, "list", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "roireport/templates/1"
    return {entry.pop("path"): entry for entry in document["templates"]}


def test_the_list_says_where_each_file_comes_from(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    assert {entry["source"] for entry in listed(root, capsys).values()} == {"built_in"}
    own(root, "components/tile.html.jinja", "")
    own(root, "sections/roi.html.jinja", "")
    own(root, "sections/rio.html.jinja", "")
    own(root, CELL, "")
    entries = listed(root, capsys)
    assert set(entries) > {
        path.relative_to(templates_folder()).as_posix() for path in templates_folder().rglob("*.css")
    }
    assert not any("/workspace/" in path for path in entries)
    plain = {"ejected_from": None, "out_of_date": None}
    assert entries[CELL] == {"source": "shadowed", **plain, "near": None}
    assert entries["components/tile.html.jinja"] == {"source": "own", **plain, "near": "components/tiles.html.jinja"}
    assert entries["sections/roi.html.jinja"] == {"source": "own", **plain, "near": None}
    assert entries["sections/rio.html.jinja"]["near"] == "sections/roi.html.jinja"


def test_the_list_is_in_the_language_asked_for(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    own(root, "components/tile.html.jinja", "")
    own(root, CELL, "")
    assert template(root, "list", "--interface", "fr") == 0
    rows = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert rows["layout/page.html.jinja"] == "d’origine"
    assert rows[CELL] == "remplacé par l’espace de travail"
    assert rows["components/tile.html.jinja"].endswith("vouliez-vous dire components/tiles.html.jinja\u202f?")


def assert_copy(root: Path, path: str) -> None:
    """A copy is the built-in file and one line with its origin."""
    copy, built_in = ((folder / path).read_bytes() for folder in (root / "templates", templates_folder()))
    stamps = [line for line in copy.split(b"\n")[:2] if b"ejected from roireport" in line]
    assert len(stamps) == 1
    assert __version__.encode() in stamps[0]
    assert copy.replace(stamps[0] + b"\n", b"") == built_in


def test_a_copy_is_the_built_in_file_below_its_origin(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    assert (
        template(root, "eject", CELL, "templates/styles/", "words/fr/cli.yaml", "handbook/en/measures/payback.md") == 0
    )
    out, err = capsys.readouterr()
    written = files(root / "templates")
    assert out.splitlines() == sorted(f"templates/{path}" for path in written)
    assert written > {CELL, "styles/site.css", "styles/report.css"}
    assert err.startswith(f"{len(written)} templates copied")
    for path in written:
        assert_copy(root, path)
    assert listed(root, capsys)[CELL] == {
        "source": "shadowed", "ejected_from": __version__, "out_of_date": False, "near": None
    }  # fmt: skip


def test_a_site_built_with_copies_of_everything_is_the_same(tmp_path: Path) -> None:
    """Byte for byte, but for what its PDF says of whose templates it was made with, and thus for its size."""
    sites = []
    for name in ("plain", "copied"):
        root = workspace(tmp_path / name, good=GOOD)
        if name == "copied":
            folders = sorted(folder.name for folder in templates_folder().iterdir())
            assert template(root, "eject", "-q", *folders) == 0
            # what `init`, `--help` and `diff` read is not to be changed
            built_in = {path for path in files(templates_folder()) if "/workspace/" not in path}
            shadowed = {path for path in built_in if Path(path).stem not in OF_THE_HELP} - {"layout/diff.html.jinja"}
            assert files(root / "templates") == shadowed
            assert len(shadowed) > 150
        assert main(["build", "-q", "-C", str(root)]) == 0
        sites.append({path: (root / "site" / path).read_bytes() for path in files(root / "site")})
    for site in sites:
        del site["manifest.json"]
        site["good/index.html"] = re.sub(rb"\d+ kB", b"", site["good/index.html"])
    plain, copied = (read_pdf(site.pop("good/good.en.pdf")) for site in sites)
    assert differences(plain, copied, ignored=frozenset()) != ()
    assert differences(plain, copied, ignored=frozenset({RECIPE})) == ()
    assert sites[0] == sites[1]


@pytest.mark.parametrize("path", ["/etc/passwd", "../roireport.yaml", "components/../../x", "", "styles\\site.css"])
def test_no_path_leads_out_of_the_templates(path: str, tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    assert template(root, "eject", path) == 2
    assert "E931 templates " in capsys.readouterr().err
    assert not (root / "templates").exists()


def test_a_misspelt_path_is_refused_with_the_one_that_was_meant_and_nothing_is_written(
    tmp_path: Path, capsys: Shell
) -> None:
    root = workspace(tmp_path)
    assert template(root, "eject", CELL, "components/til.html.jinja", "stiles", "nonsense") == 2
    messages = capsys.readouterr().err
    assert "E930 templates There is no template called “components/til.html.jinja”" in messages
    assert "Did you mean “components/tiles.html.jinja”?" in messages
    assert "Did you mean “styles”?" in messages
    assert "shows them all" in messages
    assert not (root / "templates").exists()


def test_nothing_is_overwritten_but_by_force(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    mine = own(root, CELL, "mine")
    assert template(root, "eject", "components") == 2
    assert f"E932 templates/{CELL} " in capsys.readouterr().err
    assert files(root / "templates") == {CELL}
    assert mine.read_text() == "mine"
    assert template(root, "eject", "--force", "components") == 0
    assert mine.read_bytes().endswith((templates_folder() / CELL).read_bytes())


@pytest.mark.parametrize("link", ["templates", "templates/components", f"templates/{CELL}"])
def test_no_link_is_written_through(link: str, tmp_path: Path, capsys: Shell) -> None:
    root, elsewhere = workspace(tmp_path / "firm"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(elsewhere / "cell" if link.endswith(".jinja") else elsewhere)
    assert template(root, "eject", "--force", CELL) == 2
    assert f"E102 templates/{CELL} " in capsys.readouterr().err
    assert files(elsewhere) == set()


def test_the_repository_of_roireport_shadows_nothing_and_copies_nothing(repository: Path, capsys: Shell) -> None:
    assert template(repository, "eject", CELL) == 2
    assert "E933 templates " in capsys.readouterr().err
    assert {entry["source"] for entry in listed(repository, capsys).values()} == {"built_in"}
    assert template(repository, "lint") == 0
    assert "no templates of its own" in capsys.readouterr().err


def test_a_built_in_file_that_changed_since_is_reported_and_fails_nothing(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    assert template(root, "eject", CELL, "handbook/fr/measures/payback.md") == 0
    for path, line in ((CELL, 1), ("handbook/fr/measures/payback.md", 2)):
        copy = root / "templates" / path
        mark = copy.read_text().split("sha256:")[1][:16]
        copy.write_text(copy.read_text().replace(mark, "0" * 16).replace(__version__, "0.0.9"))
        assert listed(root, capsys)[path]["out_of_date"] is True
        assert template(root, "lint", path) == 0
        messages = capsys.readouterr().err
        assert f"E909 templates/{path}:{line}:1 [info] The built-in template has changed" in messages
        assert "from version 0.0.9" in messages
    assert template(root, "list") == 0
    assert capsys.readouterr().out.count("the built-in one has changed since version 0.0.9") == 2


def test_unchanged_copies_of_everything_have_nothing_wrong_with_them(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    assert (
        template(root, "eject", "-q", "components", "handbook", "layout", "scripts", "sections", "styles", "words") == 0
    )
    capsys.readouterr()
    assert template(root, "lint") == 0
    assert capsys.readouterr().err.endswith("· 0 problems\n")


@pytest.fixture
def two_faults(tmp_path: Path) -> Path:
    """A workspace with a faulty template and a faulty style sheet."""
    root = workspace(tmp_path)
    own(root, "components/formula.html.jinja", "<p>\n{{ bloc.text }}</p>")
    own(root, "styles/site.css", "a { color red }")
    return root


def test_lint_reports_all_problems(two_faults: Path, capsys: Shell) -> None:
    root = two_faults
    assert template(root, "lint") == 1
    messages = capsys.readouterr().err
    assert "E902 templates/components/formula.html.jinja:2:4 This template has no variable called `bloc`." in messages
    assert "    {{ bloc.text }}</p>\n       ^\n  → Did you mean `block`?" in messages
    assert "E920 templates/styles/site.css:1:" in messages
    assert messages.endswith("Templates: 2 files of the workspace's own · 2 problems\n")


def test_lint_reports_those_of_the_files_named_in_either_language(two_faults: Path, capsys: Shell) -> None:
    root = two_faults
    assert template(root, "lint", "styles", "--interface", "fr") == 1
    messages = capsys.readouterr().err
    assert "La feuille de style est illisible ici" in messages
    assert "formula" not in messages
    assert template(root, "lint", "styles/sit.css") == 2
    assert "styles/site.css" in capsys.readouterr().err


def test_lint_reports_problems_as_json(two_faults: Path, capsys: Shell) -> None:
    assert template(two_faults, "lint", "--format", "json") == 1
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert [(fault["code"], fault["line"], fault["level"]) for fault in document["problems"]] == [
        ("E902", 2, "error"), ("E920", 1, "error")
    ]  # fmt: skip
    assert err.count("\n") == 1


TAKEAWAY = "components/takeaway.html.jinja"
PAYBACK = "handbook/en/measures/payback.md"
FAULTS = {
    "a macro called otherwise": (
        "E907",
        CELL,
        "",
        "{% macro content(a) %}{% endmacro %}{% macro classes(a) %}{% endmacro %}",
    ),
    "an attribute that is none": ("E907", TAKEAWAY, ":2:1", "<p>\n{{ block.nope }}</p>"),
    "a word that is none": ("E907", TAKEAWAY, ":1:1", '{{ words("site.nope") }}'),
    "what the sandbox forbids": ("E907", TAKEAWAY, ":1:1", "{{ block.__class__.__mro__ }}"),
    "a division by nothing": ("E907", "layout/portfolio.html.jinja", ":1:1", "{{ 1 / 0 }}"),
    "a template within itself": ("E907", TAKEAWAY, ":1:1", '{% include "components/takeaway.html.jinja" %}'),
    "a template that is no text": ("E104", "layout/page.html.jinja", ":1:1", "\udcff"),
    "a picture from elsewhere": ("E921", TAKEAWAY, ":2:11", "\n<img src='https://a.example/b.png' alt=''>"),
    "a sheet that is none": ("E918", PAYBACK, ":1:1", "x"),
    "a sheet too deep": ("E507", PAYBACK, "", (templates_folder() / PAYBACK).read_text() + ">" * 200 + " x\n"),
    "a style that print does not know": ("E923", "styles/report.css", ":1:5", "a { colour: red }"),
    "a style that is no text": ("E104", "styles/site.css", ":1:1", "\udcff"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_only_a_build_shows_is_a_problem_with_its_place(fault: str, tmp_path: Path, capsys: Shell) -> None:
    code, path, position, text = FAULTS[fault]
    root = workspace(tmp_path, good=GOOD)
    own(root, path, "").write_bytes(text.encode(errors="surrogateescape"))
    pages_only = [] if code in ("E921", "E923") else ["--no-pdf"]
    assert main(["build", "-C", str(root), *pages_only]) == 3
    messages = capsys.readouterr().err
    blamed = "components/rows.html.jinja" if path == CELL else path
    assert f"{code} templates/{blamed}{position}" in messages
    assert "internal error" not in messages


def test_a_template_that_fails_for_every_engagement_is_reported_once(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, one=GOOD, two=GOOD)
    own(root, TAKEAWAY, "{{ block.nope }}")
    assert main(["build", "--no-pdf", "-C", str(root)]) == 3
    assert capsys.readouterr().err.count(f"E907 templates/{TAKEAWAY}:1:1") == 1
    failures = json.loads((root / "site/manifest.json").read_text())["failures"]
    assert [failure["engagement"] for failure in failures] == ["one", "two"]


def test_a_sentence_that_cannot_be_filled_is_reported_before_anything_is_read(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    own(root, "words/en/report.yaml", 'title: "{titel} for {client}"\n')
    assert main(["build", "--no-pdf", "-C", str(root)]) == 2
    messages = capsys.readouterr().err
    assert "E912 templates/words/en/report.yaml:1:8 `{titel}` is not filled in the sentence `report.title`." in messages
    assert "Did you mean `{title}`?" in messages


def test_a_link_among_the_templates_is_never_followed(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path / "firm", good=GOOD)
    (tmp_path / "secret").write_text("SECRET")
    (root / "templates/components").mkdir(parents=True)
    (root / "templates/components/takeaway.html.jinja").symlink_to(tmp_path / "secret")
    assert main(["build", "--no-pdf", "-C", str(root)]) == 3
    assert "E102 templates/components/takeaway.html.jinja" in capsys.readouterr().err
    assert not any(b"SECRET" in path.read_bytes() for path in (root / "site").rglob("*") if path.is_file())


PAGE = "layout/page.html.jinja"
FRAME = "<!doctype html>\n<html><head>\n{line}\n</head><body>{{% block content %}}{{% endblock %}}</body></html>\n"


def lines(text: str) -> list[str]:
    """The code and place of each problem, and its level where it is no error."""
    return [
        " ".join(line.split()[: 3 if "[" in line.split()[2] else 2]) for line in text.splitlines() if line[:1] == "E"
    ]


PARTS = (
    '<meta http-equiv="refresh" content="0;url=https://a.example/">',
    '  <base href="{{ frame.root }}">',
    "<script>f()</script>",
    '{% if frame.firm == "None" %}<link rel="preconnect" href="https://a.example">{% endif %}',
    "<style>p { color: red }</style>",
    '<p style="color: red" onclick="f()">',
    '<iframe src="{{ frame.home }}"></iframe>',
    '<a href="javascript:f()">x</a>',
    '<form action="https://a.example/">',
    '<img src="https://a.example/b.png" alt="">',
    "{{ '<base>'|safe if frame.firm == 'None' }}",
    "{# <base> #}",
    '<a href="https://a.example">a link is followed by a click</a>',
)
"""Parts of a page that lint refuses, each on its line, and two that it accepts."""


def test_lint_names_what_leads_elsewhere_runs_or_would_be_blocked(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    own(root, PAGE, FRAME.format(line="\n".join(PARTS)))
    own(root, "scripts/site.js", "location = 'https://a.example'")
    own(
        root,
        "styles/site.css",
        "p { background: image-set('a.png' 1x) }\n@media print { @import 'a.css'; }\n"
        "@font-face { font-family: X; src: url(data:font/woff2;base64,d09GMg) }\n"
        "a { content: url(data:image/png;base64,x) }",
    )
    assert template(root, "lint") == 1
    assert lines(capsys.readouterr().err) == [
        f"E924 templates/{PAGE}:3:1",
        f"E925 templates/{PAGE}:4:3",
        f"E926 templates/{PAGE}:5:1",
        f"E921 templates/{PAGE}:6:30",
        f"E927 templates/{PAGE}:7:1",
        f"E927 templates/{PAGE}:8:11",
        f"E926 templates/{PAGE}:8:32",
        f"E928 templates/{PAGE}:9:1",
        f"E926 templates/{PAGE}:10:10",
        f"E928 templates/{PAGE}:11:15",
        f"E921 templates/{PAGE}:12:11",
        f"E925 templates/{PAGE}:13:1",
        "E929 templates/scripts/site.js [warning]",
        "E921 templates/styles/site.css:1:17",
        "E922 templates/styles/site.css:2:16",
        "E921 templates/styles/site.css:3:35",
    ]


def test_lint_sees_in_a_filled_page_what_no_line_shows(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    for part, expected in (
        ("sty' ~ 'le>", "E927 templates"),
        ("ba' ~ 'se>", "E925 templates/layout/search.html.jinja"),
    ):
        own(root, "layout/search.html.jinja", f"<html><head><title>x</title></head>{{{{ ('<{part}')|safe }}}}")
        assert template(root, "lint") == 1
        assert lines(capsys.readouterr().err) == [expected]


def test_a_script_of_the_workspace_is_named_as_code_and_fails_nothing(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    assert template(root, "eject", "-q", "scripts") == 0
    assert template(root, "lint") == 0
    assert "0 problems" in capsys.readouterr().err
    script = root / "templates/scripts/site.js"
    script.write_text(script.read_text() + "// mine\n")
    assert template(root, "lint") == 0
    assert lines(capsys.readouterr().err) == ["E929 templates/scripts/site.js [warning]"]


@pytest.mark.parametrize("folder", ["templates", "templates/components"])
def test_templates_that_may_not_be_listed_are_a_problem(
    folder: str, tmp_path: Path, capsys: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path)
    own(root, CELL, "")
    scan = os.scandir

    def closed(path: str) -> object:
        if os.path.samefile(path, root / folder):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert template(root, "lint", "styles") == 1
    messages = capsys.readouterr().err
    assert lines(messages) == [f"E101 {folder}"]
    assert "no templates of its own" not in messages


def test_a_site_whose_templates_lead_elsewhere_is_not_built(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
    before = {path: (root / "site" / path).read_bytes() for path in files(root / "site")}
    own(root, PAGE, FRAME.format(line='<meta http-equiv="refresh" content="0;url=https://a.example/">'))
    capsys.readouterr()
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 3
    assert lines(capsys.readouterr().err) == [f"E924 templates/{PAGE}:3:1"]
    assert before == {path: (root / "site" / path).read_bytes() for path in files(root / "site")}


def test_a_section_that_leads_elsewhere_fails_its_engagement_alone(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD, bad=GOOD.replace("title: ", "title: Bad "))
    own(root, "sections/roi.html.jinja", "{% if 'Bad' in report.title %}\n<base href='https://a.example/'>{% endif %}")
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 1
    assert lines(capsys.readouterr().err) == ["E925 templates/sections/roi.html.jinja:2:1"]
    assert (root / "site/good/index.html").is_file()
    assert not (root / "site/bad").exists()


def test_every_page_has_the_policy_though_no_template_has_it(tmp_path: Path) -> None:
    root = workspace(tmp_path, good=GOOD)
    own(root, PAGE, "<p>{% block content %}{% endblock %}")
    own(root, "layout/missing.html.jinja", "<script src='assets/site.js'></script><html><head><title>x</title></head>")
    own(root, "layout/search.html.jinja", "")
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
    pages = list((root / "site").rglob("*.html"))
    assert len(pages) > 100
    policy = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    assert [page for page in pages if not page.read_text().startswith(policy)] == []
