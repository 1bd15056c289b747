"""Read the workspace: roireport.yaml and the folders beside it."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from roireport.load.audiences import audience_faults, list_faults, section_faults
from roireport.load.files import Reading, folder_faults, is_missing, names_in, stands_inside
from roireport.load.limits import limit_faults
from roireport.load.logo import logo_faults
from roireport.load.references import repeated_ids
from roireport.load.rules import rule_ids
from roireport.load.schema import read_noun
from roireport.load.undrawn import undrawn_in_svg, undrawn_values
from roireport.model.colour import MARK_CONTRAST, TEXT_CONTRAST, darkened, is_colour, least_contrast
from roireport.model.engagement import ENGAGEMENTS
from roireport.model.language import LANGUAGES
from roireport.model.place import Place
from roireport.model.workspace import CLIENT, Workspace
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.problems.problem import Problem, Problems, problem
from roireport.text.characters import printable
from roireport.text.near import near

FILE = "roireport.yaml"
RESERVED = frozenset((CLIENT, "assets", "method", "compare", "challenges", "history", "search", *LANGUAGES))
"""Names that the site uses beside the pages of the engagements."""
LOGO_TYPES = (".svg", ".png", ".jpg", ".jpeg")
LARGEST_LOGO = 1_000_000
"""Bytes."""
GROUNDS = {"primary": ("#ffffff",), "accent": ("#ffffff", "#f3f5f7", "#f6f8fa", "#dcebe9")}
"""Backgrounds of each brand colour in styles/tokens.css: charts on paper; text on paper, wash, ground, pills."""
NEEDED_CONTRAST = {"primary": MARK_CONTRAST, "accent": TEXT_CONTRAST}
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class LoadedWorkspace:
    """A workspace: folder, settings, and sorted names of the engagements' folders."""

    root: Path
    workspace: Workspace
    engagements: tuple[str, ...]


def load_workspace(start: Path) -> LoadedWorkspace | Problems:
    """Load the workspace of a folder: itself if it holds roireport.yaml or engagements/, else the nearest above."""
    root = workspace_root(start)
    if isinstance(root, Problems):
        return root
    reading = Reading(root)
    workspace = Workspace()
    reading.found(folder_faults(root, ENGAGEMENTS))
    if not is_missing(root / FILE):
        tree = reading.tree(FILE)
        read = _workspace(tree, reading) if tree is not None else None
        workspace = read or workspace
    if reading.problems:
        return reading.as_problems()
    return LoadedWorkspace(root, workspace, tuple(dict.fromkeys(engagement_folders(root))))


def workspace_root(start: Path) -> Path | Problems:
    """Find the folder of that workspace, whatever its settings hold."""
    root = _root(start.absolute())
    return root or Problems((problem("no_workspace", Place(FILE), folder=start.name or "."),))


def engagement_folders(root: Path) -> Iterator[str]:
    """Yield the names of the folders in engagements/, printable, whether or not they are ids."""
    for name in names_in(root, ENGAGEMENTS):
        path = root / ENGAGEMENTS / name
        if path.is_symlink() or path.is_dir():
            yield printable(name)


def is_engagement_folder(root: Path, id: str) -> bool:
    """Whether a folder of that name exists, without listing all others."""
    path = root / ENGAGEMENTS / id
    return stands_inside(root, path.parent) and (os.path.islink(path) or os.path.isdir(path))


def defaults_in(reading: Reading) -> WrittenMapping | None:
    """Return the defaults of roireport.yaml with their places, if there are any."""
    if is_missing(reading.root / FILE):
        return None
    tree = reading.tree(FILE)
    if not isinstance(tree, WrittenMapping):
        return None
    defaults = tree.value("defaults")
    return defaults if isinstance(defaults, WrittenMapping) else None


def with_listed_language(tree: WrittenMapping) -> WrittenMapping:
    """Copy the mapping with `language: fr` as a list of one."""
    language = tree.value("language")
    if not isinstance(language, Written) or not language:
        return tree
    entries = {key: WrittenList([value], value.place) if key == "language" else value for key, value in tree.items()}
    return WrittenMapping(entries, tree.place)


def language_faults(tree: WrittenMapping) -> Iterator[Problem]:
    """Report a list of languages that is empty or names one twice."""
    yield from list_faults(tree.value("language"))


def currency_faults(tree: WrittenMapping) -> Iterator[Problem]:
    """Report a currency that ISO 4217 does not have."""
    for key in ("currency", "from", "to"):
        written = tree.value(key)
        if isinstance(written, Written) and written and not _is_currency(written):
            yield problem("not_a_currency", written.place, text=written[:60])


def _is_currency(code: str) -> bool:
    from babel.numbers import list_currencies

    return code in list_currencies()


def _root(start: Path) -> Path | None:
    if not is_missing(start / FILE) or os.path.isdir(start / ENGAGEMENTS):
        return start
    return next((folder for folder in start.parents if os.path.isfile(folder / FILE)), None)


