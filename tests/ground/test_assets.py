"""The fonts and the templates are found."""

from roireport.resources import font_files, templates_folder


def test_the_faces_that_the_reports_are_set_in_are_there() -> None:
    sans = {f"SourceSansPro-{weight}" for weight in ("Light", "Regular", "Semibold", "It")}
    serif = {f"SourceSerifPro-{weight}" for weight in ("Regular", "Semibold", "It")}
    assert sans | serif <= font_files().keys()
    assert all(file.read_bytes()[:4] == b"\0\1\0\0" for file in font_files().values())


def test_the_templates_have_words_in_both_languages() -> None:
    for language in ("fr", "en"):
        assert list((templates_folder() / "words" / language).glob("*.yaml"))
