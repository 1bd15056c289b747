"""The pages of the challenges on the site: one for each rule, in the words of the checklist."""

from collections.abc import Iterator, Sequence
from typing import Final

from roireport.assess.finding import Rule
from roireport.model.handbook import Handbook
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.severity import SEVERITY_TONES
from roireport.present.sheet_page import Leaf, PagePart, Pill, SheetPage, measure_leaf

_ACCEPTANCE: Final = "subject: …, reason: …, by: …, until: …"


def challenge_pages(handbook: Handbook, rules: Sequence[Rule], words: Words) -> tuple[SheetPage, ...]:
    """Return a page for each rule, in the words of the checklist."""
    leaves = [challenge_leaf(rule, words) for rule in rules]
    return tuple(
        SheetPage(
            href=leaf.href,
            kicker=words("method_page.challenge", family=words(f"method_page.family.{rule.family}"), id=rule.id),
            title=leaf.title,
            question=leaf.text,
            parts=tuple(_challenge_parts(rule, handbook.firing.get(rule.id, ""), words)),
            source=rule.source,
            pill=leaf.pill,
            related_title=words("method_page.related_measures"),
            related=tuple(measure_leaf(sheet) for sheet in handbook.sheets if rule.id in sheet.challenges),
            previous=leaves[place - 1] if place else None,
            following=leaves[place + 1] if place + 1 < len(leaves) else None,
        )
        for place, (rule, leaf) in enumerate(zip(rules, leaves, strict=True))
    )


def challenge_leaf(rule: Rule, words: Words) -> Leaf:
    pill = Pill(words(f"severity.{rule.severity}"), SEVERITY_TONES[rule.severity])
    name, question = (words(f"challenge.{rule.id}.{part}") for part in ("name", "question"))
    return Leaf(f"challenges/{rule.id}.html", name, question, rule.id, pill)


def _challenge_parts(rule: Rule, firing: str, words: Words) -> Iterator[PagePart]:
    """Yield trigger, reason and remedy, an engagement on which the rule fires, and its settings."""
    limit = _threshold(rule, words)
    for part, text in rule_texts(rule, words).items():
        listed = f"\n\n{_short_facts(rule, limit, words)}" if part == "trigger" else ""
        yield PagePart(words(f"method_page.{part}"), f"{text}{listed}")
    yield PagePart(
        words("method_page.firing"),
        words("method_page.firing_defaults" if firing else "method_page.firing_empty"),
        caption=words("method_page.example"),
        code=firing,
    )
    settings = [*([f"threshold: {_typed_threshold(rule)}"] if limit else []), f"severity: {rule.severity}"]
    yield PagePart(
        words("method_page.settings"),
        caption=words("method_page.settings_caption"),
        code="\n".join(
            (
                "# roireport.yaml",
                f"checks: {{{rule.id}: {{{', '.join(settings)}}}}}",
                "",
                "# challenges.yaml",
                f"accepted: [{{rule: {rule.id}, {_ACCEPTANCE}}}]",
            )
        ),
    )


def rule_texts(rule: Rule, words: Words) -> dict[str, str]:
    """Return when a rule fires, why, and what to do, with its default threshold."""
    limit = _threshold(rule, words)
    facts = {"limit": limit, "threshold": f"{rule.threshold:f}", "needed": words("method_page.needed")}
    return {part: words(f"challenge.{rule.id}.{part}", **facts) for part in ("trigger", "why", "remedy")}


def _short_facts(rule: Rule, limit: str, words: Words) -> str:
    """Say in a list for whom the rule is, which key to write, and its threshold."""
    reader = words("method_page.for_author" if rule.for_author else "method_page.for_reader")
    items = [reader, words("method_page.key", key=rule.key)]
    items += [words("method_page.threshold", limit=limit)] if limit else []
    return "\n".join(f"- {item}" for item in items)


def _threshold(rule: Rule, words: Words) -> str:
    """Write the threshold in its unit; empty where the rule has none."""
    if not rule.threshold:
        return ""
    formats = Formats(words.language, "EUR")
    if rule.counts is None:
        return formats.percent(rule.threshold)
    return words(f"method_page.{rule.counts}", n=rule.threshold, count=formats.number(rule.threshold))


def _typed_threshold(rule: Rule) -> str:
    return f"{rule.threshold:f}" if rule.counts else f"{rule.threshold * 100:.0f}%"
