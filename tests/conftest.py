"""What every test relies on: missing tools are skipped with their name, or refused where all is required."""

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

REQUIRE_ALL = "ROIREPORT_REQUIRE_ALL"
"""The environment variable with which a skipped test is a failed test."""

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test marked `needs("pdftoppm", …)` where one of the programs, or of the files, is not installed."""
    for mark in item.iter_markers("needs"):
        for program in mark.args:
            if shutil.which(program) is None and not Path(program).is_file():
                pytest.skip(f"{program} is not installed")


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get(REQUIRE_ALL) == "1" and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason} ({REQUIRE_ALL} is set, so no test may be skipped)"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where everything is required."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that skips itself."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.fixture(autouse=True)
def _no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds what another has kept, nor leaves anything with the user."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds pyproject.toml."""
    return Path(__file__).resolve().parent.parent