def _workspace(tree: Node, reading: Reading) -> Workspace | None:
    if not isinstance(tree, WrittenMapping):
        reading.found([problem("not_a_mapping", tree.place, kind="file")])
        return None
    entries = dict(tree)
    if isinstance(defaults := tree.value("defaults"), WrittenMapping):
        entries[next(key for key in tree if key == "defaults")] = with_listed_language(defaults)
    workspace, problems = read_noun(Workspace, WrittenMapping(entries, tree.place))
    reading.found(problems)
    reading.found(_value_faults(tree))
    reading.found(undrawn_values(tree, reading.texts))
    reading.found(audience_faults(tree.value("audiences"), RESERVED, frozenset(engagement_folders(reading.root))))
    reading.found(_logo_faults(_scalar(tree, "firm", "logo"), reading))
    return workspace


def _value_faults(tree: WrittenMapping) -> Iterator[Problem]:
    """Yield faults that the model does not check: colours, ids, currencies."""
    yield from repeated_ids(tree.value("offers"))
    checks = tree.value("checks")
    if isinstance(checks, WrittenMapping):
        ids = rule_ids()
        range_of_ids = f"{ids[0]}, …, {ids[-1]}"
        for rule in checks:
            if rule not in ids:
                yield problem("unknown_rule", rule.place, text=rule[:60], near=near(rule, ids), known=range_of_ids)
    yield from limit_faults(_scalar(tree, "limits", "seconds"), _scalar(tree, "limits", "memory"))
    address = _scalar(tree, "site", "base_url")
    if address and not _ADDRESS.fullmatch(address):
        yield problem("not_a_web_address", address.place, text=address[:60])
    for name in GROUNDS:
        yield from _colour_faults(_scalar(tree, "brand", name), name)
    yield from _currencies(tree)
    yield from _repeated_rates(tree.value("exchange_rates"))
    if isinstance(defaults := tree.value("defaults"), WrittenMapping):
        yield from language_faults(defaults)
    if isinstance(report := tree.value("report"), WrittenMapping):
        yield from section_faults(report.value("sections"))


def _colour_faults(written: Written | None, name: str) -> Iterator[Problem]:
    """Report a text that is no colour, or a colour too pale for its use."""
    if not written:
        return
    if not is_colour(written):
        yield problem("not_a_colour", written.place, text=written[:60])
        return
    grounds, needed = GROUNDS[name], NEEDED_CONTRAST[name]
    if least_contrast(written, grounds) < needed:
        shade = darkened(written, grounds, needed)
        yield problem("colour_without_contrast", written.place, text=str(written), near=shade, kind=f"colour_{name}")


def _currencies(tree: WrittenMapping) -> Iterator[Problem]:
    rates = tree.value("exchange_rates")
    for part in (tree.value("defaults"), tree.value("site"), *(rates if isinstance(rates, WrittenList) else ())):
        if isinstance(part, WrittenMapping):
            yield from currency_faults(part)


def _repeated_rates(rates: Node | None) -> Iterator[Problem]:
    """Yield second rates between the same currencies on the same day."""
    seen: dict[tuple[str, ...], Place] = {}
    for rate in rates if isinstance(rates, WrittenList) else ():
        if not isinstance(rate, WrittenMapping):
            continue
        day, pair = rate.value("date"), (str(rate.value("from")), str(rate.value("to")))
        if not isinstance(day, Written):
            continue
        if first := seen.get((day, *pair)):
            facts = {"from": pair[0][:60], "to": pair[1][:60], "day": day[:60], "line": str(first.line)}
            yield problem("exchange_rate_twice", rate.place, also=(first,), **facts)
        seen.setdefault((day, *pair), rate.place)


def _logo_faults(logo: Written | None, reading: Reading) -> Iterator[Problem]:
    """Yield why a logo cannot be used: its path, its size, or what it holds."""
    if not logo:
        return
    root, path = reading.root, PurePosixPath(logo)
    if path.is_absolute() or ".." in path.parts or "\\" in logo:
        yield problem("logo_outside", logo.place, path=logo[:60])
    elif not os.path.isfile(root / path) or not stands_inside(root, root / path):
        yield problem("logo_missing", logo.place, path=logo[:60])
    elif path.suffix.lower() not in LOGO_TYPES:
        yield problem("logo_type_unknown", logo.place, path=logo[:60])
    elif os.path.getsize(root / path) > LARGEST_LOGO:
        yield problem("logo_too_large", logo.place, path=logo[:60])
    elif not os.access(root / path, os.R_OK):
        yield problem("unreadable_file", logo.place)
    else:
        yield from _content_faults(logo, path, reading)


def _content_faults(logo: Written, path: PurePosixPath, reading: Reading) -> Iterator[Problem]:
    """Yield the refused parts of a logo, with their lines in an SVG."""
    content = (reading.root / path).read_bytes()
    for fault in logo_faults(content, path.suffix.lower()):
        if not fault.line:
            yield problem(fault.key, logo.place, path=logo[:60])
            continue
        reading.texts[str(path)] = content.decode("utf-8", "replace")
        yield problem(fault.key, Place(str(path), fault.line, fault.column), also=(logo.place,), part=fault.part)
    if path.suffix.lower() == ".svg" and (undrawn := undrawn_in_svg(content, str(path))):
        reading.texts[str(path)] = content.decode("utf-8", "replace")
        yield undrawn


def _scalar(tree: WrittenMapping, section: str, key: str) -> Written | None:
    part = tree.value(section)
    value = part.value(key) if isinstance(part, WrittenMapping) else None
    return value if isinstance(value, Written) else None
