"""A reader for YAML that strangers wrote: plain mappings, lists, words and numbers, nothing that acts.

It refuses tags, anchors, aliases, interpolations, several documents, doubled names, great depth and size, and numbers
that YAML 1.1 reads as something else than they look (``0110`` is 72 there). No object is ever constructed.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _

LARGEST_BYTES = 262_144
DEEPEST = 12
LONGEST_NUMBER = 40
FORBIDDEN = ("hydra", "defaults")
NUMBER = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
TRAP = re.compile(r"[-+]?(0[0-9_]+|0[xob][0-9a-fA-F_]+|[0-9][0-9_]*_[0-9_]*|[0-9]+(:[0-5]?[0-9])+)(\.[0-9_]*)?")


@dataclass(frozen=True)
class Located:
    """A value and the line, from 1, where it stands; mappings and lists hold located values."""

    value: Any
    line: int


def read_yaml(path: Path) -> Located:
    """Read a mapping from a YAML file in UTF-8.

    Returns
    -------
    Located
        A mapping of names to located values.

    Raises
    ------
    InputRefused
        With file and line.
    """
    text = _decoded(path)
    _check_events(text, path)
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError) as error:
        raise _not_yaml(error, path) from error
    if not isinstance(node, yaml.MappingNode):
        kind = _("a list") if isinstance(node, yaml.SequenceNode) else _("no names with values")
        raise InputRefused(path.name, kind, _("names with values, e.g. {example}").format(example="months: 60"))
    return _located(node, path)


def plain(located: Any) -> Any:
    """Return what was read without the lines."""
    value = located.value if isinstance(located, Located) else located
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    return [plain(entry) for entry in value] if isinstance(value, list) else value


def check_text(text: str, place: str) -> None:
    """Refuse a text in which a resolver or a class name could act."""
    for word in ("${", "_target_"):
        if word in text:
            raise InputRefused(place, word, _("plain values: nothing is looked up or run from a configuration"))


def _decoded(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputRefused(path.name, reason, _("a file that can be read")) from error
    if len(data) > LARGEST_BYTES:
        raise InputRefused(path.name, _("more than {n} bytes").format(n=LARGEST_BYTES), _("a short file"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        came = _("byte {byte} is not UTF-8{guess}").format(byte=f"0x{data[error.start]:02x}", guess=_guess(data))
        raise InputRefused(f"{path.name}:{line}", came, "UTF-8", _("save the file as UTF-8")) from error


def _guess(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _(" (it looks like UTF-16)")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return _(" (it looks like GB18030)")


def _check_events(text: str, path: Path) -> None:
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            place = f"{path.name}:{event.start_mark.line + 1}"
            documents += isinstance(event, yaml.DocumentStartEvent)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if documents > 1:
                raise InputRefused(place, _("a second document"), _("one document"))
            if depth > DEEPEST:
                raise InputRefused(place, _("too deeply nested"), _("at most {n} levels").format(n=DEEPEST))
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise InputRefused(place, _("an anchor or alias"), _("every value written out"))
            if getattr(event, "tag", None):
                raise InputRefused(place, _("the tag {tag}").format(tag=shown(event.tag)), _("values without tags"))
    except (yaml.YAMLError, ValueError) as error:
        raise _not_yaml(error, path) from error


def _not_yaml(error: Exception, path: Path) -> InputRefused:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = f"{path.name}:{mark.line + 1}" if mark else path.name
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return InputRefused(place, _("not YAML ({problem})").format(problem=problem), _("names with values"))


def _located(node: yaml.Node, path: Path) -> Located:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Located(_mapping(node, path), line)
    if isinstance(node, yaml.SequenceNode):
        return Located([_located(item, path) for item in node.value], line)
    check_text(node.value, f"{path.name}:{line}")
    return Located(_scalar(node, f"{path.name}:{line}"), line)


def _mapping(node: yaml.MappingNode, path: Path) -> dict:
    result: dict = {}
    for key_node, value_node in node.value:
        place = f"{path.name}:{key_node.start_mark.line + 1}"
        if not isinstance(key_node, yaml.ScalarNode):
            raise InputRefused(place, _("a name that is a list or mapping"), _("a word or month as name"))
        check_text(key_node.value, place)
        if key_node.value in FORBIDDEN or key_node.value.startswith(("_", "<<")):
            raise InputRefused(place, shown(key_node.value), _("names of parameters only"))
        key = _scalar(key_node, place)
        if key in result:
            came = _("{name} a second time, first in line {line}").format(name=shown(key), line=result[key].line)
            raise InputRefused(place, came, _("each name once"))
        result[key] = _located(value_node, path)
    return result


def _scalar(node: yaml.ScalarNode, place: str) -> Any:
    text = node.value
    if node.style is not None:
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if TRAP.fullmatch(text):
        rule = _("a number as it is usually written, or text in quotes")
        raise InputRefused(place, shown(text), rule, _('put it in quotes: "{text}"').format(text=text))
    if not NUMBER.fullmatch(text):
        return text
    if len(text) > LONGEST_NUMBER:
        raise InputRefused(place, _("a number that is far too long"), _("at most {n} digits").format(n=LONGEST_NUMBER))
    return float(text) if any(character in text for character in ".eE") else int(text)
