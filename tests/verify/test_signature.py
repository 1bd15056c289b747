"""A signature says who vouches for a report, and of exactly which file."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from roireport.cli import main
from roireport.verify.signature import check_signature, sign, statement
from tests.verify.altering import altered, title
from tests.verify.keys import allow, make_key
from tests.verify.reports import report

pytestmark = pytest.mark.needs("ssh-keygen")
RESULTS = b"{}"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ada", "eve"):
        make_key(folder, name)
    return folder


@pytest.fixture
def signed(tmp_path: Path, keys: Path) -> Path:
    """A file with the signature of Ada beside it."""
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF the report")
    (tmp_path / "report.pdf.sig").write_bytes(sign(file.read_bytes(), RESULTS, str(keys / "ada")))
    return file


def state(file: Path, allowed: Path | None) -> tuple[str, str]:
    signature = check_signature(file.read_bytes(), RESULTS, file.with_name(f"{file.name}.sig"), allowed)
    return signature.state, signature.signer


def test_the_signature_of_an_allowed_signer_is_valid(signed: Path, keys: Path, tmp_path: Path) -> None:
    assert state(signed, allow(tmp_path, keys / "ada")) == ("valid", "ada@firm.example")


def test_ssh_keygen_itself_checks_the_same_statement(signed: Path, keys: Path, tmp_path: Path) -> None:
    allowed = allow(tmp_path, keys / "ada")
    command = ["ssh-keygen", "-Y", "verify", "-f", str(allowed), "-I", "ada@firm.example", "-n", "roireport"]
    given = statement(signed.read_bytes(), RESULTS)
    run = subprocess.run([*command, "-s", f"{signed}.sig"], input=given, capture_output=True, check=False, timeout=60)
    assert run.returncode == 0


def test_a_key_of_somebody_else_is_no_allowed_signer(signed: Path, keys: Path, tmp_path: Path) -> None:
    assert state(signed, allow(tmp_path, keys / "eve")) == ("unknown_signer", "")


def test_a_key_that_is_allowed_for_something_else_is_none(signed: Path, keys: Path, tmp_path: Path) -> None:
    assert state(signed, allow(tmp_path, keys / "ada", options='namespaces="git" '))[0] == "unknown_signer"


def test_a_changed_file_has_no_valid_signature(signed: Path, keys: Path, tmp_path: Path) -> None:
    signed.write_bytes(signed.read_bytes() + b" ")
    assert state(signed, allow(tmp_path, keys / "ada")) == ("invalid", "")


def test_other_results_have_no_valid_signature(signed: Path, keys: Path, tmp_path: Path) -> None:
    signature = check_signature(signed.read_bytes(), b"{1}", Path(f"{signed}.sig"), allow(tmp_path, keys / "ada"))
    assert signature.state == "invalid"


def test_without_a_list_nobody_is_known(signed: Path) -> None:
    assert state(signed, None) == ("no_signers", "")


@pytest.mark.parametrize("content", [b"", b"no signature", b"-----BEGIN SSH SIGNATURE-----\n", b"\0" * 200_000])
def test_what_is_no_signature_is_not_valid(content: bytes, signed: Path) -> None:
    Path(f"{signed}.sig").write_bytes(content)
    assert state(signed, None) == ("invalid", "")


def test_a_file_without_a_signature_is_unsigned(signed: Path) -> None:
    Path(f"{signed}.sig").unlink()
    assert state(signed, None) == ("unsigned", "")


def test_a_public_key_is_taken_as_git_takes_it(keys: Path, tmp_path: Path) -> None:
    """Its private key is in no agent here, and ssh-keygen says so."""
    key = f"key::{(keys / 'ada.pub').read_text().strip()}"
    file = tmp_path / "works.pdf"
    shutil.copy(report("client"), file)
    assert main(["sign", str(file), "--key", key]) == 3


# ── The verbs ───────────────────────────────────────────────────────────────


@pytest.fixture
def handed_over(tmp_path: Path) -> Path:
    """The PDF of the client, alone in a folder."""
    folder = tmp_path / "handed-over"
    folder.mkdir()
    return Path(shutil.copy(report("client"), folder / "works.pdf"))


def test_a_report_is_signed_with_the_key_of_git(
    handed_over: Path, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text(f"[user]\n\tsigningkey = {keys / 'ada'}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert main(["sign", str(handed_over)]) == 0
    allowed = allow(tmp_path, keys / "ada")
    command = ["verify", str(handed_over), "-C", str(handed_over.parent), "--signers", str(allowed)]
    capfd.readouterr()
    assert main([*command, "--format", "json"]) == 0
    answer = json.loads(capfd.readouterr().out)
    assert answer["signature"]["state"] == "valid"
    handed_over.write_bytes(altered(handed_over.read_bytes(), title))
    assert main(command) == 4
    out = capfd.readouterr().out
    assert "Signature not valid" in out
    assert "Another title" in out


def test_without_ssh_keygen_a_signature_is_not_checked(
    handed_over: Path, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["sign", str(handed_over), "--key", str(keys / "ada")]) == 0
    monkeypatch.setattr("roireport.verify.signature.shutil.which", lambda name: None)
    assert main(["verify", str(handed_over), "-C", str(handed_over.parent)]) == 6
    assert "ssh-keygen is not on this machine" in capfd.readouterr().out
    assert main(["sign", str(handed_over), "--key", str(keys / "ada")]) == 6
    assert "E875" in capfd.readouterr().err


def test_without_a_key_nothing_is_signed(
    handed_over: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    for command in (["sign", str(handed_over)], ["sign", str(handed_over), "--key", str(tmp_path / "no-key")]):
        assert main(command) == 2
        assert "E876" in capfd.readouterr().err
    assert list(handed_over.parent.iterdir()) == [handed_over]


def test_only_a_report_is_signed(tmp_path: Path, keys: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert main(["sign", str(tmp_path / "x.pdf"), "--key", str(keys / "ada")]) == 4
    assert "E863" in capfd.readouterr().err
