"""A condition: what a good file does, what breaks it, and where it is required."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias

import pikepdf

from tests.render.conformance.file import File

Damage: TypeAlias = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Condition:
    """`check` names the faults of a file; `damage` breaks a good file so that this condition fails and no other."""

    id: str
    sentence: str
    clause: str
    check: Callable[[File], Iterable[str]]
    damage: Damage


def edited(change: Callable[[pikepdf.Pdf], object]) -> Damage:
    """A damage done to the objects of a file; everything else stays as it was written."""

    def damage(content: bytes) -> bytes:
        buffer = BytesIO()
        with pikepdf.open(BytesIO(content)) as pdf:
            change(pdf)
            pdf.save(
                buffer,
                deterministic_id=True,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                object_stream_mode=pikepdf.ObjectStreamMode.preserve,
                fix_metadata_version=False,
            )
        return buffer.getvalue()

    return damage


def replaced(old: bytes, new: bytes) -> Damage:
    """A damage done to the bytes of a file; what it replaces must be there once at least."""

    def damage(content: bytes) -> bytes:
        assert old in content, old
        return content.replace(old, new)

    return damage


def in_packet(*changes: tuple[str, str]) -> Damage:
    """A damage done to the XMP packet: what is replaced by what."""

    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes().decode()
        for old, new in changes:
            assert old in packet, old
            packet = packet.replace(old, new)
        pdf.Root.Metadata.write(packet.encode())

    return edited(change)


def painted(operators: bytes) -> Damage:
    """A damage done by adding to what the second page paints."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n" + operators)

    return edited(change)


def replaced_mark(old: bytes, new: bytes) -> Damage:
    """A damage done to a mark on the second page."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        painting = page.Contents.read_bytes()
        assert old in painting, old
        page.Contents = pdf.make_stream(painting.replace(old, new))

    return edited(change)


def in_element(kind: str, change: Callable[[Any], object]) -> Damage:
    """A damage done to the first structure element of a kind."""
    return edited(lambda pdf: change(next(elements(pdf, kind))))


def elements(pdf: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    """The structure elements of a kind."""
    return (each.written for each in File.of(pdf).elements if each.kind == kind)


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())
