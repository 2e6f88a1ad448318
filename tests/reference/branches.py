"""Count how often each branch of the reference society is taken, so that equal hashes say something of every rule.

A branch is a conditional jump of the interpreter: an `if`, one part of an `and`, the next round or the end of a loop.
"""

import dis
import inspect
import sys
from collections import Counter
from pathlib import Path
from types import CodeType, FunctionType

from tests.reference import beliefs, commons, participation, quarrels, residents, society, ties, trust, voice

RULES = (beliefs, commons, participation, quarrels, residents, society, ties, trust, voice)
TOOL = sys.monitoring.PROFILER_ID
JUMPS = ("POP_JUMP", "FOR_ITER")


class BranchCount:
    """Counts while it is entered; `counts` by branch point, once for each of its two destinations."""

    def __init__(self):
        self.taken = Counter()
        self.codes = [code for module in RULES for code in _codes(module)]

    def __enter__(self):
        """Begin to count."""
        sys.monitoring.use_tool_id(TOOL, "branches")
        sys.monitoring.register_callback(TOOL, sys.monitoring.events.BRANCH, self._take)
        for code in self.codes:
            sys.monitoring.set_local_events(TOOL, code, sys.monitoring.events.BRANCH)
        return self

    def __exit__(self, *_):
        """End counting."""
        for code in self.codes:
            sys.monitoring.set_local_events(TOOL, code, 0)
        sys.monitoring.free_tool_id(TOOL)

    def _take(self, code, offset, destination):
        self.taken[code, offset, destination] += 1

    def counts(self) -> dict[str, tuple[int, int]]:
        """Return of each branch point, by file, line and column, how often the rarer and the other way was taken."""
        ways = {}
        for (code, offset, _), n in self.taken.items():
            ways.setdefault((code, offset), []).append(n)
        counted = {}
        for code in self.codes:
            for instruction in dis.get_instructions(code):
                if instruction.opname.startswith(JUMPS):
                    where = instruction.positions
                    place = f"{Path(code.co_filename).name}:{where.lineno}:{where.col_offset} {code.co_qualname}"
                    taken = sorted([*ways.get((code, instruction.offset), []), 0, 0])[-2:]
                    before = counted.get(place, (0, 0))
                    counted[place] = (before[0] + taken[0], before[1] + taken[1])
        return counted


def _codes(module) -> list[CodeType]:
    """Return the code of every function of a module, those within functions too."""
    functions = [thing for thing in vars(module).values() if isinstance(thing, FunctionType)]
    for kind in vars(module).values():
        if inspect.isclass(kind):
            functions += [thing.fget if isinstance(thing, property) else thing for thing in vars(kind).values()]
    found, codes = [f.__code__ for f in functions if isinstance(f, FunctionType)], []
    while found:
        code = found.pop()
        if code.co_filename == module.__file__:
            codes.append(code)
        found += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return codes
