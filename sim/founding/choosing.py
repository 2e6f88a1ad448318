"""Which streets of a city are meant: codes and names of streets and districts, as a user types them."""

import difflib
import re
from collections.abc import Iterable, Sequence

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.founding.streets import Street

SEPARATORS = re.compile("[,，、;；]")
DISTRICT_DIGITS = 6
MOST_NAMED = 4
PLACE = "streets"


def chosen_streets(streets: Sequence[Street], words: str | None = None) -> list[Street]:
    """Return the streets that are meant and have a residents' committee, in order of their codes.

    Parameters
    ----------
    streets : sequence of Street
        All streets of the city.
    words : str, optional
        Codes (nine digits) or names of streets, codes (six digits) or names of districts, separated by commas; all
        streets if not given.

    Raises
    ------
    InputRefused
        For a word that is none of these (with the nearest), a name that several streets bear, a street without a
        residents' committee, or a district in which no street has one.
    """
    if words is None:
        return sorted(street for street in streets if street.n_committees)
    given = [word.strip().strip("\"'[]") for word in SEPARATORS.split(words)]
    if not any(given):
        raise InputRefused(PLACE, shown(words), _("names or codes of streets or districts, separated by commas"))
    return sorted({street for word in given if word for street in _meant(streets, word)})


def _meant(streets: Sequence[Street], word: str) -> list[Street]:
    own = [street for street in streets if word in (street.code, street.name)]
    if len(own) > 1:
        codes = ", ".join(street.code for street in own[:MOST_NAMED])
        raise InputRefused(PLACE, _("{n} streets are called {name}").format(n=len(own), name=word), codes)
    inside = [street for street in streets if word in (street.code[:DISTRICT_DIGITS], street.district)]
    if not own and not inside:
        allowed = _("a name or code among {n} streets and their districts").format(n=len(streets))
        raise InputRefused(PLACE, shown(word), allowed, _nearest(streets, word))
    with_committee = [street for street in own or inside if street.n_committees]
    if not with_committee:
        came = _("{street} has no residents' committee").format(street=f"{word}")
        raise InputRefused(PLACE, came, _("a street with at least one"))
    return with_committee


def _nearest(streets: Sequence[Street], word: str) -> str:
    """Offer the nearest code, by number, or the most similar name of a street or district."""
    if word.isascii() and word.isdigit():
        digits = len(word)
        codes = {street.code if digits > DISTRICT_DIGITS else street.code[:DISTRICT_DIGITS] for street in streets}
        best = [min(sorted(codes), key=lambda code: abs(int(code) - int(word)))] if digits < 20 else []
    else:
        best = difflib.get_close_matches(word, list(_names(streets)), n=1, cutoff=0.3)
    return _("did you mean {name}?").format(name=best[0]) if best else _("e.g. {name}").format(name=streets[0].name)


def _names(streets: Iterable[Street]) -> dict[str, None]:
    """Return the names of streets and districts, each once."""
    return dict.fromkeys(name for street in streets for name in (street.name, street.district))
