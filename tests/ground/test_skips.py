"""A skip is said, and refused where everything is required."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

NEEDS_NOTHING_REAL = """
    import pytest

    @pytest.mark.needs("no-such-program")
    def test_draws():
        pass
"""
SKIPS_ITSELF = 'import pytest\npytest.importorskip("no_such_module")'
EXPECTED_TO_FAIL = """
    import pytest

    @pytest.mark.xfail(strict=True)
    def test_known():
        assert False
"""


@pytest.fixture
def trial(pytester: pytest.Pytester, repository: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """An empty folder with this project's conftest and nothing required."""
    pytester.makeconftest((repository / "tests" / "conftest.py").read_text())
    pytester.makeini("[pytest]\nmarkers = needs: programs\n")
    monkeypatch.delenv("ROIREPORT_REQUIRE_ALL", raising=False)
    return pytester


def test_a_missing_program_skips_the_test_and_is_named(trial: pytest.Pytester) -> None:
    trial.makepyfile(NEEDS_NOTHING_REAL)
    result = trial.runpytest_subprocess("-rs")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines("*no-such-program is not installed*")


def test_a_missing_program_fails_where_everything_is_required(
    trial: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROIREPORT_REQUIRE_ALL", "1")
    trial.makepyfile(NEEDS_NOTHING_REAL)
    result = trial.runpytest_subprocess()
    assert result.parseoutcomes().get("skipped", 0) == 0
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines("*no-such-program is not installed*no test may be skipped*")


def test_a_file_that_skips_itself_fails_where_everything_is_required(
    trial: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROIREPORT_REQUIRE_ALL", "1")
    trial.makepyfile(SKIPS_ITSELF)
    assert trial.runpytest_subprocess().ret == pytest.ExitCode.INTERRUPTED


def test_an_expected_failure_is_no_skip(trial: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROIREPORT_REQUIRE_ALL", "1")
    trial.makepyfile(EXPECTED_TO_FAIL)
    trial.runpytest_subprocess().assert_outcomes(xfailed=1)
