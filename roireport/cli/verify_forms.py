"""The answer of `verify` as lines, and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from roireport import __version__
from roireport.cli.options import Styled
from roireport.present.language.words import Words
from roireport.problems.document import problem_document
from roireport.text.characters import printable
from roireport.verify.check import DataCheck
from roireport.verify.difference import PdfDifference
from roireport.verify.revision import RevisionCheck
from roireport.verify.signature import SUFFIX, Signature

SCHEMA: Final = "roireport/verify/1"
MOST_SHOWN: Final = 20
"""Differences on pages, and elsewhere, that are listed for people; a change of the data changes every figure."""
LONGEST: Final = 160
"""Characters that are shown of a text of the PDF."""


@dataclass(frozen=True, slots=True)
class Verification:
    """All that was found out about a file: `revision` is the name that it was compared with, empty where there is
    none."""

    file: str
    data: DataCheck
    revision: str
    against: RevisionCheck | None
    signature: Signature

    @property
    def data_holds(self) -> bool:
        """Whether it is what it should be: what the revision gives, else what its own data gives."""
        return self.against.matches if self.against else self.data.answer == "consistent"


def answer_document(answer: Verification, words: Words) -> dict[str, Any]:
    """The answer for programs. That it is consistent with its data proves no origin, which is said too."""
    data, against = answer.data, answer.against
    return {
        "schema": SCHEMA,
        "file": answer.file,
        "data": {
            "answer": data.answer,
            "proof_of_origin": False,
            "engagement": data.recipe.engagement,
            "language": data.recipe.language,
            "roireport": data.recipe.roireport,
            "pages": data.pages,
            "attachments": data.attachments,
            "versions": [{"name": name, "there": there, "here": here} for name, there, here in data.versions],
            "differences": [asdict(item) for item in data.differences],
            "problems": [problem_document(fault, words) for fault in data.problems],
        },
        "against": against
        and {
            "revision": answer.revision,
            "commit": against.commit,
            "matches": against.matches,
            "differences": [asdict(item) for item in against.differences],
            "problems": [problem_document(fault, words) for fault in against.problems],
        },
        "signature": asdict(answer.signature),
    }


def answer_lines(answer: Verification, words: Words) -> Iterator[str | Styled]:
    """The answer for people, one line after the other."""
    yield from _data_lines(answer, words)
    if answer.against is not None:
        yield from _against_lines(answer.revision, answer.against, words)
    signature = answer.signature
    file = f"{answer.file}{SUFFIX}"
    yield str(words(f"verify.signature.{signature.state}", file=file, signer=signature.signer, key=signature.key))


def _data_lines(answer: Verification, words: Words) -> Iterator[str | Styled]:
    data = answer.data
    facts = {
        "file": answer.file,
        "pages": words("verify.pages", n=data.pages),
        "attachments": words("verify.attachments", n=data.attachments),
        "n": _count(data.differences, words),
        "there": data.recipe.roireport,
        "here": __version__,
    }
    yield Styled(str(words(f"verify.{data.answer}", **facts)), bold=True)
    partly = data.answer in ("other_version", "own_templates")
    if partly:
        yield from (_version(words, *item) for item in data.versions)
        form = "differs" if data.differences else "same"
        yield str(words(f"verify.{data.answer}.{form}", **facts))
    yield from _listed(data.differences, words)
    if partly:
        yield str(words(f"verify.{data.answer}.mend"))


def _version(words: Words, name: str, there: str, here: str) -> str:
    none = str(words("verify.version.none"))
    shown = str(words("verify.version.code")) if name == "method" else name
    versions = (printable(version)[:12] or none for version in (there, here))
    return "  " + str(words("verify.version", name=shown, **dict(zip(("there", "here"), versions, strict=True))))


def _against_lines(revision: str, check: RevisionCheck, words: Words) -> Iterator[str | Styled]:
    form = "matches" if check.matches else "no_report" if check.problems else "differs"
    facts = {"revision": revision, "commit": check.commit, "n": _count(check.differences, words)}
    yield Styled(str(words(f"verify.against.{form}", **facts)), bold=True)
    yield from _listed(check.differences, words)


def _count(differences: Sequence[PdfDifference], words: Words) -> str:
    return str(words("verify.n_differences", n=len(differences)))


def _listed(differences: Sequence[PdfDifference], words: Words) -> Iterator[str]:
    """The first differences on the pages, and the first ones elsewhere."""
    on_pages = [item for item in differences if item.page is not None]
    elsewhere = [item for item in differences if item.page is None]
    for items in (on_pages, elsewhere):
        yield from (f"  {_line(item, words)}" for item in items[:MOST_SHOWN])
        if len(items) > MOST_SHOWN:
            yield "  " + str(words("verify.more", n=len(items) - MOST_SHOWN))


def _line(item: PdfDifference, words: Words) -> str:
    """One difference. Its texts are those of a file that anybody may have written."""
    form = item.kind
    key = f"verify.difference.{form}"
    if form == "text" and not (item.given and item.computed):
        key += ".added" if item.given else ".removed"
    facts = {"part": _clean(item.part), "given": _clean(item.given), "computed": _clean(item.computed)}
    return str(words(key, page=item.page or 0, **facts))


def _clean(text: str) -> str:
    """A text on one line, without characters that control a terminal or hide something, and not too long."""
    shown = printable(text[: 4 * LONGEST])
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
