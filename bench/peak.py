"""The most memory that one process of a build without PDFs has used.

    python -m bench.peak WORKSPACE SITE

Prints bytes. It runs in a process of its own, and a small one: what a process holds at the moment it starts another
counts as the other's until that one has begun.
"""

import os
import subprocess
import sys

KIBIBYTE = 1024


def peak_of_build(workspace: str, site: str) -> int:
    """Build with nothing kept, and wait for what the system says of it."""
    words = ["build", "-q", "--no-pdf", "--no-cache", "-C", workspace, "--site", site]
    process = subprocess.Popen([sys.executable, "-m", "roireport", *words])
    _, status, usage = os.wait4(process.pid, 0)
    assert not status
    return usage.ru_maxrss * KIBIBYTE


if __name__ == "__main__":
    print(peak_of_build(*sys.argv[1:]))
