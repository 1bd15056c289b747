"""Builds under guard: no connection, no file from elsewhere, no program but git; whoever tries is written down.

Run as a module with a plan (see `Plan`) it builds one workspace after the other in one process. The hook is inherited
by the workers that a build forks; what it writes down goes through one descriptor, a line at a time, so that nothing
is lost when a worker is killed.
"""

import contextlib
import io
import json
import os
import re
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

_NETWORK: Final = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.bind", "socket.sendto", "urllib")
_PROGRAMS: Final = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn")
_OPENS: Final = ("open", "os.listdir", "os.scandir")
_OWN: Final = re.compile(r"/dev/null|/dev/urandom|/proc/\d+/statm|/etc/mime\.types|/etc/localtime")
"""Single files that the interpreter and the workers read of themselves."""
_SHARED: Final = ("/usr/share", "/usr/local/share", "/usr/lib", "/etc/fonts", "/var/cache/fontconfig")


class ForbiddenError(RuntimeError):
    """Raised where something was tried that no build may do."""


@dataclass(frozen=True, slots=True)
class Run:
    """A command line of roireport, and what came of it."""

    arguments: tuple[str, ...]
    code: int = -1
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Runs, the folders that may be read beside Python's own, and the file that tells what was tried."""

    runs: tuple[Run, ...]
    folders: tuple[str, ...]
    record: str

    def written(self) -> str:
        """The plan as a child reads it."""
        return json.dumps(asdict(self))

    @staticmethod
    def read(text: str) -> "Plan":
        given = json.loads(text)
        return Plan(tuple(Run(tuple(each["arguments"])) for each in given["runs"]), given["folders"], given["record"])


def watch(folders: Sequence[str], record: str) -> None:
    """From now on and for ever, in this process and its children, forbid and write down what no build may do."""
    log = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    allowed = _real([*folders, *_of_python(), *_SHARED])
    busy = False

    def hook(event: str, facts: tuple[Any, ...]) -> None:
        nonlocal busy
        if busy or not (wrong := _forbidden(event, facts, allowed)):
            return
        busy = True
        os.write(log, f"{wrong}\n".encode("utf-8", "backslashreplace"))
        busy = False
        raise ForbiddenError(wrong)

    sys.addaudithook(hook)


def _of_python() -> tuple[str, ...]:
    """Where Python, its packages and roireport itself stand."""
    import roireport

    package = Path(roireport.__file__).resolve().parent
    return (
        *sysconfig.get_paths().values(),
        sys.prefix,
        sys.base_prefix,
        str(package),
        str(package.parent / "templates"),
        __file__,
    )


def _real(folders: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{os.path.realpath(folder).rstrip('/')}/" for folder in folders)


def _forbidden(event: str, facts: tuple[Any, ...], allowed: Sequence[str]) -> str:
    """What is wrong with an event; nothing where it may be."""
    if event.startswith(_NETWORK):
        return f"network {event} {facts[1:]!r}"
    if event in _PROGRAMS or event.startswith(_PROGRAMS[2:]):
        return "" if event == "subprocess.Popen" and facts[1][0] == "git" else f"program {event} {facts!r}"
    if event not in _OPENS or isinstance(facts[0], int) or facts[0] is None:  # a descriptor was opened before
        return ""
    real = os.path.realpath(os.fsdecode(facts[0]))
    imported = event == "os.listdir" and real in sys.path  # what an import looks through for its module
    return "" if imported or _OWN.fullmatch(real) or f"{real}/".startswith(tuple(allowed)) else f"open {real}"


def built(plan: Plan) -> tuple[Run, ...]:
    """Run everything of a plan under guard, in this process."""
    from roireport.cli import main

    import_module("roireport.render.pdf")  # as it is loaded, WeasyPrint asks a program where its libraries are
    watch(plan.folders, plan.record)
    done = []
    for run in plan.runs:
        printed = io.StringIO()
        with contextlib.redirect_stderr(printed), contextlib.redirect_stdout(printed):
            code = main(list(run.arguments))
        done.append(Run(run.arguments, code, printed.getvalue()))
    return tuple(done)


if __name__ == "__main__":
    json.dump([asdict(run) for run in built(Plan.read(sys.stdin.read()))], sys.stdout)
