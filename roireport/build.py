"""The whole story: engagements are appraised, written as reports, and published as a site."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from roireport.appraisal import Appraisal, Opened, appraise_folder
from roireport.model.engagement import Language
from roireport.present.portfolio import Portfolio, PortfolioEntry, portfolio
from roireport.present.report import report
from roireport.problems.problem import Problem, Problems
from roireport.publish.output import MANIFEST, Failure, json_bytes, manifest
from roireport.publish.site_folder import locked, published, replace_site


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: ids (all where none is named), where to, in which languages, with PDFs or without."""

    ids: tuple[str, ...]
    site: Path
    pdf: bool = True
    languages: tuple[Language, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was built and what was not."""

    appraisals: tuple[Appraisal, ...]
    built: tuple[str, ...]
    pdfs: int
    problems: tuple[Problem, ...]
    failures: tuple[Failure, ...]
