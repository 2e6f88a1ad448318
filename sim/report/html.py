"""A page made of headings, paragraphs, tables and figures, written as one HTML file that needs nothing else."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGE_TAGS = {"en": "en", "zh": "zh-Hans"}


@dataclass(frozen=True)
class Table:
    """A table: caption, headings, rows of text; columns from the number `n_words` on hold numbers."""

    caption: str
    headings: list[str]
    rows: list[list[str]]
    n_words: int = 1


@dataclass(frozen=True)
class Figure:
    """A figure: SVG made by the program, and what it shows in words."""

    svg: str
    alternative: str


@dataclass(frozen=True)
class Section:
    """One section of a page, its parts in order."""

    heading: str
    paragraphs: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    code: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """A whole page."""

    title: str
    subtitle: str
    sections: list[Section]


def to_html(page: Page, lang: str) -> bytes:
    """Return a page as HTML; every text is escaped, figures alone are taken as they are."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text: str = environment.get_template("page.html").render(page=page, lang=LANGUAGE_TAGS[lang])
    return (text.rstrip() + "\n").encode("utf-8")


def inline(svg: bytes) -> str:
    """Return an SVG file as it may stand inside HTML: without the heading that makes it a file of its own."""
    text = svg.decode("utf-8")
    return text[text.index("<svg") :].strip()


def cells(row: Any) -> list[str]:
    """Return a row of texts as a list."""
    return [str(cell) for cell in row]
