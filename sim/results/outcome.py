"""The outcome of a run in a short table: what stood at the end, and what the last twelve months brought."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.foundation.text import N_, language
from sim.foundation.text import gettext as _

if TYPE_CHECKING:
    import pandas as pd

WINDOW_MONTHS = 12

INDICES = (
    ("autonomy", N_("autonomy")),
    ("resident_resolved", N_("resolved by residents")),
    ("output_legitimacy", N_("output legitimacy")),
    ("participation", N_("participation")),
    ("financial_independence", N_("financial independence")),
    ("organizational_density", N_("organizational density")),
    ("initiative", N_("initiative of residents")),
)
COMMITTEE_HOURS = (
    ("hours_street", N_("committee's time for street tasks")),
    ("hours_entrusted", N_("committee's time for entrusted tasks")),
    ("hours_community", N_("committee's time for the community")),
)
YEAR_SUMS = (
    ("hours_residents", N_("hours of residents"), N_("hours a year")),
    ("income_street_yuan", N_("money from the street office"), N_("yuan a year")),
    ("income_donations_yuan", N_("donations of residents"), N_("yuan a year")),
    ("income_gifts_yuan", N_("gifts of resident-area units"), N_("yuan a year")),
    ("income_exchange_yuan", N_("money from exchange"), N_("yuan a year")),
    ("affairs_resolved", N_("affairs resolved"), N_("affairs a year")),
    ("affairs_lapsed", N_("affairs lapsed"), N_("affairs a year")),
)
STOCKS = (
    ("affairs_latent", N_("affairs still latent"), N_("affairs")),
    ("affairs_open", N_("affairs recognised and open"), N_("affairs")),
    ("teams", N_("cultural-sports teams"), N_("teams")),
    ("team_members", N_("members of teams"), N_("persons")),
    ("groups_confirmed", N_("confirmed self-governance groups"), N_("groups")),
    ("groups_informal", N_("informal self-governance groups"), N_("groups")),
    ("council", N_("self-governance councils"), N_("councils")),
    ("practices_known", N_("practices known"), N_("practices")),
    ("practices_conscious", N_("practices known consciously"), N_("practices")),
)

Row = tuple[str, str, float, str]


def headlines(months: "pd.DataFrame", events: "pd.DataFrame", lang: str | None = None) -> "pd.DataFrame":
    """Return the outcome of a run.

    Parameters
    ----------
    months, events : pandas.DataFrame
        Tables of the run.
    lang : str, optional
        ``"en"`` or ``"zh"``; the language in use if not given.

    Returns
    -------
    pandas.DataFrame
        ``key`` (a column of ``months`` or ``discovered_…``), ``outcome`` (its name in the language), ``value`` (float),
        ``unit``. Indices and shares are means over the last twelve months, flows their sum, stocks the last month's
        figure; over several neighbourhoods means for indices and sums for the rest. For a practice the value is the
        month of its first discovery.
    """
    import pandas as pd  # only here: `zizhi --help` reads the names of this module without waiting for pandas

    lang = lang or language()
    rows = [] if months.empty else [*_month_rows(months)]
    translated = [(key, _(label, lang), value, _(unit, lang)) for key, label, value, unit in rows]
    translated += _discoveries(events, lang)
    frame = pd.DataFrame(translated, columns=["key", "outcome", "value", "unit"])
    return frame.astype({"value": "float64"})


def as_text(frame: "pd.DataFrame") -> list[str]:
    """Return the rows of `headlines` as aligned lines, wide Chinese characters counted as two columns."""
    values = [format_value(value) for value in frame["value"]]
    width = max((_columns(name) for name in frame["outcome"]), default=0)
    room = max((len(value) for value in values), default=0)
    return [
        f"{name}{' ' * (width - _columns(name))}  {value:>{room}}  {unit}".rstrip()
        for name, value, unit in zip(frame["outcome"], values, frame["unit"], strict=True)
    ]


def format_value(value: float) -> str:
    """Return a number for people: three decimals below ten, none above, groups of three digits; a dash if missing."""
    if value != value:
        return "–"
    if float(value).is_integer() or abs(value) >= 10:
        return f"{value:,.0f}"
    return f"{value:.3f}"


def _month_rows(months: "pd.DataFrame") -> Iterator[Row]:
    end = int(months["month"].max())
    last = months[months["month"] == end]
    window = months[months["month"] > end - WINDOW_MONTHS]
    for key, label in INDICES:
        yield key, label, float(window[key].mean()), N_("share")
    yield (
        "occurrence",
        N_("neighbourhoods with autonomy, by the source's criteria"),
        float(last["occurrence"].mean()),
        N_("share"),
    )
    served = float(sum(window[key].sum() for key, _label in COMMITTEE_HOURS))
    for key, label in COMMITTEE_HOURS:
        yield key, label, float(window[key].sum()) / served if served else 0.0, N_("share")
    years = window["month"].nunique() / WINDOW_MONTHS
    for key, label, unit in YEAR_SUMS:
        yield key, label, float(window[key].sum()) / years, unit
    for key, label, unit in STOCKS:
        yield key, label, float(last[key].sum()), unit


def _discoveries(events: "pd.DataFrame", lang: str) -> list[Row]:
    found = events[(events["kind"] == "practice_discovered") & events["practice"].notna()]
    first = found.groupby("practice", observed=True)["month"].min()
    label = _("discovered: {practice}", lang)
    return [
        (f"discovered_{practice}", label.format(practice=practice), float(month), _("month", lang))
        for practice, month in sorted(first.items(), key=lambda pair: (pair[1], pair[0]))
    ]


def _columns(text: str) -> int:
    return sum(2 if "\u2e80" <= letter <= "\uffef" else 1 for letter in text)
