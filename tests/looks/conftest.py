"""What the tests of the looks share."""

import pytest

from tests.prints import Prints, shared_prints


@pytest.fixture(scope="session")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Prints:
    return shared_prints(tmp_path_factory)
