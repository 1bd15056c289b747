"""The same engagement is the same files, whoever prints them, where and when."""

import os
import subprocess
import sys
from pathlib import Path

from roireport.model.language import LANGUAGES
from tests.contexts import ROOT

ENGAGEMENT = """
title: Négociation grands comptes
client: {name: Aciéries du Rhône}
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-12-31
currency: EUR
language: [fr, en]
costs: [{id: honoraires, label: Honoraires, category: fees, amount: 48000, range: {low: 95%, high: 120%}}]
gains:
- {id: marge, label: Marge, kind: margin, per_month: 9000, from: 2025-04, attribution: {share: 60%, by: Directeur}}
"""
HERE = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "fr_FR", "COLUMNS": "40"}


SCRIPT = """
import hashlib, sys
from pathlib import Path
from roireport.evaluate import evaluate_folder
from roireport.workspace import open_workspace
from roireport.publish.report_files import report_files
from roireport.publish.render_tools import render_tools
opened = open_workspace(Path(sys.argv[1]))
tools = render_tools(opened.root, opened.settings, opened.words, pdf=True)
appraised = evaluate_folder(opened, "works")
for name, content in report_files(tools, appraised.contexts, appraised.document, appraised.sources).files.items():
    print(hashlib.sha256(content).hexdigest(), name)
"""


def reports_of(folder: Path, environment: dict[str, str], umask: int) -> list[str]:
    """The files of an engagement with their sums, made by a process of its own in a folder of its own."""
    engagement = folder / "engagements" / "works" / "engagement.yaml"
    engagement.parent.mkdir(parents=True)
    engagement.write_text(ENGAGEMENT, encoding="utf-8")
    (folder / "roireport.yaml").write_text("firm: {name: Cabinet}\nreport: {sections: [summary, costs-gains]}\n")
    child_environment = {**os.environ, **environment, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SCRIPT, str(folder)]
    run = subprocess.run(
        command, env=child_environment, cwd=folder, umask=umask, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_another_process_folder_seed_zone_and_locale_print_the_same_bytes(tmp_path: Path) -> None:
    here = reports_of(tmp_path / "here", HERE, 0o022)
    elsewhere = reports_of(tmp_path / "a folder, elsewhere" / "und noch einer", ELSEWHERE, 0o077)
    assert here == elsewhere
    assert sum(line.endswith(".pdf") for line in here) == len(LANGUAGES)
