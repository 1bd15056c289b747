"""What the command prints cannot steer a terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.sound import FILES, SETTINGS

EVIL = "a\x1b]0;PWNED\x07\x1b[2J\x9b31m\u202e"


def run(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "roireport", *arguments]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cwd / "cache")}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)


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
        (f"engagements/works/{EVIL}cost.yaml", "a", "check", 1),
        (f"engagements/{EVIL}/engagement.yaml", "a: b", "check", 1),
        (f"engagements/{EVIL}/engagement.yaml", "a: b", "list", 1),
        (f"site/{EVIL}", "", "build --no-pdf", 2),
        ("roireport.yaml", f'firm: {{logo: "{EVIL.encode("unicode_escape").decode()}"}}', "check", 2),
    ],
)
def test_no_name_reaches_the_terminal_raw(root: Path, path: str, text: str, verb: str, code: int) -> None:
    own(root, path, text)
    ended = run(*verb.split(), "-v", cwd=root)
    printed = (ended.stdout + ended.stderr).decode()
    assert ended.returncode == code, printed
    assert code == 0 or "PWNED" in printed or "U+001B" in printed
    assert [letter for letter in printed if letter not in "\n\t" and letter in "\x1b\x07\x9b\u202e\r"] == []
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
