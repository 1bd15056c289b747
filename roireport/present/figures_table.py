"""The figures as rows (provisional)."""

from dataclasses import dataclass

from roireport.present.desk import Desk
from roireport.present.figure_value import exact
from roireport.present.results_document import plain_number


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    path: str
    name: str
    value: str
    number: int | float | None


def headline_rows(desk: Desk) -> tuple[HeadlineRow, ...]:
    return tuple(
        HeadlineRow(path, path, exact(desk, path), plain_number(figure) if figure.defined else None)
        for path, figure in desk.figures.items()
    )
