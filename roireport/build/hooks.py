"""Functions that are called around the jobs of workers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


def nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """Functions called around the jobs.

    `prepare` is called once in each worker, before the limits apply; `meanwhile` once in the calling process, as soon
    as the workers are busy.
    """

    prepare: Callable[[], object] = nothing
    meanwhile: Callable[[], object] = nothing


NO_HOOKS: Final = Hooks()
