"""What is searched for: kept by the marks of the schema in the files as they were typed."""

from pathlib import Path

import pytest

from roireport.audience.secrets import EngagementSecrets, secrets_of
from roireport.load.snapshot import snapshot_of
from tests.cli.workspaces import GOOD
from tests.publish.canaries import CANARY, plant

FOLDER = "engagements/halden-works"


def secrets(text: str, **notes: str) -> EngagementSecrets:
    files = {"engagement.yaml": text, **{f"narrative/{name}.md": note for name, note in notes.items()}}
    return secrets_of(snapshot_of(FOLDER, {name: content.encode() for name, content in files.items()}))


def words(kept: EngagementSecrets, kind: str) -> set[str]:
    return {secret.words.strip() for secret in kept.secrets if secret.kind == kind}


@pytest.mark.parametrize(
    ("value", "searched"),
    [
        ("never told to them", {"never told to them"}),
        ("|\n    First line here.\n    Second: not so short. No.", {"first line here second not so short no"}
         | {"first line here", "not so short"}),
        ("Geheimnis!", {"geheimnis"}),
        ("no", set()),
        ("Müller & Söhne", {"muller sohne"}),
        ("2025", set()),
        ("145833.07", {"145833 07"}),
    ],
)  # fmt: skip
def test_an_internal_text_is_searched_for_by_its_sentences(value: str, searched: set[str]) -> None:
    kept = secrets(f"{GOOD}internal:\n  notes: {value}\n")
    assert words(kept, "internal") == searched
    assert kept.unsearched == (() if searched else (f"{FOLDER}/engagement.yaml:12:10",))


@pytest.mark.parametrize(
    ("rate", "searched"),
    [
        ("38%", set()),
        ("38.7654%", {"38 7654", "0 387654"}),
        ("0.387654", {"0 387654"}),
        ("5.00125%", {"5 00125", "0 0500125"}),
    ],
)  # fmt: skip
def test_a_rate_is_searched_for_in_both_notations_where_it_has_many_digits(rate: str, searched: set[str]) -> None:
    assert words(secrets(f"{GOOD}internal: {{fee_margin: {rate}}}\n"), "internal") == searched


def test_what_the_client_may_read_is_no_secret() -> None:
    text = GOOD.replace("label: Fees", "label: Fees of the spring") + "internal: {notes: fees of the spring}\n"
    kept = secrets(text, summary="It was a long way to go. <!-- a long way to go --> <!-- do not tell this -->")
    assert words(kept, "internal") == set()
    assert words(kept, "beside") == {"do not tell this"}


def test_comments_are_searched_for_and_what_is_beside_the_narratives() -> None:
    kept = secrets(f"# They pay late again\n{GOOD}# EUR only\n", draft="Never shown to anybody.")
    assert words(kept, "beside") == {"they pay late again"}
    assert "never shown to anybody" not in kept.shown


def test_names_of_client_team_and_folder() -> None:
    text = GOOD.replace("{name: Works}", "{name: {fr: Ateliers du Nord SAS, en: Works}}")
    kept = secrets(f"{text}team: [{{name: Al Gore, role: Lead}}]\n")
    assert words(kept, "team") == {"al gore"}
    client = {"ateliers du nord sas", "ateliers du nord", "Works", "halden works", "engagements halden works"}
    assert words(kept, "client") == client
    assert {secret.words for secret in kept.secrets if secret.cased} == {" Works "}
    assert {name.strip() for name in kept.own_name} == {
        "halden works",
        "ateliers du nord sas",
        "ateliers du nord",
        "works",
    }


def test_every_internal_field_of_the_schema_is_searched_for(tmp_path: Path) -> None:
    (tmp_path / "narrative").mkdir()
    (tmp_path / "engagement.yaml").write_text(GOOD)
    paths = plant(tmp_path)
    assert paths == {".internal.fee_margin", ".internal.notes"}
    text = (tmp_path / "engagement.yaml").read_text().replace(CANARY, "canary of the firm")
    assert words(secrets(text), "internal") == {"canary of the firm", "38 7654321", "0 387654321"}


def test_a_file_that_cannot_be_read_has_no_secrets() -> None:
    kept = secrets("title: 'a\nclient: {name: Halden}\n")
    assert words(kept, "client") == {"halden works", "engagements halden works"}
