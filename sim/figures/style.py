"""How every figure looks: fonts that show Chinese on any machine, colours safe for the colour-blind, plain axes."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.figure import Figure

OWN_FAMILY = "Zizhi Sans SC"
OWN_FONT = Path(__file__).parent / "fonts" / "ZizhiSansSC-Regular.otf"
SYSTEM_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
)

# Okabe and Ito (2008), Color Universal Design, by what a colour stands for rather than by its name.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILLION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
GREY, PALE = "#6B6B6B", "#DDDDDD"
PALETTE = (BLUE, ORANGE, GREEN, VERMILLION, PURPLE, SKY, YELLOW, BLACK)
LINE_STYLES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1, 1, 1)))


@cache
def families() -> list[str]:
    """Register the font that comes with the program and return the families to try, glyph by glyph.

    Returns
    -------
    list of str
        Matplotlib's own Latin font, then the Chinese fonts that the machine has, then ours. Matplotlib falls back from
        one to the next only when ``font.family`` itself is such a list of families that exist.
    """
    font_manager.fontManager.addfont(OWN_FONT)
    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    return ["DejaVu Sans", *(family for family in SYSTEM_FAMILIES if family in installed), OWN_FAMILY]


def settings(font_families: list[str] | None = None) -> dict[Any, Any]:
    """Return Matplotlib's settings for our figures; the families may be given, e.g. to leave the machine's own out."""
    return {
        "font.family": font_families or families(),
        "font.size": 10.0,
        "axes.titlesize": 11.0,
        "axes.titlelocation": "left",
        "axes.titleweight": "normal",
        "axes.labelsize": 9.5,
        "xtick.labelsize": 9.0,
        "ytick.labelsize": 9.0,
        "legend.fontsize": 9.0,
        "legend.frameon": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": PALE,
        "grid.linewidth": 0.6,
        "lines.linewidth": 1.8,
        "figure.facecolor": "white",
        "savefig.dpi": 100,
        "svg.fonttype": "none",
        "svg.hashsalt": "zizhi",
    }


@contextmanager
def styled(font_families: list[str] | None = None) -> Iterator[None]:
    """Draw with our settings inside the block and leave Matplotlib's global settings as they were."""
    families()
    with matplotlib.rc_context(settings(font_families)):
        yield


def rendered(
    figure: Figure, form: str = "png", font_families: list[str] | None = None, outlines: bool = False
) -> bytes:
    """Return a figure as the bytes of a file (``"png"``, ``"svg"`` or ``"pdf"``) that holds no date and no name.

    With `outlines` the letters of an SVG are drawn, so that a reader's machine needs no font for them.
    """
    buffer = BytesIO()
    with styled(font_families), matplotlib.rc_context({"svg.fonttype": "path"} if outlines else {}):
        metadata = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(form, {})
        figure.savefig(buffer, format=form, metadata=metadata)
    return buffer.getvalue()
