"""The files of a new engagement: what was answered, the pieces chosen, and comments that name what to write."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from roireport.load.engagement import MAIN, load_engagement
from roireport.load.snapshot import snapshot_of
from roireport.load.workspace import LoadedWorkspace
from roireport.model.engagement import ENGAGEMENTS, TYPED_SECTIONS
from roireport.model.local_text import LocalText
from roireport.problems.problem import Problems
from roireport.scaffold.answers import Answers
from roireport.scaffold.draft import SECTION_OF, Draft
from roireport.scaffold.modelines import schemas_in, with_modeline
from roireport.scaffold.starter import Fact, Starter

_OBJECTIVES: Final = "objectives"


def engagement_files(
    loaded: LoadedWorkspace, id: str, answers: Answers, drafts: Sequence[Draft], starter: Starter
) -> Mapping[str, bytes] | Problems:
    """The files of an engagement, by path in the workspace; the problems that loading them would find."""
    schemas = schemas_in(loaded.root)
    texts = {MAIN.removesuffix(".yaml"): starter.filled(f"engagement/{MAIN}", _facts(id, answers, drafts))}
    for section in TYPED_SECTIONS:
        texts[section] = _section(section, id, answers, drafts, starter)
    files = {f"{name}.yaml": with_modeline(text, name, schemas).encode() for name, text in texts.items()}
    folder = f"{ENGAGEMENTS}/{id}"
    engagement = load_engagement(loaded.root, id, loaded.workspace, snapshot_of(folder, files))
    if isinstance(engagement, Problems):
        return engagement
    return {f"{folder}/{name}": content for name, content in files.items()}


def _facts(id: str, answers: Answers, drafts: Collection[Draft]) -> Mapping[str, Fact]:
    """The facts that fill engagement.yaml."""
    offers = (str(draft.facts["offer"]) for draft in drafts if "offer" in draft.facts)
    offer = ", ".join(dict.fromkeys((*answers.offer, *offers)))
    lang = ", ".join(answers.lang)
    facts: dict[str, Fact] = {
        "id": id,
        "title": answers.title,
        "client": answers.client,
        "start": f"{answers.start}",
        "end": f"{answers.end}",
        "as_of": f"{answers.as_of}",
        "currency": answers.currency,
        "language": lang if len(answers.lang) == 1 else f"[{lang}]",
    }
    facts |= {"offer": offer} if offer else {}
    return facts | ({"horizon": answers.horizon} if answers.horizon else {"no_horizon": ""})


def _section(section: str, id: str, answers: Answers, drafts: Sequence[Draft], starter: Starter) -> str:
    """The text of a section's file: its head, then its pieces with a blank line before each."""
    head = starter.filled(f"engagement/{section}.yaml", {"id": id})
    pieces = [draft.text(starter) for draft in drafts if SECTION_OF[draft.kind] == section]
    if section == _OBJECTIVES:
        pieces = [_objective(number, text, starter) for number, text in enumerate(answers.objective, start=1)]
    return "".join((head, *(f"\n{piece}" for piece in pieces)))


def _objective(number: int, statement: LocalText, starter: Starter) -> str:
    return starter.filled("entry/objective.yaml", {"number": f"{number}", "statement": statement})
