"""The code of every problem. A code is stable: it is never given to another problem, nor a problem another code."""

from collections.abc import Mapping
from types import MappingProxyType

_FILES_AND_YAML = {
    "unreadable_file": "E101",
    "not_a_regular_file": "E102",
    "file_too_large": "E103",
    "not_utf8": "E104",
    "refused_character": "E105",
    "engagement_file_missing": "E106",
    "misspelt_file": "E107",
    "section_twice": "E108",
    "yaml_syntax": "E110",
    "yaml_tab": "E111",
    "yaml_indentation": "E112",
    "yaml_stray_colon": "E113",
    "yaml_missing_colon": "E114",
    "yaml_reserved_character": "E115",
    "yaml_unclosed_quote": "E116",
    "yaml_unclosed_bracket": "E117",
    "yaml_escape": "E118",
    "yaml_directive": "E119",
    "yaml_anchor": "E120",
    "yaml_alias": "E121",
    "yaml_merge_key": "E122",
    "yaml_tag": "E123",
    "several_documents": "E124",
    "too_deep": "E125",
    "too_many_events": "E126",
    "duplicate_key": "E127",
    "key_not_text": "E128",
}
_VALUES_AND_SCHEMA = {
    "missing_key": "E201",
    "unknown_key": "E202",
    "not_a_number": "E203",
    "number_too_large": "E204",
    "rate_above_one": "E205",
    "yearly_rate_out_of_range": "E206",
    "share_out_of_range": "E207",
    "percent_not_expected": "E208",
    "not_a_date": "E209",
    "not_a_day": "E210",
    "year_out_of_range": "E211",
    "not_a_duration": "E212",
    "not_a_flag": "E213",
    "not_one_of": "E214",
    "text_must_be_quoted": "E215",
    "text_too_long": "E216",
    "not_an_id": "E217",
    "empty_value": "E218",
    "not_a_scalar": "E219",
    "not_a_list": "E220",
    "not_a_mapping": "E221",
    "not_in_whole_range": "E222",
    "not_a_currency": "E223",
    "low_factor_out_of_range": "E224",
    "high_factor_out_of_range": "E225",
    "low_above_high": "E226",
    "rate_not_positive": "E227",
    "end_before_start": "E230",
    "horizon_out_of_range": "E231",
    "horizon_needs_whole_years": "E232",
    "cost_needs_one_amount": "E240",
    "quantity_goes_with_unit_cost": "E241",
    "flows_carry_their_dates": "E242",
    "date_or_spread": "E243",
    "spread_needs_from_and_to": "E244",
    "flows_are_a_mapping": "E245",
    "gain_needs_one_amount": "E250",
    "plan_needs_one_amount": "E251",
    "per_unit_needs_kpi": "E252",
    "flows_take_no_shape": "E253",
    "carrying_rate_goes_with_cash_release": "E254",
    "growth_goes_with_market": "E255",
    "anchors_must_differ": "E260",
    "points_need_pairs": "E261",
    "points_need_an_order": "E262",
    "point_value_out_of_range": "E263",
    "swing_out_of_range": "E264",
}
_REFERENCES = {
    "duplicate_id": "E301",
    "unknown_kpi": "E302",
    "unknown_offer": "E303",
    "unknown_rule": "E304",
    "unknown_subject": "E305",
    "exchange_rate_twice": "E306",
    "from_after_to": "E310",
    "gain_before_start": "E311",
    "per_unit_needs_series": "E312",
    "period_straddles": "E313",
    "counterfactual_needs_column": "E314",
}
_SERIES = {
    "series_not_found": "E401",
    "series_outside_data": "E402",
    "csv_separator": "E403",
    "csv_decimal_comma": "E404",
    "csv_quotes": "E405",
    "csv_missing_column": "E406",
    "csv_unknown_column": "E407",
    "csv_repeated_column": "E408",
    "csv_cell_count": "E409",
    "csv_empty_cell": "E410",
    "csv_not_a_period": "E411",
    "csv_period_is_a_day": "E412",
    "csv_repeated_period": "E413",
    "csv_mixed_frequency": "E414",
    "csv_no_rows": "E415",
    "csv_too_many_rows": "E416",
    "index_zero_has_no_months": "E417",
}
_NARRATIVE = {
    "narrative_name": "E501",
    "narrative_language": "E502",
    "quotation_unclosed": "E503",
    "quotation_malformed": "E504",
    "quotation_unknown": "E505",
    "note_too_long": "E506",
    "note_too_deep": "E507",
    "note_too_intricate": "E508",
}
_CONTROL_TOTALS = {
    "control_total_broken": "E601",
    "total_undefined": "E602",
    "total_path_unknown": "E603",
    "total_path_malformed": "E604",
    "total_needs_a_bound": "E605",
}
_WORKSPACE = {
    "no_workspace": "E701",
    "engagement_id": "E702",
    "reserved_id": "E703",
    "unknown_engagement": "E704",
    "not_a_colour": "E705",
    "not_a_memory": "E706",
    "not_a_web_address": "E707",
    "logo_outside": "E708",
    "logo_missing": "E709",
    "logo_type_unknown": "E710",
    "logo_too_large": "E711",
    "colour_without_contrast": "E712",
}

_RENDERING_AND_OUTPUT = {
    "not_rendered": "E801",
    "site_is_locked": "E802",
    "site_holds_foreign_files": "E803",
    "site_is_no_folder": "E804",
    "site_not_written": "E805",
}

CODES: Mapping[str, str] = MappingProxyType(
    _FILES_AND_YAML
    | _VALUES_AND_SCHEMA
    | _REFERENCES
    | _SERIES
    | _NARRATIVE
    | _CONTROL_TOTALS
    | _WORKSPACE
    | _RENDERING_AND_OUTPUT
)
"""The code of each problem by its key: E1xx files and YAML, E2xx values and schema, E3xx references, E4xx series,
E5xx narratives, E6xx control totals, E7xx the workspace, E8xx rendering and output."""
