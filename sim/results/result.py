"""What a run leaves: its tables as DataFrames, its facts, and the ways to look at it."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.text import gettext as _
from sim.foundation.text import language
from sim.results.causes import HTML_LANGUAGE, Why, why
from sim.results.columns import Column, Table
from sim.results.frames import conform
from sim.results.manifest import facts_of
from sim.results.outcome import as_text, format_value, headlines
from sim.results.schema import TABLES, extended
from sim.results.store import save_run

if TYPE_CHECKING:
    import pandas as pd


class Result:
    """The result of one run.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Every declared table, as `sim.results.frames.conform` returns it; `Result.of_run` takes looser ones.
    facts : mapping
        ``scenario`` ``seed`` ``config`` ``state_hash`` ``founded``; see `sim.results.manifest.facts_of`.
    declared : mapping of str to Table, optional
        The declarations; those of `sim.results.schema` if not given.

    Attributes
    ----------
    months, events, affairs, organizations, hours, ledger, groups, residents, ties : pandas.DataFrame
        The tables; `sim.results.dictionary.dictionary_frame` says what each column means.
    facts : dict
        Scenario, seed, configuration, program, versions, hash of the last state, what was founded synthetically.
    """

    def __init__(
        self,
        tables: Mapping[str, "pd.DataFrame"],
        facts: Mapping[str, Any],
        declared: Mapping[str, Table] = TABLES,
    ):
        self.tables = {name: tables[name] for name in declared}
        self.facts = facts_of(facts)
        self.declared = dict(declared)
        self.months = tables["months"]
        self.events = tables["events"]
        self.affairs = tables["affairs"]
        self.organizations = tables["organizations"]
        self.hours = tables["hours"]
        self.ledger = tables["ledger"]
        self.groups = tables["groups"]
        self.residents = tables["residents"]
        self.ties = tables["ties"]

    @classmethod
    def of_run(
        cls,
        tables: Mapping[str, "pd.DataFrame"],
        facts: Mapping[str, Any],
        extra_columns: Mapping[str, Sequence[Column]] | None = None,
    ) -> "Result":
        """Return the result of a run that has just ended.

        Parameters
        ----------
        tables : mapping of str to pandas.DataFrame
            Every declared table; dtypes and row order are brought into the declared form.
        facts : mapping
            See the class.
        extra_columns : mapping of str to sequence of Column, optional
            Declarations of columns beyond the declared ones, by table.

        Raises
        ------
        RunFailed, InvariantBroken
            If a table breaks its declaration; the message names table, column, row and value.
        """
        declared = extended(extra_columns or {})
        return cls({name: conform(table, tables[name]) for name, table in declared.items()}, facts, declared)

    def save(self, folder: Path | str, extra: Mapping[str, bytes] | None = None) -> str:
        """Write the run into a folder, whole or not at all; see `sim.results.store.save_run` for what is returned."""
        extra_columns = {
            name: table.columns[len(TABLES[name].columns) :]
            for name, table in self.declared.items()
            if len(table.columns) > len(TABLES[name].columns)
        }
        return save_run(self.tables, self.facts, folder, extra=extra, extra_columns=extra_columns)

    def why(self, event: int) -> Why:
        """Return the chain of causes of an event, walked back to its root; InputRefused if there is no such event."""
        return why(self.events, event)

    def headlines(self, lang: str | None = None) -> "pd.DataFrame":
        """Return the outcome at the end as a DataFrame of ``key`` ``outcome`` ``value`` ``unit``; see `outcome`."""
        return headlines(self.months, self.events, lang)

    def _title(self, lang: str) -> str:
        months = self.months["month"]
        n_months = 0 if months.empty else max(0, int(months.max()) + 1)
        title = _("{scenario}, seed {seed}, {months} months, {neighbourhoods} neighbourhood(s)", lang)
        return title.format(
            scenario=self.facts["scenario"],
            seed=self.facts["seed"],
            months=n_months,
            neighbourhoods=self.months["neighbourhood"].nunique(),
        )

    def __repr__(self) -> str:
        lang = language()
        return "\n".join([self._title(lang), *as_text(self.headlines(lang))])

    def _repr_html_(self) -> str:
        lang = language()
        frame = self.headlines(lang)
        rows = "".join(
            f'<tr><th scope="row">{escape(name)}</th><td style="text-align:right">{format_value(value)}</td>'
            f"<td>{escape(unit)}</td></tr>"
            for name, value, unit in zip(frame["outcome"], frame["value"], frame["unit"], strict=True)
        )
        words = (_("outcome", lang), _("value", lang), _("unit", lang))
        heads = "".join(f'<th scope="col">{escape(word)}</th>' for word in words)
        caption = f"<caption>{escape(self._title(lang))}</caption>"
        return (
            f'<table lang="{HTML_LANGUAGE[lang]}">{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        )
