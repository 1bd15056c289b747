"""Pages as pictures: arrays of rows, columns and, in colour, red, green and blue, each from 0 to 255."""

import re
import subprocess
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]

FINE: Final = 240
"""Dots per inch at which a page is drawn: hairlines and edges then fall alike whatever draws them."""
COARSE: Final = 60
"""Dots per inch at which pages are compared and kept."""
COLOURS: Final = 256
_HEAD: Final = re.compile(rb"P[56]\s(\d+)\s(\d+)\s255\s")


def rendered(content: bytes, resolution: int, *, grey: bool = False, page: int | None = None) -> list[Picture]:
    """The pages of a PDF, or one of them counted from 1, as poppler draws them; `resolution` in dots per inch."""
    chosen = ["-f", str(page), "-l", str(page)] if page else []
    command = ["pdftoppm", "-q", "-r", str(resolution), *(["-gray"] if grey else []), *chosen, "-"]
    run = subprocess.run(command, input=content, capture_output=True, check=True)
    return list(_pictures(run.stdout, 1 if grey else 3))


def _pictures(netpbm: bytes, channels: int) -> Iterator[Picture]:
    at = 0
    while head := _HEAD.match(netpbm, at):
        width, height = int(head[1]), int(head[2])
        size = width * height * channels
        flat = np.frombuffer(netpbm, np.uint8, size, head.end())
        yield flat.reshape((height, width, channels)[: 2 if channels == 1 else 3])
        at = head.end() + size


def look(content: bytes, page: int) -> Picture:
    """A page of a PDF, coarse, in colour."""
    (fine,) = rendered(content, FINE, page=page)
    return coarse(fine)


def coarse(fine: Picture) -> Picture:
    """A page drawn at 240 dots per inch, each four by four of them made one."""
    side = FINE // COARSE
    rows, columns = fine.shape[0] // side, fine.shape[1] // side
    blocks = fine[: rows * side, : columns * side].reshape(rows, side, columns, side, -1)
    return np.asarray(np.rint(blocks.mean(axis=(1, 3))), np.uint8)


def png(picture: Picture) -> bytes:
    """A small file: the colours that are farthest apart, none mixed of others, the same bytes every time."""
    image = Image.fromarray(picture).quantize(
        COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE
    )
    buffer = BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def read(file: bytes) -> Picture:
    """The picture in a file."""
    return np.asarray(Image.open(BytesIO(file)).convert("RGB"))
