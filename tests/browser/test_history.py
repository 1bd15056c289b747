"""The pages of versions in a real browser: of an engagement, and of the portfolio."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import AXE, build
from tests.browser.test_site import WITHIN_REACH, at, opened, violations
from tests.revisions.story import ID, make_story

PAGES = ("history.html", f"{ID}/history.html")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an engagement with an earlier version."""
    root = tmp_path_factory.mktemp("story") / "workspace"
    make_story(root)
    build(root, root / "site")
    return root / "site"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.needs(str(AXE))
def test_axe_finds_nothing(page: str, scheme: str, story: Path, browser: Any) -> None:
    shown, _ = opened(browser, at(story, page), color_scheme=scheme, bypass_csp=True)
    assert violations(shown) == []
    shown.context.close()


@pytest.mark.parametrize("page", PAGES)
def test_it_is_quiet_fits_a_phone_and_needs_no_script(page: str, story: Path, browser: Any) -> None:
    small, heard = opened(browser, at(story, page), viewport={"width": 360, "height": 740})
    assert small.evaluate(WITHIN_REACH)
    assert (heard.messages, heard.outside) == ([], [])
    without, _ = opened(browser, at(story, page), java_script_enabled=False, viewport={"width": 360, "height": 740})
    assert set(without.locator("main").inner_text().splitlines()) <= set(
        small.locator("main").inner_text().splitlines()
    )
    for shown in (small, without):
        shown.context.close()
