"""The answer of a comparison in three sentences a scenario, four after `until=`.

Each follows from numbers by the table of verdicts.
"""

from collections.abc import Mapping
from typing import Any

from sim.analysis.verdicts import Verdict
from sim.foundation.text import N_
from sim.foundation.text import gettext as _
from sim.report.comparison import Compared
from sim.report.numbers import number, percent, span
from sim.report.outcome_names import HEADLINE_GROUP, NOTHING, Outcome

CLAUSES = {
    Verdict.IDENTICAL: N_("{outcome}: identical in all {n} pairs of runs"),
    Verdict.MORE: N_("{outcome}: more, by {difference} ({interval})"),
    Verdict.LESS: N_("{outcome}: less, by {difference} ({interval})"),
    Verdict.TOO_SMALL: N_("{outcome}: too small a difference to matter ({interval}; less than {smallest} does not)"),
    Verdict.CANNOT_TELL: N_("{outcome}: cannot tell ({interval})"),
}
VERDICTS = {
    Verdict.IDENTICAL: N_("identical"),
    Verdict.MORE: N_("more"),
    Verdict.LESS: N_("less"),
    Verdict.TOO_SMALL: N_("too small to matter"),
    Verdict.CANNOT_TELL: N_("cannot tell"),
}
"""What tables say in place of the word that is stored."""


def verdict_text(word: str, lang: str) -> str:
    """Return a stored verdict in a language."""
    return _(VERDICTS[Verdict(word)], lang)


def clause(row: Mapping[str, Any], outcome: Outcome, lang: str) -> str:
    """Return what one row of a comparison lets one say, with its intervals.

    Parameters
    ----------
    row : mapping
        A row of `sim.report.comparison.Compared.table`.
    outcome : Outcome
        Its outcome.
    lang : str
        ``"en"`` or ``"zh"``.
    """
    said = Verdict(row["verdict"])
    chance = _("95 % by chance {interval}", lang).format(interval=span(row["low"], row["high"]))
    whole = span(row["whole_low"], row["whole_high"])
    if whole != "–":
        chance += _("; with parameters {interval}", lang).format(interval=whole)
    return _(CLAUSES[said], lang).format(
        outcome=_(outcome.label, lang),
        difference=number(abs(row["difference"])),
        n=f"{row['n']:,}",
        interval=chance,
        smallest=number(row["smallest"]),
    )


def sentences(compared: Compared, scenario: str, lang: str) -> list[str]:
    """Return the answer for one scenario: affairs; households; hours and yuan; then what replicates were added for."""
    head = [one for one in compared.outcomes if one.group == HEADLINE_GROUP]
    longest = [one for one in head if one.horizon == max(each.horizon for each in head)] if head else []
    if not longest:
        first = compared.primary
        return [capitalized(_sentence([first], compared, scenario, lang))]
    affairs, households, hours, yuan = longest
    start = _("After {n} months: ", lang).format(n=affairs.horizon)
    groups = ([affairs], [households], [hours, yuan])
    said = [_sentence(group, compared, scenario, lang) for group in groups]
    if compared.looked_again and compared.primary not in longest:
        said.append(_sentence([compared.primary], compared, scenario, lang))
        if compared.primary.horizon:
            said[-1] = _("After {n} months: ", lang).format(n=compared.primary.horizon) + said[-1]
    return [start + said[0], *map(capitalized, said[1:])]


def risk_sentence(compared: Compared, scenario: str, lang: str) -> str:
    """Return in what share of runs nothing happened, under the reference and under a scenario."""
    row = compared.row(scenario, NOTHING)
    text = _("Nothing was found out and nothing confirmed in {here} of runs; under the reference in {there}.", lang)
    return text.format(here=percent(row["mean"]), there=percent(row["mean_reference"]))


def capitalized(text: str) -> str:
    """Return a sentence with its first letter large, where its script has large ones."""
    return text[:1].upper() + text[1:]


def _sentence(outcomes: list[Outcome], compared: Compared, scenario: str, lang: str) -> str:
    clauses = [clause(compared.row(scenario, one.name), one, lang) for one in outcomes]
    return _("; ", lang).join(clauses) + _(".", lang)
