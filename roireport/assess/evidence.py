"""Whether the documents of sign-offs are still what was signed."""

from collections.abc import Iterator, Mapping

from roireport.model.engagement import Engagement
from roireport.model.place import Place
from roireport.problems.problem import Problem, problem


def evidence_problems(engagement: Engagement, digests: Mapping[str, str]) -> Iterator[Problem]:
    """Report documents of sign-offs that are gone or changed.

    Args:
        digests: Those of the documents as they are now, by file.
    """
    for approval in engagement.approvals:
        evidence = approval.evidence
        if evidence is None or evidence.file is None:
            continue
        place = evidence.place("file") or Place(engagement.folder)
        now = digests.get(evidence.file)
        if now is None:
            yield problem("evidence_missing", place, file=evidence.file)
        elif now != evidence.sha256:
            yield problem("evidence_changed", place, file=evidence.file, now=now)
