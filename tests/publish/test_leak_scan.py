"""Whatever hides a secret in what leaves the firm: it is found, and named by its place."""

import json
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from roireport.audience.secrets import EngagementSecrets, Secret
from roireport.problems.problem import Refused
from roireport.publish.leak_scan import Needles, leaks_in, needles_for
from roireport.render.fonts import FACES, font_face_rules
from roireport.render.layout_engine import CSS, HTML, FontConfiguration
from roireport.resources import font_files
from roireport.text.searching import in_words

PHRASE = "Rabais consenti à Lærke Ødegård"
PLACE = "engagements/mill/engagement.yaml:9:3"
NEEDLES = Needles((Secret(in_words(PHRASE).casefold(), PLACE, "internal"),))
PAGE = """<!doctype html><html lang='fr'><head><title>{title}</title>{head}</head>
<body><p>Shown words</p>{body}</body></html>"""


def places(files: dict[str, bytes], needles: Needles = NEEDLES) -> set[tuple[str | None, str]]:
    """Where something was found; every hit names the place of the secret."""
    hits = leaks_in(files, needles)
    assert {hit.secret for hit in hits} <= {secret.place for secret in needles.secrets}
    return {(hit.file, hit.part) for hit in hits}


def entities(text: str) -> str:
    return "".join(f"&#{ord(sign)};" for sign in text)


