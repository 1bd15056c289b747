"""One report that never ends stops no other: the rest is as it would be without it, and the failure has a name."""

import json
from pathlib import Path

import pytest

from roireport.cli import main
from roireport.publish.workers import can_fork
from tests.cli.workspaces import GOOD, workspace

pytestmark = pytest.mark.skipif(not can_fork(), reason="needs fork and /proc")

ENDLESS = """\
{% if "Poison" in report.title %}
{% for a in range(90000) %}{% for b in range(90000) %}{% for c in range(90000) %}{% endfor %}{% endfor %}{% endfor %}
{% endif %}
{% include "sections/section.html.jinja" %}
"""


def pages(site: Path, *ids: str) -> dict[str, bytes]:
    """The files of some engagements."""
    found = (path for id in ids for path in (site / id).rglob("*") if path.is_file())
    return {str(path.relative_to(site)): path.read_bytes() for path in found}


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_report_that_never_ends_is_given_up_and_named(
    jobs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(tmp_path, alpha=GOOD, poisoned=GOOD.replace("Negotiation", "Poison"), zeta=GOOD)
    settings = "firm: {name: Firm}\nsite: {language: en}\nlimits: {seconds: 1}\n"
    (root / "roireport.yaml").write_text(settings)
    own = root / "templates" / "sections"
    own.mkdir(parents=True)
    (own / "roi.html.jinja").write_text(ENDLESS)
    assert main(["build", "--no-pdf", "--jobs", jobs, "-C", str(root)]) == 1
    told = capsys.readouterr().err
    assert "E806" in told
    assert "more than 1 seconds of processor time" in told
    site = root / "site"
    assert not (site / "poisoned").exists()
    (failure,) = json.loads((site / "manifest.json").read_text())["failures"]
    assert failure["engagement"] == "poisoned"
    built = pages(site, "alpha", "zeta")
    assert len(built) == 4
    clean = workspace(tmp_path / "clean", alpha=GOOD, zeta=GOOD)
    (clean / "roireport.yaml").write_text(settings)
    (clean / "templates" / "sections").mkdir(parents=True)
    (clean / "templates" / "sections" / "roi.html.jinja").write_text(ENDLESS)
    assert main(["build", "--no-pdf", "-C", str(clean)]) == 0
    assert built == pages(clean / "site", "alpha", "zeta")
