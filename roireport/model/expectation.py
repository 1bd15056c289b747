"""What was agreed about time, what stays unquantified, and which findings are accepted."""

from roireport.model.located import Located
from roireport.model.values import Day, Duration, Id, Name, Text


class Expectations(Located):
    """When effects were expected, in months from the start of the period, and the next measurement."""

    first_effect: Duration | None = None
    full_effect: Duration | None = None
    remeasure_on: Day | None = None


class Unquantified(Located):
    """A return without a number: why it has none, and what would measure it."""

    id: Id
    label: Name
    why: Text | None = None
    plan: Text | None = None


class Acceptance(Located):
    """A finding that somebody accepts, with a reason, until a day."""

    rule: Text
    subject: Id | None = None
    reason: Text
    by: Text
    until: Day


class Challenges(Located):
    """The section `challenges` of an engagement."""

    expectations: Expectations | None = None
    unquantified: tuple[Unquantified, ...] = ()
    accepted: tuple[Acceptance, ...] = ()

    @property
    def months_to_full_effect(self) -> int:
        """From the start to the expected full effect, else to the first; 0 where nothing was agreed."""
        agreed = self.expectations or Expectations()
        return agreed.full_effect or agreed.first_effect or 0
