"""Pictures of narratives on the site, in the PDF and among its attachments."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from roireport.cli import main
from roireport.model.engagement import Engagement
from roireport.model.place import Place
from roireport.publish.attachments import attachments, client_sources
from tests.contexts import words
from tests.load.test_pictures import SECRET, SVG, jpeg, load, png
from tests.publish.published import tree
from tests.render.conformance.conditions import faults

ENGAGEMENT = """\
title: Trial
client: {name: Moulins Perrin}
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-12-31
currency: EUR
language: [en, fr]
costs: [{id: fees, label: Fees, category: fees, amount: 48000}]
gains: [{id: margin, label: Margin, kind: margin, per_month: 9000, isolated: {method: control, source: Finance}}]
"""
NOTES = {
    "summary.md": "# Margin\n\n### By month\n\n![Margin by month, rising](margin.png)\n\nIt rose.[^1]\n\n[^1]: CRM.\n",
    "worked.md": "We saw:\n- calls ![The plan](plan.svg)\n- prices[^1]\n\n[^1]: Finance.\n",
    "nowhere.md": "![Not shown](hidden.png)\n",
}
PICTURES = {"margin.png": png(), "plan.svg": SVG.encode(), "hidden.png": png(), "turned.jpg": jpeg(6)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of one engagement with pictures."""
    root = tmp_path_factory.mktemp("pictures")
    (root / "roireport.yaml").write_text("firm: {name: Cabinet Fauvette}\n")
    folder = root / "engagements" / "x"
    (folder / "narrative").mkdir(parents=True)
    (folder / "engagement.yaml").write_text(ENGAGEMENT)
    for name, text in NOTES.items():
        (folder / "narrative" / name).write_text(text)
    for name, content in PICTURES.items():
        (folder / "narrative" / name).write_bytes(content)
    assert main(["build", "-C", str(root), "--no-cache"]) == 0
    return tree(Path(root) / "site")


def test_a_page_shows_the_pictures_of_its_narratives_from_the_site(site: dict[str, bytes]) -> None:
    assert {path for path in site if path.startswith("x/narrative/")} == {
        "x/narrative/margin.png",
        "x/narrative/plan.svg",
    }
    for page in ("x/index.html", "x/index.fr.html"):
        html = site[page].decode()
        assert re.findall(r'<img alt="([^"]+)" src="([^"]+)">', html) == [
            ("Margin by month, rising", "narrative/margin.png"),
            ("The plan", "narrative/plan.svg"),
        ]
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_pdf_with_pictures_keeps_every_condition(language: str, site: dict[str, bytes]) -> None:
    content = site[f"x/x.{language}.pdf"]
    assert faults(content) == {}
    with pikepdf.open(BytesIO(content)) as pdf:
        alternatives = {
            str(part.Alt) for part in pdf.objects if isinstance(part, pikepdf.Dictionary) and "/Alt" in part
        }
        assert {"Margin by month, rising", "The plan"} <= alternatives
        attached = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
    assert {name.replace("/", "-") for name in attached} == {
        *("results.json", "trace.csv", "engagement.yaml", "narrative-summary.md", "narrative-worked.md"),
        *("narrative-margin.png", "narrative-plan.svg"),
        *("verification.json", "workspace-roireport.yaml"),
    }
    assert all(SECRET.encode() not in file for file in attached.values())


def test_no_file_of_the_site_has_the_metadata_of_a_picture(site: dict[str, bytes]) -> None:
    assert [path for path, content in site.items() if SECRET.encode() in content] == []


def test_a_client_gets_the_pictures_of_the_narratives_that_a_report_shows(tmp_path: Path) -> None:
    engagement = load(tmp_path, "![Margin](a.png)", a=png(), b=png())
    assert isinstance(engagement, Engagement)
    hidden = replace(engagement.narratives[0], name="nowhere", place=Place("n", 1, 1))
    narratives = (engagement.narratives[0], replace(hidden, pictures=(replace(hidden.pictures[0], name="b.png"),)))
    engagement = engagement.model_copy(update={"narratives": narratives})
    attached = attachments(client_sources(engagement), engagement, {}, words("en"), rewritten=True)
    carried = {attachment.name: attachment for attachment in attached}
    assert "narrative/b.png" not in carried
    picture = carried["narrative/a.png"]
    assert (picture.media_type, SECRET.encode() in picture.content) == ("image/png", False)
