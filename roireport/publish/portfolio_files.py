"""The files about all engagements: portfolio, open challenges, data, and the assets of every page."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from roireport.compare.history import EngagementHistory
from roireport.measure.exchange import Exchange
from roireport.present.blocks import Table
from roireport.present.history.portfolio import ListedHistory, quarter_page
from roireport.present.portfolio.calendar import calendar_events
from roireport.present.portfolio.entry import without_references
from roireport.present.portfolio.open_questions import open_questions
from roireport.present.portfolio.page import PortfolioEntry, portfolio
from roireport.present.portfolio.rows import portfolio_csv, portfolio_document
from roireport.present.portfolio.to_do import as_of_day
from roireport.publish.calendar_file import calendar_file
from roireport.publish.edition import Edition
from roireport.publish.output import Failure, json_bytes
from roireport.publish.portfolio_rows import RenderedRow
from roireport.publish.render_tools import RenderTools
from roireport.publish.report_files import HISTORY, PAGES
from roireport.render.site_pages import Link, compare_page, portfolio_page, questions_page, site_assets, versions_page


def portfolio_files(
    edition: Edition,
    entries: Sequence[PortfolioEntry],
    rows: Mapping[str, RenderedRow],
    failures: Sequence[Failure],
    today: date | None = None,
) -> dict[str, bytes]:
    """Write the portfolio and the comparison page; `rows` are those of all entries, by id."""
    words, templates = edition.words, edition.tools.templates
    frame, compared = edition.frame("index.html", "portfolio"), edition.frame("compare.html")
    data = tuple(Link(words(f"site.{form}"), f"{frame.root}portfolio.{form}") for form in ("csv", "json"))
    markups = {id: Markup(row.markup) for id, row in rows.items()}
    currency = Exchange.of(edition.workspace).currency
    view = portfolio(entries, edition.workspace, words, _failure_messages(failures), markups, today)
    page = portfolio_page(view, templates, words, frame, data=data)
    comparison = compare_page(view.table or Table((), ()), currency, templates, words, compared)
    return edition.files({"index.html": page, "compare.html": comparison})


def challenge_files(edition: Edition, entries: Sequence[PortfolioEntry], today: date | None) -> dict[str, bytes]:
    """The open points as of a day, and the calendar of those that have a date."""
    path, words = "open-challenges.html", edition.words
    view = open_questions(entries, words, today)
    page = questions_page(view, edition.tools.templates, words, edition.frame(path, "challenges"))
    files = edition.files({path: page})
    if view.calendar:
        files[f"{edition.folder}{view.calendar}"] = calendar_file(edition, calendar_events(entries, words, today))
    return files


def quarter_files(
    edition: Edition, entries: Sequence[PortfolioEntry], histories: Mapping[str, EngagementHistory], today: date | None
) -> dict[str, bytes]:
    """What moved since the start of the quarter of a day; a published case restated is left out."""
    path, words = f"{HISTORY}.html", edition.words
    own = without_references(entries)
    listed = [ListedHistory(histories[entry.id], entry.name, _history_address(entry)) for entry in own]
    view = quarter_page(listed, as_of_day(entries, today), words)
    return edition.files({path: versions_page(view, edition.tools.templates, words, edition.frame(path, "history"))})


def _history_address(entry: PortfolioEntry) -> str:
    """The address of the page of an engagement's versions, in the language of its first page."""
    folder, slash, name = entry.page.rpartition("/")
    return f"{folder}{slash}{name.replace(PAGES[0], HISTORY, 1)}"


def data_files(tools: RenderTools, entries: Sequence[PortfolioEntry], failures: Sequence[Failure]) -> dict[str, bytes]:
    """portfolio.json and portfolio.csv, in the first language of the site."""
    words = tools.words[tools.workspace.site.language]
    document = portfolio_document(entries, tools.workspace, words, _failure_messages(failures))
    return {"portfolio.json": json_bytes(document), "portfolio.csv": portfolio_csv(entries).encode()}


def asset_files(tools: RenderTools) -> dict[str, bytes]:
    """The style sheets, scripts, fonts and logo of every page."""
    return {f"assets/{name}": content for name, content in site_assets(tools.brand, tools.root).items()}


def _failure_messages(failures: Sequence[Failure]) -> list[tuple[str, Sequence[str]]]:
    return [(failure.engagement, failure.messages) for failure in failures]
