"""What the tests of attacks share: the worlds, each built once."""

import pytest

from tests.attacks.worlds import Worlds, shared_worlds


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    return shared_worlds(tmp_path_factory)
