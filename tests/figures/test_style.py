"""The font that comes with the program holds what figures may show; the palette is safe for the colour-blind."""

import subprocess
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from sim.figures import style

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def characters():
    return {chr(code) for code in TTFont(style.OWN_FONT).getBestCmap()}


def test_font_is_small_renamed_and_licensed():
    assert style.OWN_FONT.stat().st_size < 1_500_000
    names = TTFont(style.OWN_FONT)["name"].names
    shown = {record.toUnicode() for record in names if record.nameID not in (0, 13, 14)}
    assert style.OWN_FAMILY in shown and not any("Noto" in name for name in shown)
    assert "SIL OPEN FONT LICENSE" in style.OWN_FONT.with_name("OFL.txt").read_text(encoding="utf-8")


def test_font_holds_ascii_and_the_common_characters(characters):
    level_one = {
        bytes((row + 0xA0, cell + 0xA0)).decode("gb2312", errors="ignore")
        for row in range(16, 56)
        for cell in range(1, 95)
    } - {""}
    assert len(level_one) == 3755
    assert level_one <= characters
    assert set(map(chr, range(0x20, 0x7F))) | set(",。、:;?!()《》“”‘’—…·〇") <= characters


def test_font_holds_every_chinese_character_of_the_repository(characters):
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    texts = [ROOT / name for name in tracked] or [*(ROOT / "sim").rglob("*.po"), *(ROOT / "sim").rglob("*.py")]
    kinds = {".py", ".po", ".md", ".yaml", ".csv"}
    used = set("".join(path.read_text(encoding="utf-8") for path in texts if path.suffix in kinds and path.exists()))
    chinese = {character for character in used if "\u4e00" <= character <= "\u9fff"}
    assert len(chinese) > 100
    assert sorted(chinese - characters) == []


def test_font_holds_every_character_of_the_sources_and_the_streets(characters, shared):
    texts = [*shared.glob("spec/*.md"), *shared.glob("sources/*"), *shared.glob("data/shanghai/*.csv")]
    used = {each for path in texts for each in path.read_text(encoding="utf-8") if "\u4e00" <= each <= "\u9fff"}
    assert len(texts) > 10 and len(used) > 1000
    assert sorted(used - characters) == []


def test_our_font_is_the_last_resort():
    assert style.families()[-1] == style.OWN_FAMILY and style.families()[0] == "DejaVu Sans"


def test_no_two_colours_of_the_palette_are_alike():
    assert len(set(style.PALETTE)) == len(style.PALETTE) == 8
