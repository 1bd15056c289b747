"""A folder for each client: computed from its view, complete alone, with nothing of the firm or of another client."""

import csv
import json
import pickle
import re
import shutil
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from roireport.build.jobs import EngagementJob
from roireport.build.parcels import parcel_of, workspace_files
from roireport.build.render_engagement import render_engagement
from roireport.publish.render_tools import render_tools
from tests.build.audiences import CLIENTS, NAMED, NOTE, PEOPLE, build, text_of
from tests.cli.workspaces import workspace
from tests.publish.canaries import CANARY, parts_of_pdf, plant, traces_in
from tests.publish.published import tree
from tests.publish.test_attachments import opened_at


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
        assert [path for path, content in files.items() if b"fee_margin" in content] == []  # not even the key's name
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
    of_the_workspace = {"verification.json", "workspace/roireport.yaml"}
    assert of_the_workspace <= carried.keys()
    assert {name: content for name, content in carried.items() if name not in of_the_workspace} == {**view, **computed}
    places = [
        place
        for row in csv.DictReader(StringIO(files["trace.csv"].decode()))
        for place in row["places"].split("; ")
        if row["origin"] == "typed"
    ]
    assert places
    for place in places:
        name, line, column = place.split(":")
        assert name == "inputs/engagement.yaml"
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


def test_a_parcel_holds_the_view_alone_and_gives_the_same_bytes(root: Path) -> None:
    opened = opened_at(root)
    shared, job = workspace_files(opened), EngagementJob("brewery", None, audience="client")
    assert shared is not None
    parcel = parcel_of(opened, shared, job, pdf=False)
    assert parcel is not None
    sent = pickle.dumps(parcel).lower()
    assert [word for word in (canary("brewery"), PEOPLE["brewery"], "Okafor") if word.lower().encode() in sent] == []
    tools = render_tools(root, opened.settings, opened.words, pdf=False)
    there, here = (render_engagement(opened, tools, planned) for planned in (parcel.job, job))
    assert there.files == here.files != {}
