"""Standard streams that were closed before the command began."""

import os
import sys


def open_closed_streams() -> None:
    """Connect each closed standard stream to the null device.

    Without this the next file that is opened gets the stream's number, and what is meant for a reader is written into
    it. Nobody reads a closed stream, so the work goes on and its exit code counts, as where a reader of a pipe left.
    """
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(descriptor)
        except OSError:
            null = os.open(os.devnull, os.O_RDWR)
            if null != descriptor:
                os.dup2(null, descriptor)
                os.close(null)
            os.set_inheritable(descriptor, True)
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(descriptor, "r" if name == "stdin" else "w", encoding="utf-8", closefd=False))
