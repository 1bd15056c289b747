"""What only POSIX systems offer: fork, limits of a process, file locks; and what replaces it elsewhere.

No other module imports fcntl or resource, or forks. Elsewhere (Windows) jobs run without these limits.
"""

import contextlib
import errno
import math
import os
import signal
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final


def _module(name: str) -> Any:
    """A module of the standard library; None where this system lacks it."""
    try:
        return import_module(name)
    except ImportError:
        return None


fcntl: Final = _module("fcntl")
resource: Final = _module("resource")
_STATM: Final = Path("/proc/self/statm")
_TOTAL: Final = 0
_RESIDENT: Final = 1
"""Columns of it: all memory that was asked for, and the part in use."""
_HELD: Final = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""How a system says that another process holds a lock."""
GRACE: Final = 1
"""Seconds of processor time between the exception at a time limit and the end of the process."""


def can_limit() -> bool:
    """Whether a process can be forked here, and its time and memory limited."""
    return resource is not None and hasattr(os, "fork") and _STATM.exists()


def processor_count() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def limit_memory(allowed: int) -> None:
    """Allow so many bytes beyond those of now; asking for more raises MemoryError."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_pages(_TOTAL) + allowed, hard))


def resident_memory() -> int:
    """Bytes of memory in use by this process."""
    return _pages(_RESIDENT)


def limit_time(seconds: float, exceeded: Callable[..., Any]) -> None:
    """Call `exceeded` (a signal handler) after so many seconds of processor time.

    Python calls it between two of its own instructions. A process inside one long call is ended by the system
    (SIGXCPU) a second later.
    """
    signal.signal(signal.SIGPROF, exceeded)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds) + GRACE, hard))
    signal.setitimer(signal.ITIMER_PROF, seconds)


def lift_time_limit() -> None:
    """Remove the limit of `limit_time`; an interruption that comes too late is ignored."""
    signal.signal(signal.SIGPROF, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_PROF, 0)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))


def interrupt(process: int | None) -> None:
    """Call the `exceeded` of another process, as if its time limit were reached."""
    if process is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGPROF)


def ended_by_time_limit(exit_code: int | None) -> bool:
    """Whether a process with this exit code was ended at its time limit."""
    return hasattr(signal, "SIGXCPU") and exit_code == -signal.SIGXCPU


def can_lock() -> bool:
    """Whether `lock_file` keeps a second build of a site out here."""
    return fcntl is not None or _module("msvcrt") is not None


def lock_file(handle: int) -> bool:
    """Lock an open file for this process until it is closed; False where another process holds the lock."""
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        elif msvcrt := _module("msvcrt"):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError as held:
        if held.errno in _HELD:
            return False
        raise
    return True


def _pages(column: int) -> int:
    """Bytes in a column of the system's table of this process."""
    size: int = resource.getpagesize()
    return int(_STATM.read_text(encoding="ascii").split()[column]) * size
