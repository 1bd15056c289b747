"""Mutation testing: the formulas and challenges are changed in one place at a time, and a test should notice.

`make mutants` runs mutmut and counts what it found. A mutant that `mypy --strict` refuses is set aside before any test
runs: it could not pass `make check`. The share is that of the mutants that are left to the tests.
"""

import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from subprocess import run
from typing import Any

import pytest
from _pytest.config import _prepareconfig
from _pytest.runner import runtestprotocol
from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.mutation.file_mutation import FailedTypeCheckMutant, MutatedMethodLocation
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.stats import status_by_exit_code
from mutmut.type_checking import TypeCheckingError
from mutmut.utils.file_utils import change_cwd
from mutmut.utils.format_utils import mangled_name_from_mutant_name
from mutmut.workers.isolation import ForkRunner

ENOUGH = 0.90
"""The share of the mutants that tests must kill."""
CHILDREN = 2
FOLDER = Path("mutants")
"""Where mutmut keeps the mutated sources, and beside each what became of its mutants."""
TYPES = ("mypy", "--output", "json", "--disable-error-code", "unused-ignore", "roireport/assess", "roireport/measure")
REFUSED = "caught by type check"
KILLED = ("killed", "timeout", "segfault", "suspicious")


def refused_by_types() -> dict[str, FailedTypeCheckMutant]:
    """The mutants with an error of types, by name.

    In place of mutmut's own search, which parses the mutated sources again and takes minutes: the lines of every mutant
    are beside them already.
    """
    printed = run([sys.executable, "-m", *TYPES], cwd=FOLDER, capture_output=True, text=True, check=False).stdout
    mutants_by_error: dict[str, FailedTypeCheckMutant] = {}
    mutants: dict[str, list[MutatedMethodLocation]] = {}
    for error in map(json.loads, printed.splitlines()):
        file, line = error["file"], error["line"]
        if file not in mutants:
            mutants[file] = list(mutants_of(file))
        for mutant in mutants[file]:
            if mutant.line_number_start <= line <= mutant.line_number_end:
                name = f"{file.removesuffix('.py').replace('/', '.')}.{mutant.function_name}"
                mutants_by_error[name] = FailedTypeCheckMutant(
                    mutant, name, TypeCheckingError(Path(file), line, error["message"])
                )
    return mutants_by_error


def mutants_of(file: str) -> Iterator[MutatedMethodLocation]:
    """The mutants in a mutated file, each with its lines."""
    spans = json.loads((FOLDER / f"{file}.spans").read_text())["spans"]
    for name, (first, last) in spans.items():
        if not name.endswith("__mutmut_orig"):
            yield MutatedMethodLocation(Path(file), name, first, last)


class CollectedOnce(PytestRunner):
    """Runs the tests of a mutant from what was collected before it was forked.

    mutmut would have pytest collect again for each mutant, which takes longer than most of them live. First come the
    tests that killed another mutant of the same function, then the cheapest.
    """

    def prepare_main_test_run(self) -> None:
        """Collect all tests, and keep the session open."""
        with change_cwd(FOLDER):
            arguments = ["--rootdir=.", "--capture=no", "-qq", *config().pytest_add_cli_args]
            settings = _prepareconfig([*arguments, *config().pytest_add_cli_args_test_selection])
            session = pytest.Session.from_config(settings)
            settings._do_configure()
            settings.hook.pytest_sessionstart(session=session)
            settings.hook.pytest_collection(session=session)
        self._items = {item.nodeid: item for item in session.items}

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        """1 as soon as a test fails, 0 where none does; what is no mutant runs as mutmut would."""
        if mutant_name is None:
            return int(super().run_tests(mutant_name=None, tests=tests))
        with change_cwd(FOLDER):
            killers = Path(f"{mangled_name_from_mutant_name(mutant_name)}.killers")
            killing = killers.read_text().splitlines() if killers.exists() else []
            items = [self._items[test] for test in sorted(tests, key=lambda test: test not in killing)]
            for item, following in zip(items, [*items[1:], None], strict=True):
                if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                    if item.nodeid not in killing:
                        killers.write_text("\n".join([*killing, item.nodeid]))
                    return 1
        return 0


def runner_of_collected(max_workers: int = 1) -> ForkRunner:
    """What forks the mutants; also for the tests without a mutant, where one is enough."""
    tests = CollectedOnce()
    tests.prepare_main_test_run()
    return ForkRunner(max_workers=max_workers, test_runner=tests, debug=False)


def choose_tests() -> None:
    """Leave the formulas to their own tests, and the challenges to theirs; what is tried in French too, once."""
    judges = state().tests_by_mangled_function_name
    for function, tests in judges.items():
        of_challenges = function.startswith("roireport.assess.")
        own = (test for test in tests if test.startswith("tests/assess/") is of_challenges)
        judges[function] = {test for test in own if "[fr-" not in test and not test.endswith("-fr]")}


def outcomes() -> dict[str, Counter[str]]:
    """What became of the mutants of each module."""
    counts: dict[str, Counter[str]] = {}
    for meta in sorted(FOLDER.rglob("*.py.meta")):
        codes = json.loads(meta.read_text())["exit_code_by_key"].values()
        module = str(meta.relative_to(FOLDER)).removesuffix(".meta")
        counts[module] = Counter(status_by_exit_code[code] for code in codes)
    return {module: count for module, count in counts.items() if count}


def share_killed(count: Counter[str]) -> float:
    """How many of the mutants that the types let through a test has killed."""
    left = count.total() - count[REFUSED]
    return sum(count[status] for status in KILLED) / left if left else 1.0


def line(name: str, count: Counter[str]) -> str:
    """One line of the table."""
    columns = (count[status] for status in ("killed", "survived", "timeout", "no tests", REFUSED))
    return f"{name:40}" + "".join(f"{number:>10}" for number in columns) + f"{share_killed(count):>10.1%}"


def main(names: list[str]) -> int:
    """Run mutmut on all mutants, or on those named, and count; 1 where too few were killed."""
    if not names:
        # What an earlier run found stands for mutmut as long as the code does, whatever became of the tests.
        shutil.rmtree(FOLDER, ignore_errors=True)
    collect = mutmut.collect_or_load_stats

    def collect_and_choose(*given: Any, **settings: Any) -> None:
        collect(*given, **settings)
        choose_tests()

    mutmut.get_mutant_runner = runner_of_collected
    mutmut.collect_or_load_stats = collect_and_choose
    mutmut.filter_mutants_with_type_checker = refused_by_types
    mutmut._run(names, CHILDREN)
    counts = outcomes()
    print(f"{'':40}" + "".join(f"{title:>10}" for title in ("killed", "survived", "timeout", "no tests", "types", "")))
    for module, count in counts.items():
        print(line(module, count))
    whole = sum(counts.values(), Counter[str]())
    print(line("all", whole))
    return 0 if share_killed(whole) >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
