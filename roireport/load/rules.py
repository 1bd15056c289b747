"""The ids of the challenges, which settings and acceptances name."""

RULES = tuple(
    f"{family}{number:02d}"
    for family, count in (("U", 8), ("L", 12), ("A", 6), ("V", 9), ("R", 4), ("G", 9))
    for number in range(1, count + 1)
)
