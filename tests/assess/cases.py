"""The cases of the challenges, read from cases/<rule>.yaml: engagements on which a rule fires, or is silent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from roireport.model.engagement import Engagement, Narrative
from roireport.model.place import Place
from tests.engagements import engagement

FOLDER = Path(__file__).parent / "cases"

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


def examples() -> tuple[Example, ...]:
    """All cases of all files; the other keys of a case are the sections of its engagement."""
    return tuple(
        example(path.stem, kind, dict(given))
        for path in sorted(FOLDER.glob("*.yaml"))
        for kind, cases in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader).items()
        for given in cases
    )


def example(rule: str, kind: Kind, given: dict[str, Any]) -> Example:
    """A case; `subjects` silent stands for one finding on the engagement as a whole."""
    because = given.pop("because")
    subjects = tuple(given.pop("subjects", (None,))) if kind == "fires" else ()
    return Example(rule, kind, because, subjects, given.pop("evidence", None), built(given))


def built(given: dict[str, Any]) -> Engagement:
    """The engagement of a case: `observed` rows are texts such as "2025-02 14 10", narratives are texts by name."""
    narratives: Mapping[str, str] = given.pop("narratives", {})
    observed: Mapping[str, Sequence[str]] = given.pop("observed", {})
    made = engagement(observed={id: [row.split() for row in rows] for id, rows in observed.items()}, **given)
    return with_narratives(made, narratives)


def with_narratives(made: Engagement, texts: Mapping[str, str]) -> Engagement:
    """The engagement with narratives that serve for every language."""
    told = tuple(Narrative(name, None, text, Place(f"narrative/{name}.md", 1, 1)) for name, text in texts.items())
    return made.model_copy(update={"narratives": told})
