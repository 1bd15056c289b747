"""Where a verb works, and what helps to type it: help, errors in the arguments, completion."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import roireport.cli
from roireport.cli import main
from roireport.cli.group import command, verbs_of
from roireport.cli.help import PROGRAM, parameter_key, read_texts
from roireport.model.language import LANGUAGES, Language
from tests.cli.workspaces import GOOD, workspace


def test_the_workspace_may_be_named_before_the_verb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    single = workspace(tmp_path / "one", first=GOOD)
    two = workspace(tmp_path / "two", second=GOOD)
    assert main(["-C", str(single), "list"]) == 0
    assert "first" in capsys.readouterr().out
    assert main(["-C", str(single), "list", "-C", str(two)]) == 0
    assert "second" in capsys.readouterr().out, "the one after the verb is the nearer"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert f"_ROIREPORT_COMPLETE={shell}_complete" in capsys.readouterr().out


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its words, the program under the empty text."""
    yield "", command
    context = click.Context(command)
    for name in command.list_commands(context):
        verb = command.get_command(context, name)
        assert verb is not None
        yield name, verb
        if isinstance(verb, click.Group):
            below = {inner: verb.get_command(context, inner) for inner in verb.list_commands(context)}
            yield from ((f"{name} {inner}", each) for inner, each in below.items() if each is not None)


def needed_texts() -> Iterator[str]:
    """The key of each text that some help shows; an option shared by verbs is under `shared` in place of its verb."""
    texts = read_texts("help", "en")
    for words, verb in commands():
        key = words.replace(" ", ".") or PROGRAM
        yield from (f"{key}.{text}" for text in (("text", "example", "summary") if words else ("text", "example")))
        for parameter in (*verb.params, click.Option(["-h", "--help"], is_flag=True)):
            name = parameter_key(parameter)
            yield f"{key}.{name}" if f"{key}.{name}" in texts else f"shared.{name}"
            if not isinstance(parameter.type, click.Choice) and not getattr(parameter, "is_flag", False):
                yield f"metavar.{key}.{name}" if f"metavar.{key}.{name}" in texts else f"metavar.{name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_verb_option_and_argument_has_its_texts_and_no_other_is_kept(language: Language) -> None:
    texts = read_texts("help", language)
    needed = {*needed_texts(), "heading.verbs", "heading.example", "metavar.options", "metavar.verb"}
    needed |= {"metavar.completion.shell", "metavar.schema.name"}  # in place of a long list of choices
    assert len(needed) > 100
    assert needed == texts.keys()
    assert [key for key, text in texts.items() if not text.strip()] == []


def test_no_text_of_the_help_is_left_in_the_code() -> None:
    files = sorted(Path(roireport.cli.__file__).parent.glob("*.py"))
    assert len(files) > 20
    for file in files:
        calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
        named = {
            keyword.arg for call in calls for keyword in call.keywords if "CompletionItem" not in ast.unparse(call)
        }
        assert named & {"help", "short_help", "epilog", "metavar"} == set(), file.name


def test_the_catalogue_has_the_messages_of_click_as_click_writes_them() -> None:
    source = "".join(
        re.sub(r'"\s*\n\s*"', "", file.read_text("utf-8")) for file in Path(click.__file__).parent.glob("*.py")
    )
    english, french = (read_texts("click", language) for language in ("en", "fr"))
    assert [text for text in english.values() if repr(text)[1:-1].replace("\\'", "'") not in source] == []
    assert english.keys() == french.keys()


FRENCH: dict[str, str] = {
    "--help": "Verbes :",
    "check --help": "Exemple : roireport check usine",
    "import --help": "Arguments :",
    "buld": "Erreur : Le verbe 'buld' n’existe pas. Vouliez-vous dire 'build' ?",
    "check --formt text": "Erreur : L’option '--formt' n’existe pas. Vouliez-vous dire '--format' ?",
    "import": "Erreur : Il manque l’argument 'FICHIER'.",
    "new": "Erreur : Il manque l’argument 'ID'.",
    "import {file} works": "Erreur : Il manque l’option '--kpi'.",
    "list --color pdf": "Valeur refusée pour '--color' : 'pdf' n’est pas l’une des valeurs 'auto', 'always', 'never'.",
    "check --jobs 99": "99 n’est pas dans l’intervalle 1<=x<=64.",
    "check --jobs x": "'x' n’est pas un nombre entier.",
    "build --today x": "'x' n’est pas une date telle que 2025-01-06.",
    "build --today": "L’option '--today' demande une valeur.",
    "build --no-pdf=1": "L’option '--no-pdf' ne prend pas de valeur.",
    "check -C /nowhere": "Valeur refusée pour '-C' : '/nowhere' n’existe pas.",
    "clean a b": "Arguments en trop : a b",
    "template": "Il manque le verbe.",
}


@pytest.mark.parametrize("words", FRENCH)
def test_help_and_errors_in_the_arguments_are_in_the_language_of_the_interface(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "export.csv").touch()
    arguments = words.format(file=tmp_path / "export.csv").split()
    code = main(
        [*arguments[:1], "--interface", "fr", *arguments[1:]]
        if arguments[0] in verbs_of()
        else ["--interface", "fr", *arguments]
    )
    printed = capsys.readouterr()
    text = (printed.out + printed.err).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert code == (0 if "--help" in words else 2)
    assert FRENCH[words] in text
    assert re.findall(r"Usage:|Error|Option '|Invalid|Missing|Try|Example|Show|DIRECTORY|NAME|COMMAND", text) == []
    assert "--help" in words or arguments[0] not in verbs_of() or "Exemple : roireport" in text


def test_the_language_is_that_of_the_environment_and_one_run_leaves_nothing_to_the_next(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("ROIREPORT_INTERFACE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for language, usage in (("fr_FR.UTF-8", "Usage\N{NO-BREAK SPACE}:"), ("C.UTF-8", "Usage:"), ("de_DE", "Usage:")):
        monkeypatch.setenv("LANG", language)
        assert main(["list", "--help"]) == 0
        assert capsys.readouterr().out.startswith(usage)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert main(["list", "--interface=en", "--nonsense"]) == 2
    assert "Error: No such option '--nonsense'." in capsys.readouterr().err


def test_a_verb_is_not_imported_to_be_completed() -> None:
    """The shell asks at each press of the key."""
    script = "import sys; from roireport.cli import main; sys.argv = ['roireport']; main()"
    asked = {"_ROIREPORT_COMPLETE": "bash_complete", "COMP_WORDS": "roireport te", "COMP_CWORD": "1"}
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", script], env={**os.environ, **asked}, capture_output=True, text=True
    )
    assert run.stdout == "plain,template\n"
    assert "roireport.cli.template" not in run.stderr
