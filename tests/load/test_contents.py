"""What is read of a file in few calls, and of what is no plain file."""

import os
import resource
import socket
from pathlib import Path

import pytest

from roireport.load.contents import plain_content


@pytest.mark.parametrize("size", [0, 1, 4096, 3_000_000])
def test_all_that_a_plain_file_holds(tmp_path: Path, size: int) -> None:
    written = os.urandom(size)
    (tmp_path / "file").write_bytes(written)
    assert plain_content(str(tmp_path / "file")) == written
    assert plain_content(str(tmp_path / "file"), size) == written
    assert plain_content(str(tmp_path / "file"), size - 1) is None


def test_what_is_no_plain_file_holds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's name may not be long
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "circle").symlink_to("circle")
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind("socket")
        names = (
            "folder",
            "link",
            "circle",
            "pipe",
            "socket",
            "missing",
            "file/below",
            "circle/below",
            "x" * 5000,
            "a\0b",
        )
        before = os.listdir("/dev/fd")
        assert {name: plain_content(name) for name in names} == dict.fromkeys(names)
        assert os.listdir("/dev/fd") == before


def test_what_cannot_be_read_is_an_error() -> None:
    """No more files may be open, as far as the system is concerned."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))
    try:
        with pytest.raises(OSError, match="Too many open files"):
            plain_content(__file__)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
