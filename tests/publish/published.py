"""A site of a few files, put in place as a build does it."""

from collections.abc import Mapping
from pathlib import Path

from roireport.problems.problem import Refused
from roireport.publish.output import MANIFEST, manifest, stamp
from roireport.publish.site_folder import locked
from roireport.publish.site_lock import FOLDER
from roireport.publish.staging import staged


def site_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files with the manifest that a build gives them."""
    return {**files, MANIFEST: manifest({path: stamp(content) for path, content in files.items()}, ())}


def replace_site(site: Path, files: Mapping[str, bytes]) -> None:
    """The files become the site."""
    with locked(site), staged(site) as staging:
        staging.add(files)
        staging.replace_site()


def reason(refused: Refused) -> tuple[str, str]:
    """The key of the only problem, and the file or folder that it names."""
    (fault,) = refused.problems
    return fault.key, dict(fault.facts)["name"]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path in it."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def beside(site: Path) -> set[str]:
    """The names beside a site, except the lock."""
    return {entry.name for entry in site.parent.iterdir()} - {site.name, FOLDER}
