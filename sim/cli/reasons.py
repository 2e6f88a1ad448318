"""Why autonomy did not arise in a run, in half a sentence, read from its months."""

from typing import TYPE_CHECKING

from sim.foundation.text import N_
from sim.foundation.text import gettext as _

if TYPE_CHECKING:
    import pandas as pd

    from sim.engine.outcome_params import Params

BOTTLENECKS = (
    ("blocked_seen", N_("nobody had seen them")),
    ("blocked_nobody_to_ask", N_("there was nobody to ask")),
    ("blocked_consent", N_("consent was missing")),
    ("blocked_labour", N_("labour was missing")),
    ("blocked_money", N_("money was missing")),
    ("blocked_compliance", N_("the rules were not kept")),
)
"""Further columns of ``months``, if the engine writes them: affairs that waited for this requirement."""


def why_not(months: "pd.DataFrame", p: "Params") -> str:
    """Return which criteria of occurrence are not met, and the bottleneck that bound the most affairs.

    Parameters
    ----------
    months : pandas.DataFrame
        The table ``months`` of a run. With several neighbourhoods the one that lacks least is spoken of.
    p : Params
        The criteria (``config.outcomes``).

    Notes
    -----
    The table says exactly whether administration was done, and how many affairs residents resolved themselves. Whether
    an organization held on to one object it does not: that criterion is named where there was hardly any
    organization, and where the others are met.
    """
    last = months[months["month"] == months["month"].max()]
    if not last["practices_known"].sum():
        missing = _("no practice was discovered")
    else:
        missing = _(" and ").join(_missing(months, p))
    waited = {words: months[name].sum() for name, words in BOTTLENECKS if name in months.columns}
    total = sum(waited.values())
    if not total:
        return missing
    most = max(waited, key=lambda words: waited[words])
    sentence = _("{missing}; what bound most often was that {bottleneck} ({share} of waiting affairs)")
    return sentence.format(missing=missing, bottleneck=_(most), share=f"{waited[most] / total:.0%}")


def _missing(months: "pd.DataFrame", p: "Params") -> list[str]:
    """Return what is missing in the neighbourhood that lacks least, at least one thing."""
    month = int(months["month"].max())
    window = months[months["month"] > month - p.occurrence_months]
    median = float(window.loc[window["month"] == month, "score"].median())
    found = [_missing_in(part, p, median) for _n, part in window.groupby("neighbourhood")]
    return min(found, key=len)


def _missing_in(window: "pd.DataFrame", p: "Params", median: float) -> list[str]:
    last, found = window.iloc[-1], []
    a_year = float(window["affairs_by_residents"].sum()) * 12 / p.occurrence_months
    if a_year < p.resolved_per_year:
        few = _("residents decided and did only {n} affairs a year themselves, of {least} that are asked for")
        found.append(few.format(n=f"{a_year:g}", least=f"{p.resolved_per_year:g}"))
    if last["symbolic_share"] > p.symbolic_most:
        symbolic = _("{share} of the assigned tasks were done for show, of {most} that are allowed")
        found.append(symbolic.format(share=f"{last['symbolic_share']:.0%}", most=f"{p.symbolic_most:.0%}"))
    if last["score"] < max(p.score_least, median - p.score_below_median):
        found.append(_("the score from the street office was only {score}").format(score=f"{last['score']:.2f}"))
    standing = window[["groups_confirmed", "groups_informal", "council"]].sum(axis=1) > 0
    if not found or standing.sum() < p.object_months:
        own = _("no organization of residents looked after an object of its own for {n} of the last {window} months")
        found.append(own.format(n=p.object_months, window=p.occurrence_months))
    return found
