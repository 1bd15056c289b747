"""Contrast as WCAG 2.2 defines it, with the values that its readers know."""

import pytest

from roireport.model.colour import contrast, darkened, is_colour, least_contrast


@pytest.mark.parametrize(
    ("colour", "other", "ratio"),
    [
        ("#000000", "#ffffff", "21.00"),
        ("#767676", "#FFFFFF", "4.54"),  # the palest grey that WCAG lets a text on white have
        ("#777777", "#ffffff", "4.48"),
        ("#ff0000", "#ffffff", "4.00"),
        ("#0000ff", "#ffffff", "8.59"),
        ("#123456", "#123456", "1.00"),
    ],
)
def test_contrast_is_that_of_wcag(colour: str, other: str, ratio: str) -> None:
    assert f"{contrast(colour, other):.2f}" == f"{contrast(other, colour):.2f}" == ratio


@pytest.mark.parametrize("colour", ["#8fb4dc", "#00A896", "#ffffff", "#ffee00"])
def test_the_shade_that_is_proposed_stands_out_and_is_the_lightest_that_does(colour: str) -> None:
    grounds = ("#ffffff", "#dcebe9")
    shade = darkened(colour, grounds, 4.5)
    assert is_colour(shade)
    assert 4.5 <= least_contrast(shade, grounds) < 4.8


def test_what_stands_out_already_stays_as_it_is() -> None:
    assert darkened("#1b3a5c", ("#ffffff",), 4.5) == "#1b3a5c"


def test_a_colour_is_six_digits_after_a_hash() -> None:
    assert [text for text in ("#12345g", "#1234", "blue", "#1234567", "") if is_colour(text)] == []
