"""Answering a word takes no heavy import."""

import json
import subprocess
import sys

import pytest

HEAVY = {"pydantic", "jinja2", "weasyprint", "numpy", "babel", "yaml", "markdown", "nh3", "pikepdf"}
ASK = """
import json, sys
sys.argv = ["roireport", *sys.argv[1:]]
from roireport.cli import main
try:
    main()
finally:
    sys.stdout.flush()
    print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


@pytest.mark.parametrize(("word", "reader"), [("--version", set()), ("--help", {"yaml"})])
def test_a_word_about_the_tool_imports_nothing_heavy(word: str, reader: set[str]) -> None:
    """The help is read from one file of words."""
    run = subprocess.run([sys.executable, "-c", ASK, word], capture_output=True, text=True, check=True)
    imported = set(json.loads(run.stderr))
    assert run.stdout
    assert "roireport" in imported
    assert imported & HEAVY == reader


def test_a_build_without_changes_loads_neither_what_computes_nor_what_renders() -> None:
    script = "import json, sys, roireport.cli.build; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    modules = json.loads(run.stdout)
    imported = {name.partition(".")[0] for name in modules}
    assert "roireport" in imported
    assert sorted(imported & {"jinja2", "weasyprint", "numpy", "markdown", "nh3", "pikepdf"}) == []
    assert [name for name in modules if name.startswith(("roireport.measure", "roireport.assess"))] == []


def test_the_version_is_the_package_s() -> None:
    from roireport import __version__

    run = subprocess.run([sys.executable, "-m", "roireport", "--version"], capture_output=True, text=True, check=True)
    assert __version__ in run.stdout
