"""Places in the code where one operator, comparison, constant or choice can be changed, and the changed source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARISONS = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
}
OPERATORS = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.FloorDiv: "*",
    ast.Mod: "//",
    ast.BitAnd: "|",
    ast.BitOr: "&",
}
CHOICES = {"min": "max", "max": "min"}
LEFT_OUT = {"parameter", "Column", "N_", "_"}
"""Calls whose arguments declare or name things: a changed default is another parameter, not another rule."""


@dataclass(frozen=True)
class Mutant:
    """One change: the file, the line, what stands there and what is put in its place."""

    path: Path
    line: int
    start: int
    end: int
    old: str
    new: str

    def source(self) -> str:
        """Return the file with this one change."""
        text = self.path.read_bytes()
        return (text[: self.start] + self.new.encode() + text[self.end :]).decode()


def mutants_of(path: Path) -> list[Mutant]:
    """Return all mutants of a file, in the order in which they stand."""
    text = path.read_text(encoding="utf-8")
    offsets = [0]
    for line in text.encode().splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))
    found = []
    for node, new in _changes(ast.parse(text)):
        start = offsets[node.lineno - 1] + node.col_offset
        end = offsets[node.end_lineno - 1] + node.end_col_offset
        old = text.encode()[start:end].decode()
        found.append(Mutant(path, node.lineno, start, end, old, f"({new})" if isinstance(node, ast.expr) else new))
    return found


def _changes(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Yield expressions with what is put in their place, top down; declarations and annotations are left out."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in LEFT_OUT:
        return
    if isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(each) for each in node.decorator_list):
        children = [each for each in node.body if isinstance(each, ast.FunctionDef)]
    elif isinstance(node, ast.FunctionDef):
        children = node.body
    elif isinstance(node, ast.AnnAssign):
        children = [node.value] if node.value else []
    elif isinstance(node, ast.Module):
        children = [each for each in node.body if isinstance(each, ast.FunctionDef | ast.ClassDef)]
    else:
        children = list(ast.iter_child_nodes(node))
    yield from _here(node)
    for child in children:
        yield from _changes(child)


def _here(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARISONS:
        left, right = ast.unparse(node.left), ast.unparse(node.comparators[0])
        yield node, f"{left} {COMPARISONS[type(node.ops[0])]} {right}"
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS and not _is_text(node):
        yield node, f"({ast.unparse(node.left)}) {OPERATORS[type(node.op)]} ({ast.unparse(node.right)})"
    elif isinstance(node, ast.BoolOp):
        other = " or " if isinstance(node.op, ast.And) else " and "
        yield node, other.join(f"({ast.unparse(value)})" for value in node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, ast.unparse(node.operand)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield node, str(node.value + 1)
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield node, str(not node.value)
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in CHOICES:
        yield node, CHOICES[node.func.id] + ast.unparse(node)[3:]


def _is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(each, ast.JoinedStr) or isinstance(getattr(each, "value", None), str) for each in ast.walk(node)
    )
