"""Make the pages of the whole site in workers, each job under the limits of a report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from roireport.build.limits import JobLimits, Lost, for_many_templates, page_problem
from roireport.build.workers import in_workers
from roireport.problems.problem import Problem, Problems, Refused, at_stage

Pages = TypeVar("Pages")


@dataclass(frozen=True, slots=True)
class PageJob(Generic[Pages]):
    """A function that makes pages, and the name of the first one for messages."""

    page: str
    make: Callable[[], Pages]


def make_pages(
    jobs: Sequence[PageJob[Pages]], *, workers: int, limits: JobLimits, closed: Sequence[int] = ()
) -> list[Pages]:
    """Run the jobs in workers; their results in the order of the jobs.

    Raises:
        Refused: with the problems of every job that failed or exceeded its limits.
    """
    limits = for_many_templates(limits)
    pages = dict[int, Pages]()
    problems = list[Problem]()
    for index, result in in_workers(jobs, _attempt, workers=workers, limits=limits, closed=closed):
        if isinstance(result, Lost):
            problems.append(page_problem(jobs[index].page, result, limits))
        elif isinstance(result, Problems):
            problems.extend(result.items)
        else:
            pages[index] = result
    if problems:
        raise Refused(at_stage("render", dict.fromkeys(problems)))
    return [pages[index] for index in range(len(jobs))]


def _attempt(job: PageJob[Pages]) -> Pages | Problems:
    """Problems of templates are a result: an exception would not come through the pipe."""
    try:
        return job.make()
    except Refused as refused:
        return Problems(refused.problems)
