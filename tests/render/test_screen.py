"""The site in a browser: it fits a phone, and its script makes the table sortable and searchable."""

import re
import subprocess
from pathlib import Path

import pytest
from jinja2 import Environment

from roireport.model.workspace import Workspace
from roireport.present.language.words import Words
from roireport.present.portfolio.page import portfolio
from roireport.render.brand import BrandStyle
from roireport.render.engagement_pages import engagement_page
from roireport.render.site_pages import Frame, Link, portfolio_page, site_assets
from tests.machine import with_fonts
from tests.portfolios import entry
from tests.render.reports import whole_report

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--allow-file-access-from-files", "--virtual-time-budget=4000",
)  # fmt: skip

PROBE = """<!doctype html><html lang="en"><title>probe</title>
<iframe id="a" src="index.html" width="360" height="800"></iframe>
<iframe id="b" src="engagement.html#trace-financial.roi" width="360" height="800"></iframe>
<iframe id="c" src="index.html#q=weir&amp;1=Industry&amp;sort=4a" width="360" height="800"></iframe>
<pre id="out"></pre><script>
addEventListener("load", () => {
  const [a, b, c] = ["a", "b", "c"].map((id) => document.getElementById(id).contentDocument);
  const say = (key, value) => document.getElementById("out").append(key + "=" + value + ";");
  for (const { documentElement: page } of [a, b]) say("fits", page.scrollWidth <= page.clientWidth);
  say("font", [...a.fonts].some((face) => face.status === "loaded"));
  const rows = () => [...a.querySelectorAll("#engagements tbody tr:not([hidden])")];
  const names = () => rows().map((row) => row.querySelector("a").textContent);
  say("first", names());
  const head = a.querySelectorAll("#engagements th")[4];
  head.querySelector("button").click();
  say("down", head.getAttribute("aria-sort") + ":" + names());
  head.querySelector("button").click();
  say("up", head.getAttribute("aria-sort") + ":" + names());
  const search = a.querySelector("input[type=search]");
  search.value = "héa"; search.dispatchEvent(new Event("input"));
  say("found", names() + ":" + a.querySelector("output").textContent);
  a.querySelector("#theme button").click();
  say("theme", a.documentElement.dataset.theme);
  const chosen = () => a.location.hash.replaceAll("&", " ");
  say("address", chosen());
  const choice = [...a.querySelectorAll(".tools select")][0];
  search.value = ""; search.dispatchEvent(new Event("input"));
  choice.value = "Health"; choice.dispatchEvent(new Event("change"));
  say("chosen", names() + ":" + chosen());
  const kept = [...c.querySelectorAll("#engagements tbody tr:not([hidden])")];
  const order = c.querySelectorAll("#engagements th")[4].getAttribute("aria-sort");
  say("recalled", kept.map((row) => row.querySelector("a").textContent) + ":" + order);
  say("sought", c.querySelector("input").value);
  say("open", b.querySelectorAll("tr:target details[open] summary").length);
});
</script>"""


@pytest.fixture(scope="module")
def seen(
    tmp_path_factory: pytest.TempPathFactory, templates: Environment, words: Words, brand: BrandStyle
) -> list[str]:
    """What the probe found in a browser with an empty profile and no network."""
    site = tmp_path_factory.mktemp("site")
    (site / "assets").mkdir()
    for name, content in site_assets(brand).items():
        (site / "assets" / name).write_bytes(content)
    listed = [
        entry(id="a", client="Mill", cost_of=90_000),
        entry(id="b", client="Pit", cost_of=1_200_000, sector="Health"),
        entry(id="c", client="Weir", cost_of=250_000),
    ]
    view = portfolio(listed, Workspace(), words)
    frame = Frame(
        "en", "Returns on engagements", "Cabinet", home="index.html", navigation=(Link("Portfolio", "index.html"),)
    )
    (site / "index.html").write_text(
        portfolio_page(view, templates, words, frame, data=(Link("CSV", "portfolio.csv"),))
    )
    (site / "engagement.html").write_text(engagement_page(whole_report(), templates, words, frame))
    (site / "probe.html").write_text(PROBE)
    return dump(site / "probe.html", tmp_path_factory.mktemp("profile"))


def dump(page: Path, profile: Path) -> list[str]:
    """The lines that the probe wrote into its page."""
    command = ["chromium", *FLAGS, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, env=with_fonts())
    output = re.search(r'<pre id="out">(.*?)</pre>', run.stdout, re.DOTALL)
    assert output is not None
    return output[1].strip(";").split(";")


@pytest.mark.needs("chromium")
def test_no_page_is_wider_than_a_phone(seen: list[str]) -> None:
    assert seen[:2] == ["fits=true", "fits=true"]


@pytest.mark.needs("chromium")
def test_the_site_s_own_faces_load_from_files(seen: list[str]) -> None:
    assert seen[2] == "font=true"


@pytest.mark.needs("chromium")
def test_the_table_sorts_by_number_searches_without_accents_and_counts(seen: list[str]) -> None:
    assert seen[3:7] == [
        "first=Mill,Weir,Pit",
        "down=descending:Pit,Weir,Mill",
        "up=ascending:Mill,Weir,Pit",
        "found=Pit:1 engagement",
    ]


@pytest.mark.needs("chromium")
def test_the_reader_chooses_light_or_dark(seen: list[str]) -> None:
    assert seen[7] in ("theme=dark", "theme=light")


@pytest.mark.needs("chromium")
def test_what_the_reader_chose_stands_in_the_address_and_comes_back_from_it(seen: list[str]) -> None:
    """Weir and Mill are in industry; one of them is looked for."""
    assert seen[8:12] == [
        "address=#sort=4a q=h%C3%A9a",
        "chosen=Pit:#sort=4a 1=Health",
        "recalled=Weir:ascending",
        "sought=weir",
    ]


@pytest.mark.needs("chromium")
def test_the_trace_that_a_link_leads_to_is_open(seen: list[str]) -> None:
    assert seen[12] == "open=1"
