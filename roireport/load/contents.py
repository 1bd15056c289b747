"""Read plain files with few system calls, following no link."""

import errno
import os
import stat
from typing import Final

_WHERE_OFFERED: Final = ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
_FLAGS: Final = os.O_RDONLY | sum(getattr(os, name, 0) for name in _WHERE_OFFERED)
_NO_PLAIN_FILE: Final = frozenset((errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO, errno.ENAMETOOLONG))
"""The errors of a path with nothing there, a link, a socket or an impossible name."""


def plain_content(path: str, most: int | None = None) -> bytes | None:
    """Read a plain file whole; None where there is none.

    Args:
        most: the largest size in bytes; None is returned for a larger file.

    Raises OSError where the file cannot be read. Never waits for a pipe.
    """
    try:
        handle = os.open(path, _FLAGS)
    except OSError as fault:
        if fault.errno in _NO_PLAIN_FILE:
            return None
        raise
    except ValueError:  # a zero byte in the name
        return None
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode) or (most is not None and state.st_size > most):
            return None
        content = os.read(handle, state.st_size + 1)
        while len(content) < state.st_size and (more := os.read(handle, state.st_size)):
            content += more
        return content
    finally:
        os.close(handle)
