"""Our print sheet without its variables: the same page, and a firm's own sheet as it is."""

from pathlib import Path

import pytest

from roireport.render.brand import BrandStyle
from roireport.render.css_variables import substitute_variables
from roireport.render.sheets import PRINT_SHEETS, has_own_print_sheet, print_sheet


def test_each_variable_is_replaced_by_the_last_value_that_the_root_has() -> None:
    tokens = "/* Ours. */:root { --ink: #123; --text: var(--ink); }\n"
    used = "p { color: var(--text); } @page { @top-left { color: var(--ink); } } "
    assert (
        substitute_variables(f"{tokens}{used}")
        == f"\n{used.replace('var(--text)', '#123').replace('var(--ink)', '#123')}"
    )
    assert substitute_variables(f"{tokens}p {{ color: var(--text); }}:root{{--ink:#456;}}") == "\np { color: #456; }"


@pytest.mark.parametrize("brand", [BrandStyle("Firm"), BrandStyle("Firm", primary="#123456", accent="#8a4b00")])
def test_our_own_sheet_has_none_left_with_whatever_brand(brand: BrandStyle) -> None:
    sheet = f"{print_sheet()}{brand.print_sheet}"
    assert sheet.count("var(") > 50
    assert all(mark not in substitute_variables(sheet) for mark in ("var(", "--ink", ":root"))
    assert brand.cover_palette["paper"] in substitute_variables(sheet)


@pytest.mark.parametrize("name", PRINT_SHEETS)
def test_a_sheet_of_the_firms_own_is_left_to_the_cascade(name: str, tmp_path: Path) -> None:
    assert not has_own_print_sheet(tmp_path)
    own = tmp_path / "templates" / name
    own.parent.mkdir(parents=True)
    own.write_text(".dark { --ink: #fff; }")
    assert has_own_print_sheet(tmp_path)
