"""CSV files become series in the order of time."""

from datetime import date
from decimal import Decimal

from roireport.load.csv_series import read_series
from roireport.model.grid import Grid
from roireport.model.kpi import Unit
from roireport.model.period import Span
from roireport.model.place import Place
from roireport.model.series import Series

MONTHLY = Grid(date(2025, 3, 10), horizon=24, as_of=date(2026, 3, 31), yearly=False)
YEARLY = Grid(date(2025, 3, 10), horizon=24, as_of=date(2026, 3, 31), yearly=True)
MARCH_2025 = 12 * 2025 + 2


def series(text: str, unit: Unit = "number", grid: Grid = MONTHLY) -> Series:
    series_read, problems = read_series(text, "data/a.csv", unit, grid)
    assert series_read is not None, problems
    return series_read


def values(rows: Series) -> list[tuple[str, Decimal]]:
    return [(str(row.period), row.value) for row in rows.rows]


def test_rows_are_put_in_the_order_of_time_and_keep_their_lines() -> None:
    rows = series("period,value\n2025-02,2.50\n\n2024-12,1\n2025-01,-3\n")
    assert values(rows) == [("2024-12", Decimal(1)), ("2025-01", Decimal(-3)), ("2025-02", Decimal("2.50"))]
    assert [row.place for row in rows.rows] == [Place("data/a.csv", n, 1) for n in (4, 5, 2)]
    assert rows.months == 1


def test_quarters_and_years_are_as_long_as_they_are() -> None:
    assert series("period,value\n2025-Q1,1\n2025-Q3,2\n").months == 3
    years = series("period,value\n2024,1\n2025,2\n")
    assert years.months == 12
    assert years.rows[0].period == Span(12 * 2024, 12 * 2024 + 11)


def test_an_index_counts_from_the_month_of_the_start() -> None:
    rows = series("period,value\n0,1\n11,2\n")
    assert [row.period for row in rows.rows] == [Span(MARCH_2025, MARCH_2025), Span(MARCH_2025 + 11, MARCH_2025 + 11)]


def test_an_index_of_a_year_grid_covers_twelve_months_from_the_start() -> None:
    rows = series("period,value\n2,1\n1,2\n", grid=YEARLY)
    assert [row.period for row in rows.rows] == [
        Span(MARCH_2025, MARCH_2025 + 11),
        Span(MARCH_2025 + 12, MARCH_2025 + 23),
    ]


def test_columns_may_stand_in_any_order_and_cells_in_quotes() -> None:
    rows = series('value, control ,period,expected\n"21%", 20% ,"2025-03",0.19\n', unit="percent")
    (row,) = rows.rows
    assert (row.value, row.control, row.expected) == (Decimal("0.21"), Decimal("0.20"), Decimal("0.19"))


def test_a_quote_within_quotes_is_doubled_and_is_no_number() -> None:
    _, (fault,) = read_series('period,value\n2025-01,"1""2"\n', "data/a.csv", "number", MONTHLY)
    assert (fault.key, fault.place, dict(fault.facts)["text"]) == ("not_a_number", Place("data/a.csv", 2, 10), '1"2')


def test_a_fault_is_located_by_its_column() -> None:
    text = "period,value,control\n2025-01,1,x\n2025-02,y,2\n"
    _, problems = read_series(text, "data/a.csv", "number", MONTHLY)
    assert [(found.key, found.place.line, found.place.column) for found in problems] == [
        ("not_a_number", 2, 11),
        ("not_a_number", 3, 9),
    ]


def test_a_repeated_period_names_both_lines() -> None:
    _, (fault,) = read_series("period,value\n2025-03,1\n0,2\n", "data/a.csv", "number", MONTHLY)
    assert (fault.key, fault.place.line, fault.also) == ("csv_repeated_period", 3, (Place("data/a.csv", 2, 1),))


def test_an_index_that_is_out_of_step_with_the_calendar_is_another_frequency() -> None:
    """Year 1 of this grid runs from March, the calendar year from January."""
    _, (fault,) = read_series("period,value\n2025,1\n2,2\n", "data/a.csv", "number", YEARLY)
    assert fault.key == "csv_mixed_frequency"


def test_gaps_are_kept_as_gaps() -> None:
    rows = series("period,value\n2025-01,1\n2025-04,2\n")
    assert [str(span) for span in rows.missing()] == ["2025-02", "2025-03"]


def test_volume_and_cases_are_plain_numbers_beside_percentages() -> None:
    rows = series("period,value,volume,n\n2025-01,18%,120,40\n2025-02,19%,,0\n", "percent")
    assert [(row.volume, row.n) for row in rows.rows] == [(Decimal(120), Decimal(40)), (None, Decimal(0))]


def test_only_period_and_value_must_be_filled() -> None:
    rows = series("period,value,control,expected\n2024-12,1,,\n2025-01,2,3,\n2025-02,3,,4\n")
    assert [(row.control, row.expected) for row in rows.rows] == [(None, None), (Decimal(3), None), (None, Decimal(4))]
