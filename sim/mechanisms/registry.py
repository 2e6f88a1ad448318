"""All practices, in the order that numbers them in every table. A new one is one line here."""

from sim.mechanisms import (
    defaults,
    organizational_transfer,
    public_issue_creation,
    resource_development,
    social_capital,
)
from sim.mechanisms.catalogue import catalogue
from sim.protocols.practice import Practice

PRACTICES: tuple[Practice, ...] = (
    defaults.CaseByCase(),
    defaults.Notice(),
    defaults.OwnHours(),
    defaults.Wait(),
    defaults.AskGift(),
    *(practice() for practice in social_capital.PRACTICES),
    *(practice() for practice in resource_development.PRACTICES),
    *(practice() for practice in public_issue_creation.PRACTICES),
    *(practice() for practice in organizational_transfer.PRACTICES),
)

PARAMS = {practice.name: practice.Params for practice in PRACTICES}
"""Parameter classes of the practices by name, which is also the name of their group in configurations."""


def available(cell: str) -> tuple[bool, ...]:
    """Tell for each practice whether a cell of the four digits makes it available; defaults always are."""
    return tuple(practice.mechanism is None or cell[practice.mechanism] == "1" for practice in PRACTICES)


def describe_practices() -> list[tuple[str, str, str, str, str, str]]:
    """Return mechanism, name, bottleneck, unit, meaning and Chinese meaning of every practice, in order of number."""
    entries = catalogue()
    rows = []
    for practice in PRACTICES:
        entry = entries[practice.name]
        family = practice.mechanism.word if practice.mechanism is not None else "default"
        english = f"{entry.title['en']}: {entry.what['en']} ({entry.claim})"
        chinese = f"{entry.title['zh']}：{entry.what['zh']}（{entry.claim}）"
        rows.append((family, practice.name, practice.bottleneck.word, "-", english, chinese))
    return rows
