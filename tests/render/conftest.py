"""What the tests of the pages share: words, templates, a press."""

import pytest
from jinja2 import Environment

from roireport.load.words import read_words
from roireport.present.language.words import Words
from roireport.render.brand import BrandStyle
from roireport.render.environment import environment
from roireport.render.pdf import PdfPrinter
from roireport.resources import templates_folder
from tests.prints import Prints
from tests.shared import shared_folder


@pytest.fixture(scope="session")
def words() -> Words:
    return Words("en", read_words(templates_folder() / "words" / "en"))


@pytest.fixture(scope="session")
def templates() -> Environment:
    return environment()


@pytest.fixture(scope="session")
def brand() -> BrandStyle:
    return BrandStyle("Cabinet")


@pytest.fixture(scope="session")
def printer(brand: BrandStyle) -> PdfPrinter:
    return PdfPrinter(brand)


@pytest.fixture(scope="session")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Prints:
    return Prints(shared_folder(tmp_path_factory, "prints"))
