"""A report computed from its client view is the report; a text in two languages is printed in one."""

import html
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import TypeAdapter

from roireport.audience.allow_list import client_view
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.load.engagement import load_engagement
from roireport.model.engagement import Engagement, EngagementFiles
from roireport.model.language import LANGUAGES, Language
from roireport.model.local_text import LocalText
from roireport.model.located import Located
from roireport.present.portfolio.entry import PortfolioEntry, portfolio_entry
from roireport.present.report import report
from roireport.present.view import Report
from roireport.problems.problem import Problems
from roireport.publish.attachments import client_sources
from roireport.publish.edition import editions
from roireport.publish.portfolio_files import challenge_files, data_files, portfolio_files
from roireport.publish.portfolio_rows import render_rows
from roireport.publish.render_tools import render_tools
from roireport.publish.report_files import page_names, report_files
from roireport.text.json_text import json_text
from roireport.workspace import OpenWorkspace, open_workspace
from tests.audience.test_allow_list import models
from tests.contexts import ROOT, engagement_ids

BILINGUAL: Final = ROOT / "tests" / "bilingual"
SAWMILL: Final = "scierie"
WORKSPACES: Final = (*((ROOT, id) for id in engagement_ids()), (BILINGUAL, SAWMILL))


def opened(root: Path) -> OpenWorkspace:
    workspace = open_workspace(root)
    assert not isinstance(workspace, Problems), workspace
    return workspace


@cache
def evaluated(root: Path, id: str) -> Evaluation:
    evaluation = evaluate_folder(opened(root), id)
    assert isinstance(evaluation, Evaluation), evaluation
    assert evaluation.problems == ()
    return evaluation


def loaded(root: Path, id: str) -> Engagement:
    engagement = load_engagement(root, id, opened(root).settings)
    assert not isinstance(engagement, Problems), engagement
    return engagement


def computed_from_view(root: Path, id: str, folder: Path) -> Evaluation:
    """Evaluate the client view of an engagement, written into another folder."""
    shutil.copy(root / "roireport.yaml", folder)
    for name, content in client_sources(evaluated(root, id).engagement).items():
        file = folder / "engagements" / id / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return evaluated(folder, id)


def without_lines(document: Mapping[str, Any]) -> dict[str, Any]:
    """The results without the lines that the challenges point at or name, which are those of the view.

    G12 tells the author of files that nothing reads, which the view lacks; it is left out where it names one.
    """
    challenges = [
        {**challenge, "place": None, "evidence": re.sub(r"\S+\.yaml:\d+:\d+", "", challenge["evidence"])}
        for challenge in document["challenges"]
        if (challenge["rule"], challenge["subject"]) != ("G12", None)
    ]
    return {**document, "challenges": challenges}


def without_places(shown: Report) -> list[Any]:
    """The cover and the sections, without appendix B, whose places are lines of the files that were read."""
    return [shown.cover, *(section for section in shown.sections if section.id != "traceability")]


