"""Why autonomy did not arise in a run, in half a sentence, read from its months."""

from typing import TYPE_CHECKING

from sim.foundation.text import N_
from sim.foundation.text import gettext as _

if TYPE_CHECKING:
    import pandas as pd

BOTTLENECKS = (
    ("blocked_seen", N_("nobody had seen them")),
    ("blocked_nobody_to_ask", N_("there was nobody to ask")),
    ("blocked_consent", N_("consent was missing")),
    ("blocked_labour", N_("labour was missing")),
    ("blocked_money", N_("money was missing")),
    ("blocked_compliance", N_("the rules were not kept")),
)
"""Further columns of ``months``, if the engine writes them: affairs that waited for this requirement."""


def why_not(months: "pd.DataFrame") -> str:
    """Return what was missing, and the bottleneck that bound the most affairs.

    Parameters
    ----------
    months : pandas.DataFrame
        The table ``months`` of a run.
    """
    last = months[months["month"] == months["month"].max()]
    if not last["practices_known"].sum():
        missing = _("no practice was discovered")
    elif not (last["groups_confirmed"].sum() + last["council"].sum()):
        missing = _("no organization of residents was confirmed at the end")
    else:
        missing = _("residents did not resolve enough affairs of their own, or administration suffered")
    waited = {words: months[name].sum() for name, words in BOTTLENECKS if name in months.columns}
    total = sum(waited.values())
    if not total:
        return missing
    most = max(waited, key=lambda words: waited[words])
    sentence = _("{missing}; what bound most often was that {bottleneck} ({share} of waiting affairs)")
    return sentence.format(missing=missing, bottleneck=_(most), share=f"{waited[most] / total:.0%}")
