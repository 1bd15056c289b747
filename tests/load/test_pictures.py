"""Pictures of narratives: plain kinds only, upright, without metadata, and the same bytes when cleaned again."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from roireport.load.engagement import load_engagement
from roireport.load.pictures import clean_picture
from roireport.model.engagement import Engagement
from roireport.model.workspace import Workspace
from roireport.problems.problem import Problems

SECRET = "SECRET"
SVG = (
    '<?xml version="1.0"?><!-- SECRET --><svg xmlns="http://www.w3.org/2000/svg" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:export-filename="/srv/SECRET.png" '
    'viewBox="0 0 9 6" data-name="SECRET"><metadata>SECRET</metadata><style>text{font-family:SECRET;fill:red}</style>'
    '<rect width="9" height="6" inkscape:label="SECRET"/><text font-family="SECRET" style="font-family:SECRET">A</text>'
    "</svg>"
)
RED, BLUE = (200, 30, 30), (30, 30, 200)


def two_colours() -> Image.Image:
    """A picture of 40 by 20 pixels, its left half red."""
    picture = Image.new("RGB", (40, 20), BLUE)
    picture.paste(RED, (0, 0, 20, 20))
    return picture


def png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", SECRET)
    notes.add_itxt("XML:com.adobe.xmp", SECRET)
    return saved(two_colours(), "PNG", pnginfo=notes, exif=exif(1))


def jpeg(turned: int = 1) -> bytes:
    return saved(two_colours(), "JPEG", exif=exif(turned), comment=SECRET.encode(), quality=95)


def exif(turned: int) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112], tags[0x013B] = turned, SECRET
    return tags


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


PICTURES: Mapping[str, tuple[bytes, str]] = {
    "png": (png(), ".png"),
    "jpeg": (jpeg(), ".jpg"),
    "turned": (jpeg(6), ".jpeg"),
    "progressive": (saved(two_colours(), "JPEG", progressive=True, comment=SECRET.encode()), ".jpg"),
    "svg": (SVG.encode(), ".svg"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_loses_its_metadata_once_and_for_all(name: str) -> None:
    content, suffix = PICTURES[name]
    assert SECRET.encode() in content
    clean = clean_picture(content, suffix)
    assert clean is not None
    assert SECRET.encode() not in clean
    assert clean_picture(clean, suffix) == clean


@pytest.mark.parametrize("name", ["png", "jpeg", "progressive"])
def test_a_picture_keeps_every_pixel(name: str) -> None:
    content, suffix = PICTURES[name]
    clean = clean_picture(content, suffix)
    assert clean is not None
    assert Image.open(BytesIO(clean)).convert("RGB").tobytes() == Image.open(BytesIO(content)).convert("RGB").tobytes()


def test_a_photograph_that_a_viewer_turns_is_turned() -> None:
    """Exif orientation 6: the first row of the file is the right side, so its left half is above."""
    clean = clean_picture(jpeg(6), ".jpg")
    assert clean is not None
    picture = Image.open(BytesIO(clean))
    assert picture.size == (20, 40)
    for place, colour in (((10, 5), RED), ((10, 35), BLUE)):
        pixel = picture.getpixel(place)
        assert isinstance(pixel, tuple)
        assert all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


def test_print_colours_become_those_of_a_screen() -> None:
    clean = clean_picture(saved(two_colours().convert("CMYK"), "JPEG"), ".jpg")
    assert clean is not None
    assert Image.open(BytesIO(clean)).mode == "RGB"


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"", ".png"),
        (b"", ".jpg"),
        (jpeg(), ".png"),
        (png(), ".jpg"),
        (png()[:60], ".png"),
        (jpeg()[:-60], ".jpg"),
        (saved(two_colours(), "GIF"), ".png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", ".svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><image href='https://evil.example/a.png'/></svg>", ".svg"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'/>", ".svg"),
    ],
)
def test_what_is_no_plain_picture_of_its_kind_is_refused(content: bytes, suffix: str) -> None:
    assert clean_picture(content, suffix) is None


def load(root: Path, note: str, **pictures: bytes) -> Engagement | Problems:
    folder = root / "engagements" / "x"
    (folder / "narrative").mkdir(parents=True)
    (folder / "engagement.yaml").write_text(
        "title: T\nclient: {name: C}\nperiod: {start: 2025-01-06, end: 2025-06-30}\nas_of: 2025-12-31\ncurrency: EUR\n"
    )
    (folder / "narrative" / "summary.md").write_text(note)
    for name, content in pictures.items():
        (folder / "narrative" / f"{name}.png").write_bytes(content)
    return load_engagement(root, "x", Workspace())


def test_a_narrative_has_its_pictures_and_others_are_not_read(tmp_path: Path) -> None:
    note = "![Margin](a.png) and once more ![Margin](./a.png 'title')\n\n`![code](b.png)` <!-- ![hidden](b.png) -->\n"
    engagement = load(tmp_path, note, a=png(), b=png())
    assert isinstance(engagement, Engagement)
    assert [picture.name for picture in engagement.narratives[0].pictures] == ["a.png"]
    assert engagement.unread_files == ("narrative/b.png",)


def test_a_picture_has_at_most_two_megabytes(tmp_path: Path) -> None:
    padded = png() + bytes(2_000_000 - len(png()))
    assert isinstance(load(tmp_path / "fits", "![A](a.png)", a=padded), Engagement)
    outcome = load(tmp_path / "large", "![A](a.png)", a=padded + b"\0")
    assert isinstance(outcome, Problems)
    assert [(fault.key, dict(fault.facts)) for fault in outcome.items] == [("file_too_large", {"limit": "2000"})]
