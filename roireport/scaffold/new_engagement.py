"""Start an engagement, or add to one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from roireport.load.engagement import id_faults, load_engagement, read_folder
from roireport.load.files import Reading
from roireport.load.library import Library
from roireport.load.workspace import RESERVED, LoadedWorkspace, defaults_in, is_engagement_folder
from roireport.model.engagement import ENGAGEMENTS, Engagement
from roireport.model.language import LANGUAGES, Language
from roireport.model.local_text import LocalText
from roireport.model.place import Place
from roireport.model.written import Written, WrittenList, WrittenMapping
from roireport.problems.problem import Problem, Problems, problem
from roireport.resources import template_folders
from roireport.scaffold.addition import additions
from roireport.scaffold.answers import read_answers
from roireport.scaffold.draft import Draft, engagement_drafts, holds_figures
from roireport.scaffold.engagement_files import engagement_files
from roireport.scaffold.modelines import schemas_in
from roireport.scaffold.request import Request, library_drafts, repeated_drafts
from roireport.scaffold.starter import Starter
from roireport.source_files import write_files


@dataclass(frozen=True, slots=True)
class WrittenFiles:
    """The files that were written or added to, and the ids of what waits for its amount."""

    files: tuple[str, ...]
    open: tuple[str, ...]
    warnings: tuple[Problem, ...] = ()


def start_engagement(
    loaded: LoadedWorkspace, library: Library, request: Request, language: Language
) -> WrittenFiles | Problems:
    """Write the folder of a new engagement, all of it or nothing; `language` where neither request nor settings say.

    Raises Refused where an entry is not in the library.
    """
    if faults := new_id_faults(loaded, request.id):
        return Problems(faults)
    origin = _origin(loaded, request)
    if isinstance(origin, Problems):
        return origin
    answers = read_answers(_with_defaults(loaded, request, origin, language))
    if isinstance(answers, Problems):
        return answers
    copied = tuple(engagement_drafts(origin)) if origin else ()
    drafts = [*copied, *library_drafts(library, request.additions, answers.lang, [kpi.id for kpi in _kpis(origin)])]
    if repeated := tuple(repeated_drafts(drafts)):
        return Problems(repeated)
    files = engagement_files(loaded, request.id, answers, drafts, _starter(loaded, answers.lang))
    if isinstance(files, Problems):
        return files
    if refused := write_files(loaded.root, files, {}):
        return refused
    warnings = tuple(_warnings(origin, copied)) if origin else ()
    return WrittenFiles(tuple(files), _open(drafts), warnings)


def add_to_engagement(loaded: LoadedWorkspace, library: Library, request: Request) -> WrittenFiles | Problems:
    """Append entries of the library to the files of an engagement, all of them or none.

    Raises Refused where an entry is not in the library, or cannot be added.
    """
    snapshot = read_folder(loaded.root, request.id)
    if snapshot.problems:
        return Problems(snapshot.problems)
    engagement = load_engagement(loaded.root, request.id, loaded.workspace, snapshot)
    if isinstance(engagement, Problems):
        return engagement
    drafts = library_drafts(library, request.additions, engagement.language, [kpi.id for kpi in engagement.kpis])
    changes = additions(snapshot, drafts, _starter(loaded, engagement.language), schemas_in(loaded.root))
    if faults := write_files(loaded.root, changes.new, changes.changed):
        return faults
    return WrittenFiles((*changes.new, *changes.changed), _open(drafts))


def new_id_faults(loaded: LoadedWorkspace, id: str) -> tuple[Problem, ...]:
    """Report an id that an engagement has already, or that none can have."""
    if is_engagement_folder(loaded.root, id):
        return (problem("engagement_exists", Place(f"{ENGAGEMENTS}/{id}"), id=id),)
    if id in loaded.workspace.outside_audiences:
        return (problem("reserved_id", Place(f"{ENGAGEMENTS}/{id}"), id=id, reserved=", ".join(sorted(RESERVED))),)
    return id_faults(id)


def defaults_of(loaded: LoadedWorkspace) -> dict[str, str | tuple[str, ...]]:
    """The currency and the languages that roireport.yaml gives to engagements."""
    written = defaults_in(Reading(loaded.root)) or WrittenMapping({}, Place(""))
    currency, language = written.value("currency"), written.value("language")
    languages = language if isinstance(language, WrittenList) else [language]
    listed = tuple(str(one) for one in languages if isinstance(one, Written) and one)
    return {"currency": str(currency or ""), "lang": listed}


def _with_defaults(
    loaded: LoadedWorkspace, request: Request, origin: Engagement | None, language: Language
) -> dict[str, str | tuple[str, ...]]:
    """The answers, and where there is none what the engagement copied from says, then the settings."""
    answers = {
        key: value if isinstance(value, str) else tuple(value) for key, value in request.answers.items() if value
    }
    copied = _settings_of(origin) if origin else {}
    silent = {
        "title": request.id.replace("-", " ").capitalize(),
        "as_of": answers.get("start", ""),
        "lang": (language,),
    }
    settings = {key: value for key, value in defaults_of(loaded).items() if value}
    return {**silent, **settings, **copied, **answers}


def _settings_of(origin: Engagement) -> dict[str, str | tuple[str, ...]]:
    return {
        "currency": origin.currency,
        "lang": origin.language,
        "offer": origin.offer,
        "horizon": f"{origin.horizon} months",
    }


def _origin(loaded: LoadedWorkspace, request: Request) -> Engagement | Problems | None:
    if request.origin is None:
        return None
    return load_engagement(loaded.root, request.origin, loaded.workspace)


def _kpis(origin: Engagement | None) -> tuple[Draft, ...]:
    return tuple(draft for draft in engagement_drafts(origin) if draft.kind == "kpi") if origin else ()


def _starter(loaded: LoadedWorkspace, languages: tuple[Language, ...]) -> Starter:
    return Starter(template_folders(loaded.root), languages)


def _open(drafts: list[Draft]) -> tuple[str, ...]:
    return tuple(draft.id for draft in drafts if draft.open)


def _warnings(origin: Engagement, drafts: tuple[Draft, ...]) -> Iterator[Problem]:
    """Warn of texts that were copied and name the other client, or hold a figure."""
    names = {str(origin.client.name.in_language(language)).casefold() for language in LANGUAGES}
    place = Place(f"{ENGAGEMENTS}/{origin.id}")
    for draft in drafts:
        texts = [fact for fact in draft.facts.values() if isinstance(fact, LocalText)]
        if any(_names_one(text, names) for text in texts):
            warning = problem("client_is_named", place, id=draft.id, client=str(origin.client.name))
            yield replace(warning, level="warning")
        if holding := next((text for text in texts if holds_figures(text, draft.facts)), None):
            yield replace(problem("figure_is_copied", place, id=draft.id, text=holding[:60]), level="warning")


def _names_one(text: LocalText, names: Collection[str]) -> bool:
    """Whether a form of a text holds one of the names, in small letters."""
    forms = [form.casefold() for form in (*text.forms.values(), text)]
    return any(name in form for name in names for form in forms)
