"""The index of docs/decisions; `make decisions` writes it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path("docs/decisions")
INDEX: Final = FOLDER / "README.md"
HEAD: Final = "| number | title | status | date |\n|---|---|---|---|\n"
LONGEST: Final = 40
"""Lines of a decision."""

_NAME: Final = re.compile(r"\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md")
_TITLE: Final = re.compile(r"# (?:(?P<number>\d{4})\W+)?(?P<title>\S.*)\n")
_DATE: Final = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_STATUS: Final = re.compile(r"\b(accepted|superseded by \d{4})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the index says of one decision."""

    name: str
    title: str
    status: str
    date: str

    @property
    def number(self) -> str:
        """The four digits that begin the file's name."""
        return self.name[:4]

    @property
    def line(self) -> str:
        """The decision's row in the table of the index."""
        return f"| [{self.number}]({self.name}) | {self.title} | {self.status} | {self.date} |"


def read_decision(name: str, text: str) -> Decision:
    """Read the title, status and date of a decision; ValueError says what is wrong with it."""
    below_title = text.partition("\n")[2].partition("\n#")[0]
    title, date, status = _TITLE.match(text), _DATE.search(below_title), _STATUS.search(below_title)
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name}: name it NNNN-title.md, in small letters, digits and hyphens")
    if title is None or title["number"] not in (None, name[:4]):
        raise ValueError(f"{name}: begin with the line `# {name[:4]} Title`")
    if date is None or status is None:
        raise ValueError(
            f"{name}: write `Date: YYYY-MM-DD · Status: accepted` (or `superseded by NNNN`) below the title"
        )
    if len(text.splitlines()) > LONGEST:
        raise ValueError(f"{name}: {len(text.splitlines())} lines; at most {LONGEST}")
    return Decision(name, title["title"], status[1].lower(), date[1])


def read_decisions(repository: Path) -> tuple[Decision, ...]:
    """Read all decisions in the order of their numbers; ValueError lists every fault."""
    decisions, faults = list[Decision](), list[str]()
    for path in sorted((repository / FOLDER).glob("*")):
        if path.name != INDEX.name:
            try:
                decisions.append(read_decision(path.name, path.read_text()))
            except ValueError as error:
                faults.append(str(error))
    numbers = [decision.number for decision in decisions]
    for decision in decisions:
        if numbers.count(decision.number) > 1:
            faults.append(f"{decision.name}: number {decision.number} is taken twice")
        if decision.status != "accepted" and decision.status[-4:] not in numbers:
            faults.append(f"{decision.name}: there is no decision {decision.status[-4:]}")
    if faults:
        raise ValueError("\n".join(faults))
    return tuple(decisions)


def index_lines(repository: Path) -> list[str]:
    """Return the rows of the table in the index."""
    _, _, table = (repository / INDEX).read_text().partition(HEAD)
    return table.splitlines()


def write_index(repository: Path) -> None:
    """Write the table of the index; the text before it stays."""
    before, _, _ = (repository / INDEX).read_text().partition(HEAD)
    rows = "".join(f"{decision.line}\n" for decision in read_decisions(repository))
    (repository / INDEX).write_text(f"{before}{HEAD}{rows}")


if __name__ == "__main__":
    write_index(Path())
