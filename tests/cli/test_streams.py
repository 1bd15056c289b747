"""What the command prints cannot steer a terminal, and a stream that is closed stops nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.sound import FILES, SETTINGS

EVIL = "a\x1b]0;PWNED\x07\x1b[2J\x9b31m\u202e"


def run(*arguments: str, cwd: Path, closed: str = "") -> "subprocess.CompletedProcess[bytes]":
    command = ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "roireport", *arguments]
    known = {**os.environ, "XDG_CACHE_HOME": str(cwd / "cache")}
    return subprocess.run(command, cwd=cwd, env=known, capture_output=True, check=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    own(tmp_path, "roireport.yaml", SETTINGS)
    for path, text in FILES.items():
        own(tmp_path, f"engagements/works/{path}", text)
    return tmp_path


def own(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


@pytest.mark.parametrize(
    ("path", "text", "verb", "code"),
    [
        (f"templates/components/{EVIL}.html.jinja", "{{ nope }}", "template list", 0),
        (f"templates/components/{EVIL}.html.jinja", "{{ nope }}", "template list --format json", 0),
        (f"templates/components/{EVIL}.html.jinja", "{{ nope }}", "template lint", 1),
        (f"templates/components/{EVIL}.html.jinja", "{{ nope }}", "template lint --format json", 1),
        (f"templates/words/en/{EVIL}.yaml", "a: [", "check", 2),
        (f"templates/words/en/{EVIL}.yaml", "a: [", "check --format json", 2),
        (f"engagements/works/narrative/{EVIL}.md", "a", "check", 1),
        (f"engagements/works/narrative/{EVIL}.md", "a", "check --format json", 1),
        (f"engagements/works/{EVIL}cost.yaml", "a", "check", 0),
        (f"engagements/{EVIL}/engagement.yaml", "a: b", "check", 1),
        (f"engagements/{EVIL}/engagement.yaml", "a: b", "list", 1),
        (f"site/{EVIL}", "", "build --no-pdf", 2),
        ("roireport.yaml", f'firm: {{logo: "{EVIL.encode("unicode_escape").decode()}"}}', "check", 2),
    ],
)
def test_no_name_reaches_the_terminal_raw(root: Path, path: str, text: str, verb: str, code: int) -> None:
    own(root, path, text)
    ended = run(*verb.split(), "-v", cwd=root)
    told = (ended.stdout + ended.stderr).decode()
    assert ended.returncode == code, told
    assert code == 0 or "PWNED" in told or "U+001B" in told
    assert [letter for letter in told if letter not in "\n\t" and letter in "\x1b\x07\x9b\u202e\r"] == []
    if verb.endswith("json") and ended.stdout:
        json.loads(ended.stdout)


@pytest.mark.parametrize(
    "arguments", [[EVIL], ["check", EVIL], ["check", f"--{EVIL}"], ["check", "-C", EVIL], ["template", "lint", EVIL]]
)
def test_no_argument_reaches_the_terminal_raw(root: Path, arguments: list[str]) -> None:
    ended = run(*arguments, cwd=root)
    assert ended.returncode == 2
    assert b"PWNED" in ended.stderr
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set((ended.stdout + ended.stderr).decode())


@pytest.mark.parametrize("closed", ["2>&-", ">&-", "<&-", "<&- >&- 2>&-"])
def test_a_closed_stream_changes_neither_the_work_nor_the_exit_code(root: Path, closed: str) -> None:
    assert run("build", "--no-pdf", cwd=root, closed=closed).returncode == 0
    assert (root / "site" / "works" / "index.html").is_file()
    assert run("check", cwd=root, closed=closed).returncode == 0
    own(root, "engagements/works/costs.yaml", "a: [")
    assert run("check", cwd=root, closed=closed).returncode == 1
    assert run("nonsense", cwd=root, closed=closed).returncode == 2


def test_no_file_of_a_build_gets_the_number_of_a_closed_stream(root: Path) -> None:
    """A warning would be written into it."""
    program = "import os; from roireport.cli import main; main(['--help']); print(os.open('x', os.O_CREAT | os.O_RDWR))"
    command = ["sh", "-c", 'exec "$@" 2>&- <&-', "sh", sys.executable, "-c", program]
    assert subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.split()[-1] == b"3"
