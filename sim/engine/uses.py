"""Where the members of a vocabulary are used in the program, read from its source: no list that could grow old."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import sim

ROOT = Path(sim.__file__).resolve().parent
VOCABULARIES = ("sim.foundation.terms", "sim.foundation.event_kinds", "sim.foundation.purposes")


@cache
def sources() -> dict[str, ast.Module]:
    """Return the syntax tree of every module of ``sim`` by dotted name."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def uses_of(vocabulary: str, calling: str = "") -> dict[str, list[str]]:
    """Return for each member of an enumeration the functions that use it, directly or through a constant.

    Parameters
    ----------
    vocabulary : str
        Name of the enumeration, e.g. ``"Purpose"``. A constant of a module that holds a member counts only where the
        constant itself is used.
    calling : str, optional
        Only modules in which a method of this name is called, e.g. ``"tell"``.
    """
    trees = {name: tree for name, tree in sources().items() if name not in VOCABULARIES}
    constants = {name: _constants(tree, vocabulary) for name, tree in trees.items()}
    found: dict[str, set[str]] = {}
    for name, tree in trees.items():
        if calling and calling not in _called(tree):
            continue
        known = {**constants[name], **_imported(tree, constants)}
        for member, place in _uses(tree, vocabulary, known):
            found.setdefault(member, set()).add(f"{name}.{place}" if place else name)
    return {member: sorted(places) for member, places in found.items()}


def is_read(name: str) -> bool:
    """Tell whether some module reads a name: as an attribute, as a key, or by a name put together from a prefix."""
    names, prefixes = _names_read()
    return name in names or name.startswith(prefixes)


@cache
def _names_read() -> tuple[set[str], tuple[str, ...]]:
    names: set[str] = set()
    prefixes: set[str] = set()
    for node in (node for tree in sources().values() for node in ast.walk(tree)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            names.add(node.attr)
        elif isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "NamedTuple" for base in node.bases):
            fields = (part.target for part in node.body if isinstance(part, ast.AnnAssign))
            names |= {target.id for target in fields if isinstance(target, ast.Name)}
        for key in _keys(node):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                names.add(key.value)
            elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                prefixes.add(str(key.values[0].value))
    return names, tuple(prefix for prefix in sorted(prefixes) if prefix.endswith("_"))


def _keys(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Subscript):
        return [node.slice]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
        return node.args[1:2]
    return []


def calls_of(module: str, function: str) -> list[str]:
    """Return what a function calls, as written, in the order of the source, each once."""
    tree = sources()[module]
    body = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
    calls = [node for node in ast.walk(body) if isinstance(node, ast.Call)]
    calls.sort(key=lambda node: (node.lineno, node.col_offset))
    return list(dict.fromkeys(ast.unparse(call.func) for call in calls))


def modules_imported(module: str) -> set[str]:
    """Return the local names of what a module imports from ``sim``."""
    nodes = [node for node in ast.walk(sources()[module]) if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name for node in nodes if str(node.module).startswith("sim") for alias in node.names}


def names_imported_from(package: str) -> dict[str, list[str]]:
    """Return the names of a foreign package that are used, as dotted names, each with the modules that use them."""
    found: dict[str, set[str]] = {}
    for name, tree in sources().items():
        for dotted in _foreign(tree, package):
            found.setdefault(dotted, set()).add(name)
    return {dotted: sorted(places) for dotted, places in sorted(found.items())}


def _foreign(tree: ast.Module, package: str) -> Iterator[str]:
    plain = False
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            plain |= any(alias.name == package for alias in node.names)
            yield from (alias.name for alias in node.names if alias.name.startswith(f"{package}."))
        elif isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] == package:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
    for node in ast.walk(tree):
        if plain and isinstance(node, ast.Attribute) and ast.unparse(node.value) == package:
            yield f"{package}.{node.attr}"


def _called(tree: ast.Module) -> set[str]:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {func.attr for func in calls if isinstance(func, ast.Attribute)}


def _members(node: ast.AST, vocabulary: str) -> list[str]:
    attributes = (each for each in ast.walk(node) if isinstance(each, ast.Attribute))
    return [each.attr for each in attributes if isinstance(each.value, ast.Name) and each.value.id == vocabulary]


def _constants(tree: ast.Module, vocabulary: str) -> dict[str, list[str]]:
    """Return the names that a module gives to members at its top level."""
    found: dict[str, list[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and _members(node.value, vocabulary):
            for name in (each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)):
                found[name] = _members(node.value, vocabulary)
    return found


def _imported(tree: ast.Module, constants: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            there = constants.get(str(node.module), {})
            found |= {alias.asname or alias.name: there[alias.name] for alias in node.names if alias.name in there}
    return found


def _uses(tree: ast.Module, vocabulary: str, constants: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield member and place, a function or a class and its method, of every use."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            for part in node.body:
                place = f"{node.name}.{part.name}" if isinstance(part, ast.FunctionDef) else node.name
                yield from ((member, place) for member in _uses_within(part, vocabulary, constants))
        elif not isinstance(node, ast.Assign) or not _members(node.value, vocabulary):
            place = node.name if isinstance(node, ast.FunctionDef) else ""
            yield from ((member, place) for member in _uses_within(node, vocabulary, constants))


def _uses_within(top: ast.AST, vocabulary: str, constants: dict[str, list[str]]) -> Iterator[str]:
    for node in ast.walk(top):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == vocabulary:
            yield node.attr
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield from constants.get(node.id, ())
