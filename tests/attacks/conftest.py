"""What the tests of attacks share: the worlds, each built once."""

import pytest

from tests.attacks.worlds import Worlds
from tests.shared import shared_folder


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    return Worlds(shared_folder(tmp_path_factory, "attacks"))
