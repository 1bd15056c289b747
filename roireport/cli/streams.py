"""Standard output and standard error: UTF-8, and what could not be written is remembered until the run ends."""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from roireport.cli.exits import BUG, INTERRUPTED, RENDERING

NOT_WRITTEN = "Error: {stream} cannot be written: {why}\n"


class _Descriptor(io.FileIO):
    """A descriptor whose failing writes raise nothing, so that a run goes on and its exit code is right."""

    failure: OSError | None = None

    def write(self, data: Any, /) -> int:
        """Write bytes; after a first failure they are dropped.

        Returns:
            How many bytes were taken.
        """
        if self.failure is None:
            try:
                written: int | None = super().write(data)
                if written is not None:
                    return written
                self.failure = BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            except OSError as failed:
                self.failure = failed
        return memoryview(data).nbytes


@dataclass(slots=True)
class _Guarded:
    """A standard stream and the descriptor below it; none where a test reads in its place."""

    name: str
    text: TextIO
    descriptor: _Descriptor | None

    @property
    def failure(self) -> OSError | None:
        """Why not everything was written; a reader that went away is no failure."""
        self.text.flush()
        failure = self.descriptor.failure if self.descriptor else None
        return None if isinstance(failure, BrokenPipeError) else failure


@dataclass(slots=True)
class Streams:
    """The two streams of a run."""

    output: _Guarded
    error: _Guarded
    holds_document: bool = False
    """Whether standard output holds JSON, CSV or Markdown, to which no message may be added."""

    def exit_code(self, code: int) -> int:
        """The exit code of a run that came to `code`: 3 where one of the streams could not be written.

        The other stream carries the reason. A fault of roireport and an interrupt keep their codes.
        """
        failed = [(stream, why) for stream in (self.output, self.error) if (why := stream.failure)]
        if not failed:
            return code
        for stream, why in failed:
            other = self.output if stream is self.error else self.error
            if other is self.error or not self.holds_document:
                other.text.write(NOT_WRITTEN.format(stream=stream.name, why=why.strerror))
                other.text.flush()
        return code if code in (BUG, INTERRUPTED) else RENDERING


@contextlib.contextmanager
def standard_streams() -> Iterator[Streams]:
    """Put guarded streams in place of `sys.stdout` and `sys.stderr` for the length of a run.

    Where standard output is closed, a result cannot be had, which is a failure; a closed standard error only
    means that nobody wants the messages.
    """
    _fill_closed_descriptors()
    before = sys.stdout, sys.stderr
    output = _guarded("standard output", sys.stdout, closed_mode=os.O_RDONLY)
    error = _guarded("standard error", sys.stderr, closed_mode=os.O_WRONLY)
    sys.stdout, sys.stderr = output.text, error.text
    try:
        yield Streams(output, error)
    finally:
        output.text.flush()
        error.text.flush()
        sys.stdout, sys.stderr = before


def _fill_closed_descriptors() -> None:
    """Open the null device in place of closed standard streams, so that no file of a run gets their numbers."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def _guarded(name: str, stream: TextIO | None, closed_mode: int) -> _Guarded:
    """Make a stream that remembers failures, on the null device where `stream` is closed.

    Files and pipes get UTF-8 whatever the locale; a terminal that lacks a letter shows a question mark. A console of
    Windows takes no bytes but through Python's own stream, and has no room that could run out.
    """
    if stream is None:
        return _on_descriptor(name, os.open(os.devnull, closed_mode), "utf-8")
    try:
        number = stream.fileno()
    except (OSError, ValueError):  # a test captures what is written
        return _Guarded(name, stream, None)
    if type(getattr(stream.buffer, "raw", None)).__name__ == "_WindowsConsoleIO":
        return _Guarded(name, stream, None)
    stream.flush()
    return _on_descriptor(name, number, stream.encoding if stream.isatty() else "utf-8")


def _on_descriptor(name: str, number: int, encoding: str) -> _Guarded:
    descriptor = _Descriptor(number, "w", closefd=False)
    text = io.TextIOWrapper(io.BufferedWriter(descriptor), encoding, errors="replace", line_buffering=True)
    return _Guarded(name, text, descriptor)
