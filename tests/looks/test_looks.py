"""Pages look as they did when somebody last looked at them and found them good."""

import os
import re
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from PIL import Image

from tests.looks.contrast import Changed, contrast
from tests.looks.damages import PAGE, letter_lost, letters_mistaken, on_page, recoloured
from tests.looks.gallery import LEAVES, REFERENCES, Leaf
from tests.looks.likeness import difference
from tests.looks.pictures import FINE, Picture, coarse, look, png, read
from tests.looks.styled import styled
from tests.looks.words import words
from tests.prints import REFERENCE, Prints
from tests.render.conformance.condition import Damage
from tests.render.conformance.file import File

FOLDER: Final = "ROIREPORT_LOOKS"
"""The environment variable that names where the page of differences is written; if not, beside a run's other files."""
LARGEST: Final = 1_500_000
"""Bytes of all pictures that are kept."""
WASH, GREEN, GREY = (243, 245, 247), (0, 107, 85), (90, 102, 114)


def _shown(changed: Sequence[Changed], beside: Path) -> Path:
    """The page of differences, written."""
    folder = Path(os.environ.get(FOLDER) or beside)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "looks.html"
    file.write_text(contrast(changed), encoding="utf-8")
    return file


@pytest.mark.needs("pdftoppm")
def test_every_page_that_is_kept_looks_as_it_did(prints: Prints, tmp_path: Path) -> None:
    changed: list[Changed] = []
    for leaf in LEAVES:
        seen, kept = leaf.seen(prints.of(leaf.id, leaf.language)), leaf.kept()
        if (apart := difference(kept, seen)).is_seen:
            changed.append((leaf.name, kept, seen, apart))
    differences = {name: str(apart) for name, _, _, apart in changed}
    assert differences == {}, f"see {_shown(changed, tmp_path)}; `make looks` if that is how they should look"


def test_a_commit_of_the_repository_changes_no_page(prints: Prints) -> None:
    read = {word.text for word in words(File.opened(prints.of(REFERENCE, "fr")))}
    assert "0a1b2c3" in read


def test_no_picture_is_kept_that_nothing_is_compared_with_and_all_are_small() -> None:
    files = list(REFERENCES.iterdir())
    assert set(files) == {leaf.file for leaf in LEAVES}
    assert len(files) >= 8
    assert sum(file.stat().st_size for file in files) < LARGEST


def _by_cairo(content: bytes, page: int) -> Picture:
    """A page drawn by another renderer, with other letters and lines."""
    chosen = ["-f", str(page), "-l", str(page), "-singlefile"]
    command = ["pdftocairo", "-png", "-r", str(FINE), *chosen, "-", "-"]
    run = subprocess.run(command, input=content, capture_output=True, check=True)
    return coarse(np.asarray(Image.open(BytesIO(run.stdout)).convert("RGB")))


@pytest.fixture(scope="module")
def good() -> bytes:
    return styled()


@pytest.fixture(scope="module")
def kept(good: bytes) -> Picture:
    return read(png(look(good, PAGE)))


@pytest.mark.needs("pdftoppm", "pdftocairo")
@pytest.mark.parametrize("leaf", LEAVES[:4], ids=lambda leaf: leaf.section)
def test_another_renderer_makes_no_difference(leaf: Leaf, prints: Prints) -> None:
    content = prints.of(leaf.id, leaf.language)
    apart = difference(leaf.kept(), _by_cairo(content, leaf.page(content)))
    assert not apart.is_seen, str(apart)


@pytest.mark.needs("pdftoppm")
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(on_page(letter_lost), id="a letter is missing from a chart"),
        pytest.param(on_page(letters_mistaken), id="a chart has the letters of another font"),
        pytest.param(on_page(recoloured(GREEN, GREY)), id="a good value has lost its green"),
        pytest.param(on_page(recoloured(WASH, (255, 255, 255))), id="boxes have lost their wash"),
    ],
)
def test_a_damaged_page_is_seen(damage: Damage, good: bytes, kept: Picture) -> None:
    apart = difference(kept, look(damage(good), PAGE))
    assert apart.is_seen, str(apart)


@pytest.mark.needs("pdftoppm")
@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(".tiles { position: relative; top: 1mm }", id="a block is moved"),
        pytest.param(".exhibit { border-top-color: #ffffff !important }", id="a rule is gone"),
        pytest.param("html { font-size: 9.4pt !important }", id="letters are smaller"),
        pytest.param(".source { display: none }", id="a line is gone"),
    ],
)
def test_a_page_of_another_sheet_is_seen(rules: str, kept: Picture) -> None:
    apart = difference(kept, look(styled(rules), PAGE))
    assert apart.is_seen, str(apart)


@pytest.mark.needs("pdftoppm")
def test_a_page_is_like_itself(good: bytes, kept: Picture) -> None:
    apart = difference(kept, look(good, PAGE))
    assert apart.greatest < 3
    assert apart.share == 0


def test_a_page_of_another_size_differs_everywhere() -> None:
    white = np.full((40, 30, 3), 255, np.uint8)
    assert difference(white, white[:38]).share == 1
    assert difference(white, white[:39]).share == 0


@pytest.mark.needs("pdftoppm")
def test_differences_are_shown_side_by_side_in_one_file(
    good: bytes, kept: Picture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "looks"))
    seen = look(on_page(recoloured(GREEN, GREY))(good), PAGE)
    file = _shown([("a <page>", kept, seen, difference(kept, seen))], tmp_path)
    html = file.read_text(encoding="utf-8")
    assert file.parent == tmp_path / "looks"
    assert "<h2>a &lt;page&gt;</h2>" in html
    assert re.findall(r"<figcaption>(\w+)</figcaption><img src=\"data:image/png;base64,\w", html) == [
        "kept", "printed", "difference"
    ]  # fmt: skip
    assert "http" not in html
