"""The portfolio's files: the first page, its data, and what every page of the site needs."""

from collections.abc import Mapping, Sequence
from datetime import date

from roireport.present.blocks import Table
from roireport.present.portfolio.open_questions import open_questions
from roireport.present.portfolio.page import PortfolioEntry, portfolio
from roireport.present.portfolio.rows import portfolio_csv, portfolio_document
from roireport.publish.output import Failure, json_bytes
from roireport.publish.portfolio_rows import WrittenRow
from roireport.publish.report_files import frame_of
from roireport.publish.workshop import Workshop
from roireport.render.site_pages import Link, compare_page, portfolio_page, questions_page, site_assets


def portfolio_files(
    shop: Workshop,
    entries: Sequence[PortfolioEntry],
    rows: Mapping[str, WrittenRow],
    failures: Sequence[Failure],
    today: date | None = None,
) -> dict[str, bytes]:
    """The portfolio, the open challenges as of a day, portfolio.json, portfolio.csv, the assets: by path.

    `rows` are those of all entries, by id.
    """
    language = shop.workspace.site.language
    words = shop.words[language]
    failed = [(failure.engagement, failure.messages) for failure in failures]
    data = tuple(Link(words(f"site.{form}"), f"portfolio.{form}") for form in ("csv", "json"))
    view = portfolio(entries, shop.workspace, words, failed, {id: row.markup for id, row in rows.items()})
    page = portfolio_page(view, shop.templates, words, frame_of(shop, language, root="", at="portfolio"), data=data)
    questions = open_questions(entries, words, today)
    challenges = questions_page(questions, shop.templates, words, frame_of(shop, language, root="", at="challenges"))
    beside = compare_page(view.table or Table((), ()), shop.templates, words, frame_of(shop, language, root=""))
    assets = site_assets(shop.brand, shop.root)
    return {
        "index.html": page.encode(),
        "open-challenges.html": challenges.encode(),
        "compare.html": beside.encode(),
        "portfolio.json": json_bytes(portfolio_document(entries, shop.workspace, words, failed)),
        "portfolio.csv": portfolio_csv(entries).encode(),
        **{f"assets/{name}": content for name, content in assets.items()},
    }
