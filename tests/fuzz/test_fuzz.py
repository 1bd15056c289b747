"""Whatever the bytes of a file: no traceback, and every refusal has a code and a place."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import inputs
from tests.fuzz.trial import ReportContext


@pytest.fixture(scope="module")
def ctx(tmp_path_factory: pytest.TempPathFactory) -> ReportContext:
    return ReportContext.at(tmp_path_factory.mktemp("workspace"))


def test_the_files_are_in_order_before_they_are_changed(ctx: ReportContext) -> None:
    assert len(ctx.files) > 20
    assert Counter(ctx.tried(name, raw).code for name, raw in ctx.files.items()) == {"read": len(ctx.files)}


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_changed_file_is_read_or_refused_in_its_place(ctx: ReportContext, data: st.DataObject) -> None:
    ctx.tried(*data.draw(inputs(ctx.files)))
