"""Check `limits` of roireport.yaml: what one job of a build may take."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from roireport.model.workspace import LEAST_MEMORY, LEAST_SECONDS, MOST_SECONDS, memory_bytes
from roireport.model.written import Written
from roireport.problems.problem import Problem, problem

_MEMORY: Final = re.compile(r"[1-9][0-9]{0,5} ?(MiB|GiB)")
_NUMBER: Final = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")


def limit_faults(seconds: Written | None, memory: Written | None) -> Iterator[Problem]:
    """A limit that is not an amount, or under which no ordinary report can be made."""
    if seconds and _NUMBER.fullmatch(seconds) and not LEAST_SECONDS <= Decimal(seconds) <= MOST_SECONDS:
        least, most = str(LEAST_SECONDS), str(MOST_SECONDS)
        yield problem("seconds_out_of_range", seconds.place, text=seconds[:60], least=least, most=most)
    if memory and not _MEMORY.fullmatch(memory):
        yield problem("not_a_memory", memory.place, text=memory[:60])
    elif memory and memory_bytes(memory) < memory_bytes(LEAST_MEMORY):
        yield problem("memory_too_small", memory.place, text=memory[:60], least=LEAST_MEMORY)
