"""Numbers, their signs and units, and the signs of French stay on one line."""

import pytest

from roireport.render.spacing import with_fixed_spaces

FRENCH = {
    "12 500 €": "12\u202f500\u00a0€",
    "1 234 567,5 k€": "1\u202f234\u202f567,5\u00a0k€",
    "15 %": "15\u202f%",
    "3 M € et 2 millions d’euros": "3\u00a0M\u00a0€ et 2\u00a0millions\u00a0d’euros",
    "120 heures": "120\u00a0heures",
    "oui ! non ? si ; fin : ici": "oui\u202f! non\u202f? si\u202f; fin\u00a0: ici",
    "« mot »": "«\u00a0mot\u00a0»",
    "le 2 mars 2025 100 clients": "le 2 mars 2025 100 clients",
    "en 2024 200 clients": "en 2024 200 clients",
}
ENGLISH = {
    "12 500 EUR": "12\u00a0500\u00a0EUR",
    "5 hours a week": "5\u00a0hours a week",
    "5 % of 3 points": "5\u00a0% of 3\u00a0points",
    "a : b « c » ?": "a : b « c » ?",
    "10 people": "10 people",
    "The 3 HRs": "The 3 HRs",
    "+€30,382 and \u2212US$5": "+\u2060€30,382 and \u2212\u2060US$5",
}


@pytest.mark.parametrize(("language", "text"), [("fr", text) for text in FRENCH] + [("en", text) for text in ENGLISH])
def test_a_line_does_not_break_within_a_number_or_before_its_unit(language: str, text: str) -> None:
    expected = (FRENCH if language == "fr" else ENGLISH)[text]
    html = f'<p title="{text}">{text}</p><code>{text}</code><pre>{text}</pre><script>{text}</script>'
    assert with_fixed_spaces(html, language) == html.replace(f">{text}</p>", f">{expected}</p>")