TEXTS: dict[str, str] = {
    "a sentence": f"<p>{PHRASE}</p>",
    "other case and spaces": f"<p>{PHRASE.upper().replace(' ', chr(0xA0))}</p>",
    "letters and accents apart": "<p>Rabais consenti a\u0300 Lærke Ødega\u030ard</p>",
    "parted by tags": "<p>Rabais <b>con</b>senti à <i>Lær</i>ke Ødegård</p>",
    "parted by soft hyphens": "<p>Rabais con\u00adsenti à Lær\u00adke Øde\u00adgård</p>",
    "parted by a line end within a word": "<p>Rabais con-\nsenti à Lærke Øde-\ngård</p>",
    "in cells": "<td>Rabais</td><td>consenti</td><td>à</td><td>Lærke</td><td>Ødegård</td>",
    "entities": f"<p>{entities(PHRASE)}</p>",
    "an attribute": f'<img alt="{PHRASE}" src="x.png">',
    "a comment": f"<!-- {PHRASE} -->",
    "an anchor": '<p id="rabais-consenti-à-lærke-ødegård">',
    "a link": '<a href="https://example.org/?q=Rabais%20consenti%20%C3%A0%20L%C3%A6rke%20%C3%98deg%C3%A5rd">x</a>',
    "a hidden field": f'<input type="hidden" value="{PHRASE}">',
    "content of a style": 'p::after { content: "Rabais consenti \\u00e0 L\\u00e6rke \\u00d8deg\\u00e5rd" }',
    "JSON": json.dumps({"a": [PHRASE]}),
    "a key of JSON": json.dumps({PHRASE: 1}, ensure_ascii=False),
    "the title of a drawing": f"<svg xmlns='http://www.w3.org/2000/svg'><title>{PHRASE}</title></svg>",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_is_found_however_it_is_written(text: str) -> None:
    assert places({"index.html": text.encode(), "other.html": b"<p>Rabais consenti</p>"}) == {("index.html", "")}


def test_a_workbook_is_searched_in_the_files_that_it_packs() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", f"<si><t>{PHRASE}</t></si>")
        packed.writestr("xl/workbook.xml", "<sheets/>")
    assert places({"a.xlsx": stream.getvalue()}) == {("a.xlsx", "xl/sharedStrings.xml")}


def test_utf_16_and_names_of_files_are_searched() -> None:
    assert places({"a.csv": PHRASE.encode("utf-16-le"), "b.csv": PHRASE.encode("utf-16")}) == {
        ("a.csv", ""),
        ("b.csv", ""),
    }
    assert places({"inputs/Rabais consenti à Lærke Ødegård.csv": b""}) == {(None, "")}


def test_what_only_resembles_it_is_not_found() -> None:
    texts = "Rabais consenti à Lærke", "Rabais consentis à Lærke Ødegård".replace("Lærke", "Lærkes"), "consenti à Lærke"
    assert places({f"{number}.html": text.encode() for number, text in enumerate(texts)}) == set()


# ── PDF ─────────────────────────────────────────────────────────────────────


def printed(title: str = "Report", head: str = "", body: str = "") -> bytes:
    """A PDF as a report is printed, without tags; in one of its faces, since there are no others."""
    fonts = FontConfiguration()
    face = font_face_rules(lambda face: font_files()[face.stem].as_uri(), FACES[1:2])
    sheet = CSS(string=f'{face} * {{ font-family: "RR Sans" }}', font_config=fonts)
    page = HTML(string=PAGE.format(title=title, head=head, body=body))
    return bytes(page.write_pdf(pdf_forms=True, stylesheets=[sheet], font_config=fonts))


def changed(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    with pikepdf.open(BytesIO(printed())) as pdf:
        change(pdf)
        target = BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return target.getvalue()


def attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["results.json"] = pikepdf.AttachedFileSpec(pdf, json.dumps([PHRASE]).encode())


def metadata(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as meta:
        meta["dc:subject"] = {PHRASE}


def unused_object(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Private = pdf.make_indirect(pikepdf.Dictionary(A=pikepdf.Array([pikepdf.String(PHRASE)])))


PDFS: dict[str, tuple[Callable[[], bytes], str]] = {
    "text": (lambda: printed(body=f"<p>{PHRASE}</p>"), "p. 1"),
    "parted by emphasis and line ends": (
        lambda: printed(body="<p style='width: 3em'>Rabais <b>con</b>senti à Lær<i>ke</i> Ødegård</p>"),
        "p. 1",
    ),
    "without opacity": (lambda: printed(body=f"<p style='opacity: 0'>{PHRASE}</p>"), ""),
    "white on white": (lambda: printed(body=f"<p style='color: white'>{PHRASE}</p>"), "p. 1"),
    "beside the page": (lambda: printed(body=f"<p style='position: absolute; left: -90cm'>{PHRASE}</p>"), "p. 1"),
    "content of a style": (lambda: printed(head=f"<style>p::after {{ content: '{PHRASE}' }}</style>"), "p. 1"),
    "a header": (lambda: printed(head=f"<style>@page {{ @top-left {{ content: '{PHRASE}' }} }}</style>"), "p. 1"),
    "the title": (lambda: printed(title=PHRASE), ""),
    "metadata": (lambda: printed(head=f"<meta name=keywords content='{PHRASE}'>"), ""),
    "a bookmark": (lambda: printed(body=f"<h1 style='bookmark-label: \"{PHRASE}\"'>x</h1>"), ""),
    "an anchor": (lambda: printed(body=f"<p id='{PHRASE}'>x</p><a href='#{PHRASE}'>y</a>"), ""),
    "the target of a link": (lambda: printed(body=f"<a href='https://example.org/{PHRASE}'>x</a>"), ""),
    "the value of a field": (lambda: printed(body=f"<input value='{PHRASE}'>"), ""),
    "an alternative text": (lambda: changed(lambda pdf: pdf.Root.update({"/Alt": PHRASE})), ""),
    "metadata of XMP": (lambda: changed(metadata), ""),
    "an object of no page": (lambda: changed(unused_object), ""),
    "an attachment": (lambda: changed(attach), "results.json"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "part"), PDFS.values(), ids=PDFS)
def test_a_pdf_is_searched_where_no_reader_looks(make: Callable[[], bytes], part: str) -> None:
    content = make()
    assert ("report.pdf", part) in places({"report.pdf": content})
    shown = Needles((Secret(" shown words ", "x", "internal"), Secret(" nowhere ", "y", "internal")))
    assert {hit.secret for hit in leaks_in({"report.pdf": content}, shown)} == {"x"}


def test_a_comment_in_what_draws_a_page_is_found() -> None:
    def comment(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.contents_coalesce()
        page.Contents.write(page.Contents.read_bytes() + b"\n% rabais consenti chez meunier\n")

    needles = Needles((Secret(" rabais consenti chez meunier ", PLACE, "beside"),))
    assert places({"report.pdf": changed(comment)}, needles) == {("report.pdf", "")}


def test_a_pdf_that_cannot_be_read_is_refused() -> None:
    for content in (b"%PDF-1.7\n", zlib.compress(b"x")):
        with pytest.raises(Refused, match="not_searched"):
            leaks_in({"report.pdf": content}, NEEDLES)


# ── What is searched for ────────────────────────────────────────────────────


def names_of(client: str, **more: str) -> EngagementSecrets:
    folded = in_words(client).casefold()
    own = Secret(in_words(client), f"{client}:1", "client", cased=len(client.split()) == 1)
    own = own if own.cased else Secret(folded, f"{client}:1", "client")
    return EngagementSecrets((own,), more.get("shown", ""), (folded,))


def found_in(text: str, id: str, secrets: dict[str, EngagementSecrets]) -> set[str]:
    hits = leaks_in({"index.html": text.encode()}, needles_for(id, secrets, names=False))
    return {hit.secret for hit in hits}


def test_the_name_of_another_client_is_found_but_not_within_ones_own() -> None:
    secrets = {"a": names_of("Banque Nord Assurance"), "b": names_of("Banque Nord"), "c": names_of("Halden")}
    assert found_in("Rapport pour Banque Nord Assurance", "a", secrets) == set()
    assert found_in("Banque Nord Assurance, comme Banque Nord", "a", secrets) == {"Banque Nord:1"}
    assert found_in("Rapport pour Banque Nord", "b", secrets) == set()
    assert found_in("Un projet de Halden", "b", secrets) == {"Halden:1"}
    assert found_in("UN PROJET DE HALDEN", "b", secrets) == {"Halden:1"}
    assert found_in("un halden de plus", "b", secrets) == set()


def test_two_engagements_of_one_client_may_name_it() -> None:
    secrets = {"a": names_of("Halden Robotics"), "b": names_of("Halden Robotics")}
    assert found_in("Rapport pour Halden Robotics", "a", secrets) == set()


def test_a_name_that_roireport_uses_itself_is_listed_as_not_searched() -> None:
    secrets = {"a": names_of("Works"), "b": names_of("Total")}
    needles = needles_for("a", secrets, names=False)
    assert needles.unsearched == ("Total:1",)
    assert found_in("<th>Total</th>", "a", secrets) == set()


def test_a_key_for_the_firm_alone_is_a_leak_in_data_whatever_its_value() -> None:
    needles = needles_for("a", {"a": names_of("Works")}, names=False)
    assert {secret.place for secret in needles.secrets} == {"fee_margin", "unread_files"}
    files = dict.fromkeys(("results.json", "inputs/engagement.yaml", "index.html"), b"fee_margin: 5%")
    assert {file for file, _ in places(files, needles)} == {"results.json", "inputs/engagement.yaml"}
