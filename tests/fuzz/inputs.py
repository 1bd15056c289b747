"""Inputs for fuzzing: files of real engagements with bytes changed, and files made up of what their format knows."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from hypothesis import strategies as st

_SIGNS: Final = (
    b"[", b"{", b"}", b"]", b"- ", b"? ", b": ", b"&a ", b"*a", b"<<: ", b"!!str ", b"---\n", b"...\n", b"%YAML 1.1\n",
    b"\t", b'"', b"'", b"|\n", b">-\n", b"#", b",", b";", b"%", b"\\", b"\r", b"\n", b"\n\n", b"    ", b"~", b"`", b"@",
)  # fmt: skip
_LETTERS: Final = (
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\xc2\x85", b"\xe2\x80\xa8",
    b"\xf0\x9f\x98\x80", b"\xcc\x81", b"\xee\x80\x80", b"\x1b[31m", b"\xd9\xa1",
)  # fmt: skip
SCALARS: Final = (
    b"99999999999999999999", b"1000000000000000", b"0.00000000000000000000000000000000000001", b"-1", b"0", b"1e400",
    b".nan", b"-.inf", b"0000", b"2025-02-30", b"2025-12", b"2199-12-31", b"1900-01-01", b"999", b"-99%", b"2000%",
    b"100%", b"0%", b"no", b"null", b"010", b"12:30", b"12,5", b"9999 years", b"0 months", b"[[financial.roi]]", b"[[",
    b"x" * 70, b"{{ 7*7 }}", b"<script>", b"=1+1", b"..", b"''", b"[]", b"{}",
)  # fmt: skip
_NOTES: Final = (
    b"# ", b"> ", b"- ", b"1. ", b"**", b"_", b"`", b"```\n", b"[a](", b"![a](", b")", b"<b>", b"</", b"<!--",
    b"|a|b|\n", b"|-|-|\n", b"[[kpis.", b"]]", b"https://example.org", b"javascript:", b"&#x6a;", b"\\", b"\n\n",
    b"    ", b"[^1]", b"<![CDATA[", b"---\n",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """A cut of some bytes and what is put there instead; the place is counted round and round."""

    at: int
    cut: int
    put: bytes

    def of(self, raw: bytes) -> bytes:
        start = self.at % (len(raw) + 1)
        return raw[:start] + self.put + raw[start + self.cut :]


@dataclass(frozen=True, slots=True)
class Value:
    """Another value in the place of one that stands behind a colon or a comma."""

    number: int
    put: bytes

    def of(self, raw: bytes) -> bytes:
        ends = [at for at, byte in enumerate(raw) if byte in b",}\n"]
        if not ends:
            return self.put
        end = ends[self.number % len(ends)]
        start = max(raw.rfind(sign, 0, end) for sign in (b":", b",", b"\n")) + 1
        return raw[:start] + b" " + self.put + raw[end:]


@dataclass(frozen=True, slots=True)
class Lines:
    """A line taken out, put in twice, or exchanged with another."""

    first: int
    second: int

    def of(self, raw: bytes) -> bytes:
        lines = raw.split(b"\n")
        first, second = self.first % len(lines), self.second % len(lines)
        if first == second:
            return b"\n".join(lines[:first] + lines[first + 1 :])
        if first < second:
            lines.insert(second, lines[first])
        else:
            lines[first], lines[second] = lines[second], lines[first]
        return b"\n".join(lines)


_PLACES: Final = st.integers(0, 8_000)
_PUT: Final = st.sampled_from((*_SIGNS, *_LETTERS, *SCALARS)) | st.binary(max_size=6)
CHANGES: Final = st.lists(
    st.builds(Edit, _PLACES, st.integers(0, 12), _PUT)
    | st.builds(Value, _PLACES, st.sampled_from(SCALARS))
    | st.builds(Lines, _PLACES, _PLACES),
    min_size=1,
    max_size=4,
)
"""Changes of a file's bytes, one after the other."""


def _joined(parts: tuple[bytes, ...], most: int) -> st.SearchStrategy[bytes]:
    return st.lists(st.sampled_from(parts), max_size=most).map(b"".join)


_KEYS: Final = (b"id", b"label", b"amount", b"flows", b"kpi", b"title", b"range", b"low", b"date", b"x")


def _block(within: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    pairs = st.lists(st.tuples(st.sampled_from(_KEYS), within), max_size=4)
    lists = st.lists(within, max_size=4)
    return pairs.map(lambda found: b"{" + b", ".join(b"%s: %s" % each for each in found) + b"}") | lists.map(
        lambda found: b"[" + b", ".join(found) + b"]"
    )


MADE_UP: Final = {
    ".yaml": st.recursive(st.sampled_from(SCALARS), _block, max_leaves=12) | _joined((*_SIGNS, *SCALARS, *_KEYS), 20),
    ".csv": _joined((b"period,value\n", b"2025-01,", b"2025-Q1,", b"12,", b"\n", b'"', *_SIGNS, *SCALARS), 24).map(
        lambda rows: b"period,value\n" + rows
    ),
    ".md": _joined((*_NOTES, *_SIGNS, *SCALARS), 40),
}
"""Files that never were of any engagement, by their ending."""


def inputs(files: dict[str, bytes]) -> st.SearchStrategy[tuple[str, bytes]]:
    """One of the files by its name, with other bytes."""

    def of(name: str) -> st.SearchStrategy[tuple[str, bytes]]:
        changed = CHANGES.map(partial(_changed, files[name]))
        return st.tuples(st.just(name), changed | changed | MADE_UP[name[name.rindex(".") :]])

    return st.sampled_from(sorted(files)).flatmap(of)


def _changed(raw: bytes, changes: list[Edit | Value | Lines]) -> bytes:
    for change in changes:
        raw = change.of(raw)
    return raw
