"""Make the font of the figures, "Zizhi Sans SC", a renamed subset of Noto Sans CJK SC (SIL Open Font License 1.1).

Needs the collection NotoSansCJK-Regular.ttc (Debian: fonts-noto-cjk), and the folders and files whose characters the
figures may show::

    python sim/figures/fonts/make_subset.py NotoSansCJK-Regular.ttc . FOLDER …
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Zizhi Sans SC"
TARGET = Path(__file__).with_name("ZizhiSansSC-Regular.otf")
SOURCE_FAMILY = "Noto Sans CJK SC"
TEXTS = {".py", ".md", ".po", ".yaml", ".csv", ".txt", ".toml", ".ipynb", ".cff", ".html"}
SYMBOLS = "–—‘’“”•…‰′″€→←↑↓↔⇒∑√∞≈≠≤≥∈∩∪−×÷±·○●□■△▲▽▼◇◆☆★✓✗№℃〇①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"


def common_characters() -> set[str]:
    """Return ASCII, Latin-1, Greek, signs, and the punctuation and 6,763 Chinese characters of GB 2312."""
    characters = {chr(code) for block in ((0x20, 0x7F), (0xA0, 0x100), (0x391, 0x3CA)) for code in range(*block)}
    for row in (1, 3, *range(16, 88)):
        for cell in range(1, 95):
            characters.update(bytes((row + 0xA0, cell + 0xA0)).decode("gb2312", errors="ignore"))
    wide = {character for character in characters if character > "\uff00" and character.isalnum()}
    return characters - wide | set(SYMBOLS)


def characters_of(places: list[Path]) -> set[str]:
    """Return the characters of all texts under folders or in files; hidden folders are left out."""
    characters: set[str] = set()
    for place in places:
        for path in [place, *sorted(place.rglob("*"))] if place.is_dir() else [place]:
            hidden = any(part.startswith(".") for part in path.relative_to(place).parts)
            if path.is_file() and path.suffix in TEXTS and not hidden:
                characters.update(path.read_text(encoding="utf-8", errors="ignore"))
    return {character for character in characters if character.isprintable()}


def rename(font: TTFont) -> None:
    """Give every name of the font to the new family, keeping copyright and licence; empty the others."""
    names = {1: FAMILY, 2: "Regular", 3: f"{FAMILY} 1.0", 4: f"{FAMILY} Regular", 6: TARGET.stem}
    kept = [record for record in font["name"].names if record.nameID in (0, 13, 14)]
    font["name"].names = kept
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    compact = font["CFF "].cff
    compact.fontNames = [TARGET.stem]
    top = compact.topDictIndex[0]
    top.FullName, top.FamilyName = f"{FAMILY} Regular", FAMILY


def make(source: Path, places: list[Path], target: Path = TARGET) -> int:
    """Write the subset and return how many characters it holds."""
    font = next(face for face in TTCollection(source, lazy=True).fonts if face["name"].getDebugName(1) == SOURCE_FAMILY)
    options = subset.Options(
        layout_features=[],
        hinting=False,
        notdef_outline=True,
        name_IDs=["*"],
        drop_tables=["VORG", "vhea", "vmtx"],
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(character) for character in common_characters() | characters_of(places)])
    cutter.subset(font)
    rename(font)
    font.recalcTimestamp = False
    font.save(target)
    return len(TTFont(target).getBestCmap())


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    print(make(Path(sys.argv[1]), [Path(word) for word in sys.argv[2:]]), "characters")
