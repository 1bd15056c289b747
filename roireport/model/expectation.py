"""What was agreed about time, what stays unquantified, and which findings are accepted."""

from roireport.model.local_text import ReaderName, ReaderText
from roireport.model.located import Located
from roireport.model.values import Day, Duration, Id, Text
from roireport.model.visibility import ForClient


class Expectations(Located):
    """When effects were expected, in months from the start of the period, and the next measurement."""

    first_effect: ForClient[Duration | None] = None
    full_effect: ForClient[Duration | None] = None
    remeasure_on: ForClient[Day | None] = None


class Unquantified(Located):
    """A return without a number: why it has none, and what would measure it."""

    id: ForClient[Id]
    label: ForClient[ReaderName]
    why: ForClient[ReaderText | None] = None
    plan: ForClient[ReaderText | None] = None


class Acceptance(Located):
    """A finding that somebody accepts, with a reason, until a day."""

    rule: ForClient[Text]
    subject: ForClient[Id | None] = None
    reason: ForClient[ReaderText]
    by: ForClient[ReaderText]
    until: ForClient[Day]


class Challenges(Located):
    """The section `challenges` of an engagement."""

    expectations: ForClient[Expectations | None] = None
    unquantified: ForClient[tuple[Unquantified, ...]] = ()
    accepted: ForClient[tuple[Acceptance, ...]] = ()

    @property
    def months_to_full_effect(self) -> int:
        """From the start to the expected full effect, else to the first; 0 where nothing was agreed."""
        agreed = self.expectations or Expectations()
        return agreed.full_effect or agreed.first_effect or 0
