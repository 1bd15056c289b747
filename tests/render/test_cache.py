"""The cache stores whole contents under the key of all they depend on, within its size limit."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment

from roireport.cli import main
from roireport.present.language.words import Words
from roireport.render.brand import BrandStyle
from roireport.render.cache import LONGEST, NO_CACHE, Cache, cache_folder, key_of
from roireport.render.pdf import PdfPrinter
from roireport.render.printing import Attachment, Pdf
from roireport.render.report import print_html
from tests.cli.workspaces import GOOD, workspace
from tests.render.reports import BLOCKS, report

KEY = key_of("one")


def counted(content: bytes) -> tuple[Callable[[], bytes], list[int]]:
    """A function that makes content, and a list with an entry for each call."""
    calls: list[int] = []

    def make() -> bytes:
        calls.append(1)
        return content

    return make, calls


def test_what_was_made_once_is_not_made_again(tmp_path: Path) -> None:
    make, calls = counted(b"content")
    kept = Cache(tmp_path / "new" / "folder")
    assert [kept.load_or_make(KEY, make) for _ in range(3)] == [b"content"] * 3
    assert len(calls) == 1
    assert kept.load_or_make(key_of("two"), lambda: b"other") == b"other"
    assert [NO_CACHE.load_or_make(KEY, make) for _ in range(2)] == [b"content"] * 2
    assert len(calls) == 3


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 200])
def test_what_is_damaged_is_made_again_and_mended(damage: bytes, tmp_path: Path) -> None:
    make, calls = counted(b"content")
    kept = Cache(tmp_path)
    kept.load_or_make(KEY, make)
    (tmp_path / KEY.hex()).write_bytes(damage)
    assert kept.load_or_make(KEY, make) == b"content"
    assert kept.load_or_make(KEY, make) == b"content"
    assert len(calls) == 2


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    make, calls = counted(b"content")
    assert [Cache(tmp_path / "file").load_or_make(KEY, make) for _ in range(2)] == [b"content"] * 2
    assert len(calls) == 2


def test_the_oldest_goes_first_and_what_nobody_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four files of 132 bytes, the first of them a month and a day old; then room for two."""
    kept = Cache(tmp_path)
    keys = [key_of(str(n)) for n in range(4)]
    for n, key in enumerate(keys):
        kept.load_or_make(key, lambda: b"x" * 100)
        os.utime(tmp_path / key.hex(), (1e9 + n, 1e9 + n))
    monkeypatch.setattr("roireport.render.cache.time.time", lambda: 1e9 + LONGEST + 0.5)
    kept.trim()
    assert {path.name for path in tmp_path.iterdir()} == {key.hex() for key in keys[1:]}
    monkeypatch.setattr("roireport.render.cache.LARGEST", 2 * 132)
    kept.trim()
    assert {path.name for path in tmp_path.iterdir()} == {key.hex() for key in keys[2:]}
    assert kept.clear() == 2 * 132
    assert list(tmp_path.iterdir()) == []


def test_parts_are_distinguished() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", ""), key_of(b"\0abc")}) == 5


# ── The press ───────────────────────────────────────────────────────────────

CARRIED = Attachment("a.yaml", b"a: 1", "application/yaml", "Source", "What it was made from", date(2025, 1, 1))


def files_in(folder: Path | None) -> int:
    return len(list(folder.iterdir())) if folder and folder.is_dir() else 0


def test_a_pdf_is_kept_under_all_that_it_is_made_of(
    tmp_path: Path, templates: Environment, words: Words, brand: BrandStyle
) -> None:
    """Each change of page, sheet, logo or attachment, to the last field, is another PDF; the same is the same one."""
    html = print_html(report(BLOCKS["sentence"]), templates, words, brand)
    printer = PdfPrinter(brand, cache=Cache(tmp_path))
    first = printer.print(html, [CARRIED])
    assert PdfPrinter(brand).print(html, [CARRIED]) == first
    assert (printer.print(html, [CARRIED]), files_in(tmp_path)) == (first, 1)
    changes = [
        replace(CARRIED, name="b.yaml"), replace(CARRIED, content=b"a: 2"), replace(CARRIED, media_type="text/csv"),
        replace(CARRIED, relationship="Data"), replace(CARRIED, description="Else"),
        replace(CARRIED, modified=date(2025, 1, 2)),
    ]  # fmt: skip
    pdfs: list[Pdf] = [printer.print(html, [each]) for each in changes]
    pdfs.append(printer.print(html.replace("+3.2", "+3.3"), [CARRIED]))
    pdfs.append(PdfPrinter(replace(brand, accent="#8a4b00"), cache=Cache(tmp_path)).print(html, [CARRIED]))
    assert len({each.content for each in (first, *pdfs)}) == len(pdfs) + 1 == files_in(tmp_path)


def test_a_build_with_what_was_kept_gives_the_same_bytes(tmp_path: Path) -> None:
    root = workspace(tmp_path, works=GOOD)
    sites = []
    for options in (["--no-cache"], [], []):
        assert main(["build", "-q", "-C", str(root), *options]) == 0
        sites.append({path.name: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()})
    assert sites[0] == sites[1] == sites[2]
    # The PDF, the engagement in two parts, the portfolio's rows, the method, the site; and each template compiled.
    assert files_in(cache_folder()) > 1 + 2 + 1 + 1 + 1
    assert main(["clean", "-q"]) == 0
    assert files_in(cache_folder()) == 0


def test_a_user_without_a_home_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose user is in no list of users."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    assert cache_folder() is None
    assert Cache(cache_folder()).load_or_make(KEY, lambda: b"content") == b"content"
    assert main(["clean"]) == 0
