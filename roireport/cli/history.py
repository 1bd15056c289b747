"""`history`: the headline figures at each version."""

from collections.abc import Sequence
from datetime import date, datetime

import click

from roireport.build.cache import Cache
from roireport.build.jobs import EngagementJob, with_versions
from roireport.build.stored_history import HistoryStore
from roireport.build.stored_versions import stored_versions
from roireport.cli.exits import FINE, PROBLEMS
from roireport.cli.history_forms import FORMS, Shown
from roireport.cli.options import Console, chosen_ids, ids_argument, jobs_option, no_cache_option, verb
from roireport.compare.history import EngagementHistory
from roireport.load.engagement import load_engagement, read_folder
from roireport.model.engagement import ENGAGEMENTS
from roireport.problems.problem import Problems
from roireport.revisions.side import repository_at
from roireport.versions.commit import commits_of
from roireport.workspace import OpenWorkspace


@verb()
@ids_argument
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="text")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]))
@jobs_option
@no_cache_option
def command(
    console: Console, ids: tuple[str, ...], form: str, today: datetime | None, jobs: int, no_cache: bool
) -> int:
    """Show the headline figures of engagements at each version; of all: what moved since the start of the quarter."""
    opened = console.open()
    repository_at(opened.root)
    chosen, cache = chosen_ids(opened, ids), console.cache(opened, unused=no_cache)
    if not opened.engagements:
        console.say_empty(opened)
        return PROBLEMS
    console.warn_without_limits()
    done = HistoryStore(opened, cache, jobs, alone=True).with_history(_jobs(opened, chosen, cache))
    histories = [job.history for job in done if job.history]
    shown = Shown(tuple(histories), console.words) if ids else _portfolio(console, histories, today)
    text = FORMS[form](shown)
    console.result(text) if form == "text" else console.document(text)
    unread = [history.id for history in histories if _is_unread(history)]
    for id in unread:
        _report(console, opened, id)
    return PROBLEMS if unread else FINE


def _jobs(opened: OpenWorkspace, ids: Sequence[str], cache: Cache) -> list[EngagementJob]:
    """A job for each engagement with its versions; the names of all tell which folders were renamed."""
    snapshots = {id: read_folder(opened.root, id) for id in opened.engagements}
    contents = {id: snapshot.contents() for id, snapshot in snapshots.items()}
    commits = commits_of(opened.root / ENGAGEMENTS, ids, {id: contents[id] for id in ids})
    jobs = [EngagementJob(id, commits[id], snapshots[id].digest(), snapshot=snapshots[id]) for id in ids]
    return list(with_versions(jobs, stored_versions(cache, opened.root, contents)))


def _is_unread(history: EngagementHistory) -> bool:
    """Whether an engagement cannot be read as it is now; an earlier version that cannot is a row that says so."""
    return not history.versions or history.versions[0].record.figures is None


def _report(console: Console, opened: OpenWorkspace, id: str) -> None:
    """Say why an engagement cannot be read as it is now."""
    loaded = load_engagement(opened.root, id, opened.settings)
    for problem in loaded.items if isinstance(loaded, Problems) else ():
        console.problem(problem)


def _portfolio(console: Console, histories: Sequence[EngagementHistory], today: datetime | None) -> Shown:
    """What moved up to a day, by default the newest cut-off: no clock is read. Published cases are left out."""
    figures = {one.id: one.versions[0].record.figures for one in histories if one.versions}
    own = [one for one in histories if not ((now := figures.get(one.id)) and now.reference)]
    newest = max((now.as_of for now in figures.values() if now), default=date.min)
    return Shown(tuple(own), console.words, today.date() if today else newest)
