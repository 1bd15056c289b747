"""What the tests of the looks share."""

import pytest

from tests.prints import Prints
from tests.shared import shared_folder


@pytest.fixture(scope="session")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Prints:
    return Prints(shared_folder(tmp_path_factory, "prints"))
