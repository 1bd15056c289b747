"""The cases of the challenges: engagements on which a rule fires, or is silent (templates/handbook/cases/)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from roireport.model.engagement import Engagement, Narrative
from roireport.model.place import Place
from tests.engagements import engagement

FOLDER = Path(__file__).parents[2] / "templates/handbook/cases"

Kind = Literal["fires", "silent"]


@dataclass(frozen=True, slots=True)
class Example:
    """One engagement: why the rule should fire or not, on which subjects, and the evidence where it is stated."""

    rule: str
    kind: Kind
    because: str
    subjects: tuple[str | None, ...]
    evidence: str | None
    engagement: Engagement

    def __str__(self) -> str:
        return f"{self.rule} {self.kind}: {self.because}"


@cache
def examples() -> tuple[Example, ...]:
    """All cases of all files; the other keys of a case are the sections of its engagement."""
    return tuple(
        example(rule, kind, dict(given))
        for rule, file in files().items()
        for kind in get_args(Kind)
        for given in file.get(kind, ())
    )


@cache
def files() -> Mapping[str, Any]:
    """The file of each rule by its id.

    Beside `fires` and `silent` it may say `place`, where a finding leads (nowhere, subject, or a key of the subject),
    and for a rule with a threshold `compared`, the fact that is compared with it, and `fires_when` (below or above).
    """
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml"))}
    return {rule: yaml.load(text, Loader=yaml.BaseLoader) for rule, text in texts.items()}


def example(rule: str, kind: Kind, given: dict[str, Any]) -> Example:
    """A case; `subjects` silent means one finding on the engagement as a whole."""
    because = given.pop("because")
    subjects = tuple(given.pop("subjects", (None,))) if kind == "fires" else ()
    return Example(rule, kind, because, subjects, given.pop("evidence", None), built(given))


def built(given: dict[str, Any]) -> Engagement:
    """The engagement of a case: `observed` rows are texts such as "2025-02 14 10", narratives are texts by name."""
    narratives: Mapping[str, str] = given.pop("narratives", {})
    observed: Mapping[str, Sequence[str]] = given.pop("observed", {})
    sample = engagement(observed={id: [row.split() for row in rows] for id, rows in observed.items()}, **given)
    return with_narratives(sample, narratives)


def with_narratives(engagement: Engagement, texts: Mapping[str, str]) -> Engagement:
    """The engagement with narratives that serve for every language."""
    narratives = tuple(Narrative(name, None, text, Place(f"narrative/{name}.md", 1, 1)) for name, text in texts.items())
    return engagement.model_copy(update={"narratives": narratives})
