"""The version of an engagement before this one, for its report."""

from roireport.compare.history import ROI, EngagementHistory, EngagementVersion, VersionFigures, VersionStep
from roireport.compare.share import SHARED_OUT
from roireport.present.context import EarlierFigure, EarlierVersion


def version_before(history: EngagementHistory, *, to_client: bool) -> EarlierVersion | None:
    """The last version of a history before the present one, with what changed since.

    Args:
        to_client: Whether the report leaves the firm: then a draft is no earlier version, and no tag is named.

    Returns:
        None where the earlier version states no ROI, or cannot be read by this tool.
    """
    if not history.has_course:
        return None
    now, before = history.versions[:2]
    step, figures = now.record.step, before.record.figures
    if step is None or figures is None or figures.roi is None:
        return None
    if to_client and (figures.status == "draft" or before.is_tag):
        return None
    return _earlier(before, figures, step)


def _earlier(version: EngagementVersion, figures: VersionFigures, step: VersionStep) -> EarlierVersion:
    roi = figures.values[ROI]
    assert roi is not None
    return EarlierVersion(
        version=version.name,
        roi=roi,
        day=version.day,
        is_draft=figures.status == "draft",
        is_tag=version.is_tag,
        figures=tuple(EarlierFigure(path, figures.values[path], step.parts.get(path, ())) for path in SHARED_OUT),
        cause=step.cause,
        months=step.months,
    )
