"""Make the Chinese catalogue from the messages in the code: ``zizhi.po``, which people edit, and ``zizhi.mo``.

After a message is written or changed::

    python -m experiments.make_catalogue [MORE.po …]

keeps the translations that the catalogue has, takes missing ones from the files named, drops what no code says any
more, and names what still lacks Chinese; with ``--check`` it only says what is wrong.
"""

import io
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

import sim
from sim.analysis.city_schema import TABLES as OF_A_CITY
from sim.engine.config import Config
from sim.results.dictionary import describe_result_columns
from sim.runner.schema import OUTCOMES
from sim.scenarios.names import Names
from sim.world.describe import describe_columns

ROOT = Path(sim.__file__).resolve().parents[1]
FOLDER = ROOT / "sim" / "foundation" / "locale" / "zh" / "LC_MESSAGES"
PO, MO = FOLDER / "zizhi.po", FOLDER / "zizhi.mo"
PACKAGES = ("sim", "experiments")
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: zizhi\\n"
"Language: zh\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
PLACEHOLDER = re.compile(r"(?<!\{)\{(\w*)[^{}]*\}(?!\})")
HAN = "\u4e00-\u9fff\u201c\u201d\u300a\u300b\uff09"
FULL_WIDTH = str.maketrans(",:;!?", "\uff0c\uff1a\uff1b\uff01\uff1f")
BESIDE_HAN = re.compile(f"(?<=[{HAN}])[,:;!?](?! )|[,:;!?](?=[{HAN}])")
AROUND_HAN = re.compile(f"\\(([^()]*[{HAN}][^()]*)\\)")
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


type Message = str | tuple[str, str]
"""What is said of one and of any number of things, or of one thing and of many: Chinese has one form for both."""


def messages_in_code(root: Path = ROOT) -> dict[Message, set[str]]:
    """Return every English message with the files that say it: those marked in the code, and units."""
    found: dict[Message, set[str]] = {}
    for package in PACKAGES:
        for name, _line, message, _comments, _context in extract_from_dir(
            root / package, method_map=[("**.py", "python")], keywords=KEYWORDS, options_map={}
        ):
            key: Message = message if isinstance(message, str) else (message[0], message[1])
            found.setdefault(key, set()).add(f"{package}/{name}")
    for unit in _units():
        found.setdefault(unit, set()).add("sim/cli/help.py")
    found.pop("", None)
    return found


def _units() -> set[str]:
    """Return the units of parameters and columns, which are translated where they are shown."""
    units = {one.unit for one in Names(Config).declared.values()}
    sweeps = describe_result_columns({OUTCOMES.name: OUTCOMES, **OF_A_CITY})
    units |= {row[3] for row in (*describe_result_columns(), *sweeps, *describe_columns())}
    return units - {"", "-"}


def translations(path: Path) -> dict[Message, str]:
    """Return the translations in a ``.po`` or ``.mo`` file, but for empty and doubtful (fuzzy) ones."""
    read = read_mo if path.suffix == ".mo" else read_po
    if not path.exists():
        return {}
    catalogue = read(io.BytesIO(path.read_bytes()))
    found: dict[Message, str] = {}
    for one in catalogue:
        if not one.id or not one.string or one.fuzzy:
            continue
        # of messages about a number there are two forms in English, in a tuple or a list
        key: Message = one.id if isinstance(one.id, str) else (str(one.id[0]), str(one.id[1]))
        text = one.string if isinstance(one.string, str) else one.string[0]
        if text:
            found[key] = text
    return found


def write(texts: Mapping[Message, str], places: Mapping[Message, Iterable[str]]) -> None:
    """Write both files; what is not translated yet stands empty in the first and is left out of the second."""
    catalogue = Catalog(locale="zh", creation_date=NO_TIME, revision_date=NO_TIME, fuzzy=False)
    for message in places:
        text = typeset(texts.get(message, ""))
        where = [(place, 1) for place in sorted(places[message])]
        of_number = isinstance(message, tuple) and text
        catalogue.add(message, (text,) if of_number else text, locations=where)
    body = io.BytesIO()
    write_po(body, catalogue, width=120, omit_header=True, sort_output=True, include_lineno=False)
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_text(HEADER + body.getvalue().decode("utf-8"), encoding="utf-8")
    with MO.open("wb") as file:
        write_mo(file, catalogue)


def typeset(text: str) -> str:
    """Return a Chinese text with Chinese commas, colons, semicolons and parentheses beside Chinese characters."""
    text = AROUND_HAN.sub("\uff08\\1\uff09", text)
    return BESIDE_HAN.sub(lambda found: found.group().translate(FULL_WIDTH), text)


def placeholders(message: Message) -> list[str]:
    """Return the names in braces that are filled in when a text is shown, sorted; of both forms if they differ."""
    if isinstance(message, str):
        return sorted(PLACEHOLDER.findall(message))
    one, many = map(placeholders, message)
    return one if one == many else sorted({*one, *many})


def faults() -> list[str]:
    """Return what is wrong with the catalogue, a line each; nothing if it is current and whole."""
    places, texts = messages_in_code(), translations(PO)
    lines = [f"no Chinese for {message!r}" for message in sorted(places, key=str) if message not in texts]
    lines += [f"no code says {message!r}" for message in sorted(texts, key=str) if message not in places]
    lines += [
        f"other placeholders in the Chinese of {message!r}: {text!r}"
        for message, text in sorted(texts.items(), key=str)
        if placeholders(message) != placeholders(text)
    ]
    return lines + ([] if translations(MO) == texts else [f"{MO.name} is older than {PO.name}"])


def main(arguments: list[str]) -> int:
    """Make the catalogue, or only check it; the exit status is 1 if something is wrong."""
    if "--check" not in arguments:
        texts: dict[Message, str] = {}
        for path in (PO, *map(Path, arguments)):
            texts = translations(path) | texts
        write(texts, messages_in_code())
    found = faults()
    print("\n".join(found or [f"{PO.name}: {len(translations(PO))} messages"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
