"""A page that shows how pages have changed: what was kept, what was printed, and where they differ."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image

from tests.looks.likeness import GREATEST, Difference
from tests.looks.pictures import Picture

Changed = tuple[str, Picture, Picture, Difference]
"""The name of a page, its kept and its present picture, and their difference."""
_STYLE: Final = (
    "body{font:15px/1.4 sans-serif;margin:24px;background:#e9edf0}figure{display:inline-block;margin:0 16px 24px 0}"
    "img{display:block;border:1px solid #8794a1;image-rendering:pixelated}figcaption{margin-bottom:4px}"
)
_HEAD: Final = (
    f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Pages that differ</title><style>{_STYLE}</style>'
)


def contrast(changed: Iterable[Changed]) -> str:
    """One file, without anything beside it."""
    parts = "".join(
        f"<h2>{escape(name)}</h2><p>{escape(str(apart))}</p>"
        f"{_figure('kept', kept)}{_figure('printed', seen)}{_figure('difference', _map(seen, apart))}"
        for name, kept, seen, apart in changed
    )
    return f"{_HEAD}<h1>Pages that differ</h1>{parts}</html>\n"


def _figure(caption: str, picture: Picture) -> str:
    buffer = BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    source = f"data:image/png;base64,{b64encode(buffer.getvalue()).decode()}"
    return f'<figure><figcaption>{caption}</figcaption><img src="{source}" alt="{caption}"></figure>'


def _map(seen: Picture, apart: Difference) -> Picture:
    """The page pale and grey, and red where it differs: full red where that alone makes it fail."""
    rows, columns = apart.levels.shape
    top, left = (seen.shape[0] - rows) // 2, (seen.shape[1] - columns) // 2
    pale = 200 + seen[top : top + rows, left : left + columns].mean(axis=2, keepdims=True) * 55 / 255
    strength = np.clip(apart.levels / GREATEST, 0, 1)[..., np.newaxis]
    red = np.array([200.0, 0.0, 0.0])
    return np.asarray(pale * (1 - strength) + red * strength, np.uint8)
