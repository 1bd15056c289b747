"""Render parcels in a process of its own, which shares nothing with the process that sends them.

The worker of a cluster, or a thread where this process cannot be forked, starts such a server and keeps it. The server
forks a process for each parcel, under the limits that the parcel names; so a parcel that never ends is ended, and costs
no other one. A server that itself fails is replaced.
"""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Timer
from typing import Final

from roireport.build.limits import Lost
from roireport.build.output import EngagementOutput
from roireport.build.parcels import Files, Parcel, VersionsDiffer, versions
from roireport.build.workers import CLOCK_FACTOR, in_worker
from roireport.model.engagement import ENGAGEMENTS
from roireport.problems.problem import Problems
from roireport.publish.render_tools import RenderTools, render_tools
from roireport.workspace import OpenWorkspace, open_workspace

STARTING: Final = 60
"""Seconds by the clock that a server may take besides the time of a parcel: it loads all that rendering needs."""


class JobServer:
    """The sender's end of a server."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="roireport-", ignore_cleanup_errors=True)
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name)
        environment = {**os.environ, **temporary, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-m", "roireport.build.job_server"]
        self._process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def render(self, parcel: Parcel) -> EngagementOutput | Lost:
        """Send a parcel and wait for its result. A server that gave none has ended."""
        seconds = CLOCK_FACTOR * parcel.limits.seconds + STARTING
        late = Timer(seconds, self._process.kill)
        late.start()
        try:
            assert self._process.stdin
            assert self._process.stdout
            pickle.dump(parcel, self._process.stdin)
            self._process.stdin.flush()
            result: EngagementOutput | Lost = pickle.load(self._process.stdout)
            return result
        except (EOFError, OSError, pickle.UnpicklingError):
            in_time, code = late.is_alive(), self._process.wait()  # its pipe closes before it can be seen to have ended
            return Lost("crashed", f"exit code {code}") if in_time else Lost("too_slow")
        finally:
            late.cancel()

    @property
    def has_ended(self) -> bool:
        """Whether it takes no further parcel."""
        return self._process.poll() is not None

    def stop(self) -> None:
        """End the process, whatever it does, and remove its temporary files."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                assert pipe
                pipe.close()
        self._folder.cleanup()


class JobServers:
    """Servers that are started as they are needed, each for one parcel at a time."""

    def __init__(self) -> None:
        self._all = list[JobServer]()
        self._idle = list[JobServer]()

    def render(self, parcel: Parcel) -> EngagementOutput | Lost:
        """Render a parcel in an idle server."""
        try:
            server = self._idle.pop()
        except IndexError:
            server = JobServer()
            self._all.append(server)
        result = server.render(parcel)
        if isinstance(result, Lost) and server.has_ended:
            server.stop()
        else:
            self._idle.append(server)
        return result

    def stop(self) -> None:
        """End all servers, whatever they do."""
        for server in self._all:
            server.stop()


_OF_THIS_PROCESS: Final = JobServers()
_ONE_AT_A_TIME: Final = Lock()
"""A worker of a cluster may have several threads; its processor is one."""


def render_on_cluster(parcel: Parcel) -> EngagementOutput | Lost:
    """Render a parcel that came to a worker of a cluster, in the server that the worker keeps.

    Raises:
        VersionsDiffer: where the versions here are not those of the sender.
    """
    if parcel.versions != versions():
        raise VersionsDiffer(f"{parcel.versions[:12]} was sent, {versions()[:12]} is here")
    with _ONE_AT_A_TIME:
        return _OF_THIS_PROCESS.render(parcel)


# ── In the server ───────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Unpacked:
    """A workspace in a temporary folder, which is removed with this value."""

    folder: "TemporaryDirectory[str]"
    opened: OpenWorkspace
    tools: RenderTools


def render_parcel(parcel: Parcel) -> EngagementOutput | Lost:
    """Render a parcel in a worker, under its limits."""
    from roireport.build.render_engagement import render_engagement

    unpacked = _unpacked(parcel.workspace, parcel.pdf)
    render = partial(render_engagement, unpacked.opened, unpacked.tools, parcel.job)
    return in_worker(render, limits=parcel.limits)


@lru_cache(maxsize=1)
def _unpacked(files: Files, pdf: bool) -> _Unpacked:
    """The workspace of a parcel, opened once for all of its engagements."""
    folder = TemporaryDirectory(prefix="roireport-", ignore_cleanup_errors=True)
    root = Path(folder.name).resolve()
    (root / ENGAGEMENTS).mkdir()
    _write(root, dict(files))
    opened = open_workspace(root)
    if isinstance(opened, Problems):  # the sender could open it
        raise VersionsDiffer(", ".join(found.key for found in opened.items))
    return _Unpacked(folder, opened, render_tools(root, opened.settings, opened.words, pdf=pdf))


def _write(root: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def _serve() -> None:
    """Answer each parcel of standard input on standard output, until the sender closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the sender handles it, and ends its servers
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing else may be printed among the answers
        while True:
            try:
                parcel: Parcel = pickle.load(sys.stdin.buffer)
            except EOFError:
                return
            pickle.dump(render_parcel(parcel), answers)
            answers.flush()


if __name__ == "__main__":
    _serve()
