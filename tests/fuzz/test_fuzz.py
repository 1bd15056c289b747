"""Whatever the bytes of a file: no traceback, and every refusal has a code and a place."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import inputs
from tests.fuzz.trial import FuzzWorkspace

FAILED_ONCE = {
    "a number of more digits than are computed with": ("did-not-work.md", b"1. 0." + b"0" * 54 + b"11`12:30`", "read"),
    "a line that ends within code": ("did-not-work.md", b"`x\ry`[^1]", "E513"),
    "a workbook under another name": ("worked.md", b"\xd0\xcf\x11\xe0- **Account plans**", "E133"),
}
"""Inputs that brought a traceback, or a refusal in a place that is not there."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> FuzzWorkspace:
    return FuzzWorkspace.at(tmp_path_factory.mktemp("workspace"))


def test_the_files_are_in_order_before_they_are_changed(workspace: FuzzWorkspace) -> None:
    assert len(workspace.files) > 20
    assert Counter(workspace.tried(name, raw).code for name, raw in workspace.files.items()) == {
        "read": len(workspace.files)
    }


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_changed_file_is_read_or_refused_in_its_place(workspace: FuzzWorkspace, data: st.DataObject) -> None:
    workspace.tried(*data.draw(inputs(workspace.files)))


@pytest.mark.parametrize("input", FAILED_ONCE)
def test_an_input_that_failed_once_is_read_or_refused_in_its_place(input: str, workspace: FuzzWorkspace) -> None:
    file, raw, code = FAILED_ONCE[input]
    assert workspace.tried(f"engagements/halden-key-accounts/narrative/{file}", raw).code == code
