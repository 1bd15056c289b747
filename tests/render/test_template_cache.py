"""Templates compiled before: the same pages, as long as text, tool and kind of environment are the same."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from jinja2 import Environment

from roireport.render.cache import Cache
from roireport.render.environment import environment
from roireport.render.template_cache import TemplateCache

NAME = "note.html.jinja"


@pytest.fixture(autouse=True)
def own(tmp_path: Path) -> Path:
    """A template of a workspace's own."""
    file = tmp_path / "templates" / NAME
    file.parent.mkdir()
    file.write_text("{{ text }} and {{ 'a'|unmarked }}")
    return file


def rendered(root: Path, monkeypatch: pytest.MonkeyPatch, tool: bytes = b"tool") -> tuple[str, bool]:
    """Render the template, and return its text and whether it was compiled."""
    compile = Mock(wraps=Environment.compile)
    with monkeypatch.context() as patch:
        patch.setattr(Environment, "compile", lambda *given, **named: compile(*given, **named))
        templates = environment(root, TemplateCache(Cache(root / "cache"), tool))
        return templates.get_template(NAME).render(text="<b>"), compile.called


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(tmp_path, monkeypatch) == ("&lt;b&gt; and a", True)
    assert rendered(tmp_path, monkeypatch) == ("&lt;b&gt; and a", False)


def test_another_text_or_tool_is_compiled_again(tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(tmp_path, monkeypatch)
    assert rendered(tmp_path, monkeypatch, tool=b"newer") == ("&lt;b&gt; and a", True)
    own.write_text("new {{ text }}")
    assert rendered(tmp_path, monkeypatch) == ("new &lt;b&gt;", True)


def test_a_damaged_entry_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(tmp_path, monkeypatch)
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    assert rendered(tmp_path, monkeypatch) == ("&lt;b&gt; and a", True)


def test_no_template_that_was_compiled_without_a_sandbox_runs_in_one(tmp_path: Path, own: Path) -> None:
    """The code differs: in a sandbox every call and attribute is asked about."""
    own.write_text("{{ text.upper() }}")
    kept = TemplateCache(Cache(tmp_path / "cache"), b"tool")
    sandbox = environment(tmp_path, kept)
    plain = Environment(loader=sandbox.loader, autoescape=True, bytecode_cache=kept)
    plain.get_template(NAME)
    sandbox.get_template(NAME)
    assert len(list((tmp_path / "cache").iterdir())) == 2
