"""The answer to "why did this happen?": the chain of causes of an event, walked back to its root."""

from html import escape
from typing import TYPE_CHECKING

from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.foundation.text import language

if TYPE_CHECKING:
    import pandas as pd

HTML_LANGUAGE = {"en": "en", "zh": "zh-Hans"}


class Why:
    """An event and the events that caused it, each caused by the next.

    Attributes
    ----------
    events : pandas.DataFrame
        Rows of the table of events: the event asked for first, its root last.
    missing_cause : int or None
        The cause named by the last row that is not in the table, or that would close a circle; None at a root.
    """

    def __init__(self, events: "pd.DataFrame", missing_cause: int | None):
        self.events = events
        self.missing_cause = missing_cause

    @property
    def event_ids(self) -> tuple[int, ...]:
        """Identities of the events, the one asked for first."""
        return tuple(int(event) for event in self.events["event"])

    def lines(self, lang: str | None = None) -> list[str]:
        """Return one sentence for each event, the one asked for first, in ``"en"``, ``"zh"`` or the language in use."""
        lang = lang or language()
        texts = self.events["text_zh" if lang == "zh" else "text_en"]
        lines: list[str] = []
        for month, text in zip(self.events["month"], texts, strict=True):
            sentence = _("month {month}: {text}", lang).format(month=int(month), text=text)
            lines.append(_("because {sentence}", lang).format(sentence=sentence) if lines else sentence)
        if self.missing_cause is not None:
            lines.append(_("because of event {event}, which is not told here", lang).format(event=self.missing_cause))
        return lines

    def __len__(self) -> int:
        return len(self.events)

    def __str__(self) -> str:
        return "\n".join("  " * depth + line for depth, line in enumerate(self.lines()))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        lang = language()
        items = "".join(f"<li>{escape(line)}</li>" for line in self.lines(lang))
        return f'<ol lang="{HTML_LANGUAGE[lang]}">{items}</ol>'


def why(events: "pd.DataFrame", event: int) -> Why:
    """Return the chain of causes of an event.

    Parameters
    ----------
    events : pandas.DataFrame
        The table of events of a run.
    event : int
        Identity of the event to be explained.

    Raises
    ------
    InputRefused
        If the run has no such event.
    """
    rows = {int(identity): row for row, identity in enumerate(events["event"])}
    if event not in rows:
        allowed = _("one of the {n} events of this run").format(n=len(rows))
        raise InputRefused("event", str(event), allowed, _("see result.events"))
    chain: list[int] = []
    seen: set[int] = set()
    follow: int | None = int(event)
    while follow is not None and follow in rows and follow not in seen:
        seen.add(follow)
        chain.append(rows[follow])
        cause = events["cause"].iloc[rows[follow]]
        follow = None if _is_missing(cause) else int(cause)
    return Why(events.iloc[chain].reset_index(drop=True), follow)


def _is_missing(value: object) -> bool:
    import pandas as pd  # only here: the names of this module are read without waiting for pandas

    return bool(pd.isna(value))
