"""From nothing to a first report, with the wheel alone: the verbs, what is typed, and what comes out."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

COMMANDS = (
    "init roi --lang en",
    "-C roi new works --client Steelworks --start 2025-01-06 --end 2025-06-30 --as-of 2025-12-31 --currency EUR "
    "--add kpi conversion-rate --add cost fees=48000 --add gain additional-deals=80000",
    "-C roi check works --fail-on error",
    "-C roi build works",
)
FILLED = {
    "kpis.yaml": {"baseline": "21.5%", "source": "CRM export of 3 January 2026"},
    "gains.yaml": {
        "from": "2025-04",
        "margin": "35%",
        "deadweight": "30%",
        "attribution": "{share: 60%, by: Sales director, confidence: 80%}",
        "source": "Cost accounts, closing of December 2025",
    },
}
"""The lines that a consultant fills in, each a comment in the new file until then."""
PASSING = ("PATH", "HOME", "LANG", "TMPDIR", "XDG_CACHE_HOME")


def needed(names: Sequence[str], seen: set[str]) -> Iterator[str]:
    """The distributions that requirements ask for, and all that these need, by name; `seen` has those listed before."""
    for name in names:
        requirement = Requirement(name)
        extras = sorted(requirement.extras)
        asked = f"{canonicalize_name(requirement.name)}[{','.join(extras)}]"
        markers = [{"extra": extra} for extra in (*extras, "")]
        if asked in seen or not any(requirement.marker is None or requirement.marker.evaluate(m) for m in markers):
            continue
        seen.add(asked)
        yield requirement.name
        for below in distribution(requirement.name).requires or ():
            marker = Requirement(below).marker
            if marker is None or any(marker.evaluate(extra) for extra in markers):
                yield from needed([below.partition(";")[0]], seen)


@pytest.fixture(scope="session")
def roireport(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment of its own: the wheel as pip installs it, and links to what it says it needs.

    Nothing else of the environment of the tests is in it, so that an undeclared package is missing.
    """
    home = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    (wheel,) = shipped.glob("*.whl")
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--quiet", "--disable-pip-version-check"]
    install = [*pip, "install", "--no-deps", "--no-index", "--no-compile", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, env=environment())
    (packages,) = home.glob("lib/python*/site-packages")
    metadata = next(packages.glob("roireport-*.dist-info/METADATA")).read_text()
    requirements = re.findall(r"^Requires-Dist: (.*)$", metadata, re.MULTILINE)
    for name in needed([line for line in requirements if "extra ==" not in line], set()):
        files = distribution(name).files or ()
        for top in {file.parts[0] for file in files} - {"..", "__pycache__"}:
            link = packages / top
            if not link.exists():
                link.symlink_to(str(distribution(name).locate_file(top)))
    return home / "bin" / "roireport"


def environment() -> dict[str, str]:
    """The variables of a user's shell: none leads to the repository."""
    return {name: os.environ[name] for name in PASSING if name in os.environ}


def run(roireport: Path, folder: Path, line: str) -> "subprocess.CompletedProcess[str]":
    command = [str(roireport), *line.split(" ")]
    return subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)


def fill_in(engagement: Path) -> int:
    """Write the values in the place of the comments; how many lines that took."""
    typed = 0
    for name, values in FILLED.items():
        text = (engagement / name).read_text()
        for key, value in values.items():
            text, count = re.subn(rf"^  # {key}:.*$", f"  {key}: {value}", text, count=1, flags=re.MULTILINE)
            assert count == 1, key
            typed += count
        (engagement / name).write_text(text)
    return typed


def test_the_wheel_brings_all_it_needs(roireport: Path, tmp_path: Path) -> None:
    ended = run(roireport, tmp_path, "doctor --interface en")
    assert ended.returncode == 0, ended.stdout
    assert f"({roireport.parent.parent}/" in ended.stdout.splitlines()[0]


def test_four_commands_and_seven_lines_are_a_first_report(roireport: Path, tmp_path: Path) -> None:
    start, add, check, build = COMMANDS
    for line in (start, add):
        assert run(roireport, tmp_path, line).returncode == 0
    before = run(roireport, tmp_path, check)
    assert before.returncode == 1, "what is not filled in is asked for"
    assert {"A01", "V01", "G02"} <= set(re.findall(r"\b[A-Z]\d\d\b", before.stdout))
    assert fill_in(tmp_path / "roi" / "engagements" / "works") == 7
    for line in (check, build):
        ended = run(roireport, tmp_path, line)
        assert ended.returncode == 0, ended.stdout + ended.stderr
    home = tmp_path / "roi" / "site" / "works"
    results = json.loads((home / "results.json").read_text(), parse_float=Decimal)
    # From April to December: nine months in the twelve from January.
    gain = 9 * 80_000 * Decimal("0.35") * Decimal("0.7") * Decimal("0.6") * Decimal("0.8")
    assert results["financial"]["gain"] == gain
    assert results["financial"]["roi"] == (gain - 48_000) / 48_000
    assert '<html lang="en"' in (home / "index.html").read_text()
    assert (home / "works.en.pdf").read_bytes().startswith(b"%PDF-")