@pytest.mark.parametrize(("root", "id"), WORKSPACES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_report_computed_from_its_client_view_is_the_report(root: Path, id: str, tmp_path: Path) -> None:
    whole, view = evaluated(root, id), computed_from_view(root, id, tmp_path)
    assert without_lines(view.document) == without_lines(whole.document)
    assert len(view.contexts) == len(whole.contexts)
    for seen, context in zip(view.contexts, whole.contexts, strict=True):
        assert without_places(report(seen)) == without_places(report(context))


def test_the_client_view_holds_every_form_and_nothing_of_the_firm(tmp_path: Path) -> None:
    computed_from_view(BILINGUAL, SAWMILL, tmp_path)
    again = loaded(tmp_path, SAWMILL)
    before = client_view(loaded(BILINGUAL, SAWMILL))
    assert [text.forms for text in texts(again)] == [text.forms for text in texts(before)]
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert not [file for file in files if "Ne pas dire" in file.read_text()]
    notes = {file.name for file in files if file.parent.name == "narrative"}
    assert notes == {"summary.fr.md", "summary.en.md", "worked.fr.md"}  # brouillon.md has no place in a report


def test_the_bilingual_engagement_uses_every_key() -> None:
    written = {(type(noun), key) for noun in nouns(loaded(BILINGUAL, SAWMILL)) for key in noun._places}
    keys = {
        (Engagement if model is EngagementFiles else model, field.alias or name)
        for model in models(EngagementFiles, set())
        for name, field in model.model_fields.items()
    }
    assert len(keys) > 130
    assert {(model.__name__, key) for model, key in keys - written} == set()


def search_entries(findable: bytes, page: str) -> list[bytes]:
    """The entries of the search that lead to a page."""
    entries = [json.dumps(entry, ensure_ascii=False) for entry in json.loads(b"[" + findable + b"]")]
    return [entry.encode() for entry in entries if f'"{page}"' in entry]


def foreign_forms(forms: Mapping[LocalText, LocalText]) -> set[LocalText]:
    """The forms of the other language; not those that are part of the form that is shown, or hold it."""
    return {form for own, form in forms.items() if own not in form and form not in own}


@pytest.mark.parametrize("first", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_shows_the_form_of_its_language(language: Language, first: Language) -> None:
    """The pages of the site's first language, at its root, and those of another one in a folder."""
    other: Language = "en" if language == "fr" else "fr"
    evaluation = evaluated(BILINGUAL, SAWMILL)
    settings = opened(BILINGUAL).settings
    settings = settings.model_copy(update={"site": settings.site.model_copy(update={"language": first})})
    tools = render_tools(BILINGUAL, settings, opened(BILINGUAL).words, pdf=False)
    rendered = report_files(tools, evaluation.contexts, evaluation.document, evaluation.sources)
    computed = portfolio_entry(
        evaluation.engagement, evaluation.results, evaluation.verdict, (), (), evaluation.findings
    )
    records = TypeAdapter(PortfolioEntry)
    entry = records.validate_json(records.dump_json(computed)).in_language(language)
    assert entry.compared.reference
    page = f"{SAWMILL}/{dict(page_names(evaluation.contexts))[language]}"
    entry = replace(entry, pages=((language, page),))
    (edition,) = (edition for edition in editions(tools, LANGUAGES) if edition.language == language)
    shared = {
        **portfolio_files(edition, [entry], render_rows(edition, [entry], {}), ()),
        **challenge_files(edition, [entry], None),
        **(data_files(tools, [entry], ()) if language == first else {}),
    }
    assert all(path.startswith(edition.folder) for path in shared)
    parts = (rendered.files[page], *shared.values(), *search_entries(rendered.findable[language], page))
    shown = "\n".join(html.unescape(part.decode()) for part in parts)
    both = (*texts(evaluation.engagement), *texts(settings))
    forms = {text.in_language(language): text.in_language(other) for text in both}
    foreign = foreign_forms(forms)
    assert len(foreign) > 30
    assert {form for form in foreign if re.search(rf"\b{re.escape(form)}\b", shown)} == set()
    assert sum(own in shown for own in forms) > 30
    assert "{'fr'" not in shown


def test_messages_of_the_results_are_in_the_first_language() -> None:
    document = evaluated(BILINGUAL, SAWMILL).document
    assert "Négociation des grands comptes" in json_text(document["engagement"])
    messages = json_text(document["challenges"])
    assert "Marge sur ventes additionnelles" in messages
    assert "Margin on additional sales" not in messages


def nouns(value: Any) -> Iterator[Located]:
    """Every noun below a value."""
    match value:
        case Located():
            yield value
            for name in type(value).model_fields:
                yield from nouns(getattr(value, name))
        case tuple():
            for item in value:
                yield from nouns(item)
        case dict():
            yield from nouns(tuple(value.values()))


def texts(value: Any) -> list[LocalText]:
    """Every text that a reader may see, of all nouns below a value."""
    fields = (getattr(noun, name) for noun in nouns(value) for name in type(noun).model_fields)
    return [field for field in fields if isinstance(field, LocalText)]
