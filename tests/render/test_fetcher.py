"""A report fetches its own assets and nothing else."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from roireport.model.workspace import Workspace
from roireport.problems.problem import Refused
from roireport.render.brand import BrandStyle, Logo, read_brand, read_logo
from roireport.render.fetcher import LOGO_ADDRESS, AssetFetcher, face_address
from roireport.render.fonts import FACES
from roireport.render.pdf import PdfPrinter

CHANNELS = {
    "img": '<img src="{url}/a.png" alt="">',
    "stylesheet": '<link rel="stylesheet" href="{url}/a.css">',
    "import": '<style>@import "{url}/a.css";</style>',
    "url()": '<p style="background: url({url}/a.png)">x</p>',
    "font-face": "<style>@font-face{{font-family:X;src:url({url}/a.ttf)}} p{{font-family:X}}</style><p>x</p>",
    "content": "<style>p::before{{content:url({url}/a.png)}}</style><p>x</p>",
    "list-style-image": '<ul style="list-style-image:url({url}/a.png)"><li>x</ul>',
    "object": '<object data="{url}/a.svg"></object>',
    "embed": '<embed src="{url}/a.svg">',
    "svg image": '<svg width="9" height="9"><image href="{url}/a.png" width="9" height="9"/></svg>',
    "svg in an img": '<img alt="" src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'/>">',
    "attachment": '<a rel="attachment" href="{url}/a">x</a>',
}
FILES = {
    "absolute": '<img src="file:///etc/hostname" alt="">',
    "attached": '<a rel="attachment" href="file:///etc/passwd">x</a>',
    "relative": '<img src="../../etc/hostname" alt="">',
    "scheme in capitals": '<img src="FILE:///etc/hostname" alt="">',
    "process": '<object data="file:///proc/self/environ"></object>',
}


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server that nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_external_reference_fails_the_report_and_makes_no_connection(
    channel: str, printer: PdfPrinter, listener: socket.socket
) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    page = f'<html lang="en"><title>x</title>{CHANNELS[channel].format(url=url)}'
    with pytest.raises(Refused) as failed:
        printer.print(page)
    assert "data:" in str(failed.value) or url in str(failed.value)
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_the_machine_fails_the_report(kind: str, printer: PdfPrinter) -> None:
    with pytest.raises(Refused):
        printer.print(f'<html lang="en"><title>x</title>{FILES[kind]}')


def test_a_page_that_fails_costs_the_next_one_nothing(printer: PdfPrinter) -> None:
    with pytest.raises(Refused):
        printer.print('<html lang="en"><title>x</title><img src="file:///etc/hostname" alt="">')
    assert printer.print('<html lang="en"><title>x</title><p>fine').pages == 1


def test_the_faces_and_the_logo_are_served() -> None:
    fetcher = AssetFetcher(Logo(b"<svg/>", ".svg"))
    for face in FACES:
        assert fetcher.fetch(face_address(face)).read()[:4] == b"\0\1\0\0"
    assert fetcher.fetch(LOGO_ADDRESS).read() == b"<svg/>"
    assert fetcher.refused == []
    with pytest.raises(ValueError, match="not an asset"):
        AssetFetcher().fetch(LOGO_ADDRESS)


def test_a_logo_that_calls_home_fails_the_report(listener: socket.socket) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/a.png"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{url}" width="9" height="9"/></svg>'
    )
    printer = PdfPrinter(BrandStyle("Cabinet", logo=Logo(svg.encode(), ".svg")))
    with pytest.raises(Refused, match="refused"):
        printer.print(f'<html lang="en"><title>x</title><img src="{LOGO_ADDRESS}" alt="Cabinet">')


def test_a_logo_is_a_picture_of_bounded_size_inside_the_workspace(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    root.mkdir()
    (tmp_path / "outside.svg").write_text("<svg/>")
    (root / "inside.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (root / "script.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    (root / "link.svg").symlink_to(tmp_path / "outside.svg")
    (root / "large.png").write_bytes(b"x" * 1_000_001)
    (root / "notes.md").write_text("x")
    assert read_logo(root, "inside.svg").content == b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    keys = {
        "../outside.svg": "logo_outside", "link.svg": "logo_outside", "gone.svg": "logo_missing",
        "large.png": "logo_too_large", "notes.md": "logo_type_unknown",
        "script.svg": "logo_not_plain",
    }  # fmt: skip
    for path, key in keys.items():
        with pytest.raises(Refused) as refused:
            read_logo(root, path)
        assert [fault.key for fault in refused.value.problems] == [key]


def test_only_a_colour_becomes_a_colour(tmp_path: Path) -> None:
    given = {"brand": {"primary": "#ABCDEF", "accent": "red}body{display:none"}}
    brand = read_brand(Workspace.model_validate(given), tmp_path)
    assert (brand.primary, brand.accent) == ("#ABCDEF", None)
    assert "--actual:#ABCDEF" in brand.print_sheet
    assert "display" not in brand.site_sheet
