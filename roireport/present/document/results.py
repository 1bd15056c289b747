"""The results as the document that results.json holds: schema roireport/results/1."""

from roireport.assess.finding import Finding
from roireport.measure.figure import Figure, plain_number
from roireport.measure.financial import Omitted
from roireport.model.commit import CommitUnknown
from roireport.present.context import ReportContext
from roireport.present.document.financial import financial_document, uncertainty_document
from roireport.present.document.measured import (
    kpi_documents,
    nonfinancial_document,
    objective_document,
    outcome_document,
)
from roireport.present.document.shown import Json, Show, document
from roireport.present.figures.challenge_texts import challenge_texts


def results_document(ctx: ReportContext) -> dict[str, Json]:
    """Everything that was computed, rounded as published; messages are in the language of the context."""
    show = _show(ctx)
    return {
        "schema": "roireport/results/1",
        "engagement": _engagement(ctx),
        "financial": financial_document(ctx, show),
        "verdict": {"kind": ctx.verdict.kind, "low_case": ctx.verdict.low_case},
        "uncertainty": uncertainty_document(ctx, show),
        "kpis": kpi_documents(ctx, show),
        "objectives": [objective_document(ctx, objective, show) for objective in ctx.results.objectives],
        "nonfinancial": nonfinancial_document(ctx, show),
        "combined": document(ctx.results.combined, show, left_out=list(ctx.results.combined.left_out)),
        "outcomes": [outcome_document(ctx, outcome, show) for outcome in ctx.outcomes],
        "challenges": challenge_documents(ctx),
        "omitted": [_omitted(item, show) for item in ctx.results.financial.omitted],
    }


def _engagement(ctx: ReportContext) -> dict[str, Json]:
    engagement = ctx.engagement
    return {
        "id": engagement.id,
        "title": engagement.title,
        "client": engagement.client.name,
        "currency": engagement.currency,
        "as_of": engagement.as_of.isoformat(),
        "status": engagement.status,
        "horizon_months": engagement.horizon,
        "perspective": engagement.perspective,
        "convention": engagement.discounting.convention,
        "commit": ctx.commit_text or None,
        "commit_unknown": ctx.commit.reason if isinstance(ctx.commit, CommitUnknown) else None,
    }


def challenge_documents(ctx: ReportContext) -> list[Json]:
    """The findings, in the language of the context."""
    return [_challenge(ctx, finding, _show(ctx)) for finding in ctx.findings]


def _show(ctx: ReportContext) -> Show:
    def show(figure: Figure) -> Json:
        return plain_number(figure) if figure.defined else {"undefined": ctx.text(figure)}

    return show


def _challenge(ctx: ReportContext, finding: Finding, show: Show) -> dict[str, Json]:
    """A finding; `roi_effect` is what the ROI gains or loses if its doubt is right, null where that cannot be said."""
    texts = challenge_texts(ctx, finding)
    accepted = finding.accepted
    return {
        "rule": finding.rule.id,
        "severity": finding.severity,
        "subject": finding.subject,
        "message": texts.message,
        "evidence": texts.evidence,
        "remedy": texts.remedy,
        "key": finding.key or finding.rule.key,
        "reader": "author" if finding.rule.for_author else "client",
        "roi_effect": finding.effect and show(finding.effect),
        "place": None if finding.place is None else str(finding.place),
        "source": finding.rule.source,
        "accepted": accepted and {"reason": accepted.reason, "by": accepted.by, "until": accepted.until.isoformat()},
    }


def _omitted(item: Omitted, show: Show) -> dict[str, Json]:
    amount = item.amount and show(item.amount)
    return {"reason": item.key, "subject": item.subject, "detail": item.detail, "amount": amount}
