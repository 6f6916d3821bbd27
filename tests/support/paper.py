"""Printed pages as a reader's eye meets them: which text stands where."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

import pypdfium2
from pypdf import PdfReader

MM = 72 / 25.4
BAND = 17 * MM  # at the head and the foot of a sheet, where only the margin boxes print

# The texts of every question, block by block in the order of the document, whatever the style
# sheet shows. A formula, a picture and an address written out interrupt a text: \\0.
TEXTS = r"""() => {
  const found = []
  const blocks = 'h2,summary,p,li,dt,dd,td,th,figcaption,pre'
  const bare = '.dr-long:not(:has(> .dr-telling, > .dr-printed))'  // nothing stands for its code
  const skipped = '.katex,svg,.headerlink,nav,button,.dr-acts,script,style'
  for (const section of document.querySelectorAll('.dr-q')) {
    const texts = new Map()
    const walker = document.createTreeWalker(section, 5)  // elements and texts
    let node
    while ((node = walker.nextNode())) {
      const element = node.nodeType === 3 ? node.parentElement : node
      const holder = element.closest(blocks)
      if (!holder || element.closest('.dr-acts,nav,.headerlink')) continue
      const add = text => texts.set(holder, (texts.get(holder) ?? '') + text)
      if (element.closest(skipped)) { add('\0'); continue }
      if (node.nodeType !== 3) {
        if (node.matches('.dr-refs a, .dr-side, .dr-site, .dr-kind, sub')) add('\0')
        continue
      }
      const after = node.parentElement.closest('.dr-refs a') ? '\0' : ''
      add(node.data + after)
    }
    for (const [holder, text] of texts) found.push({
      question: section.querySelector('h2').id,
      block: holder.closest('.dr-q > details')?.className.split(' ')[0] ?? '',
      kind: holder.localName,
      part: holder.closest(bare) ? 'dr-fold'
        : holder.closest('.dr-fold, .dr-telling, .dr-printed, .dr-refs')?.classList[0] ?? '',
      shown: holder.checkVisibility(),
      table: [...document.querySelectorAll('table')].indexOf(holder.closest('table')),
      text,
    })
  }
  return found
}"""

# All that the style sheet leaves on paper, as one text.
VISIBLE = r"""() => {
  const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT)
  let text = '', node
  const silent = '.katex-mathml,.headerlink,title,style,desc,metadata'
  while ((node = walker.nextNode()))
    if (node.parentElement.checkVisibility() && !node.parentElement.closest(silent))
      text += node.data
  for (const link of document.querySelectorAll('.dr-refs a[href^="http"]'))
    if (link.checkVisibility()) text += link.href
  return text
}"""


@dataclass(frozen=True)
class Text:
    """A heading, paragraph, cell or code block of a question, as the page has it."""

    question: str
    block: str  # the kind of its block; empty above and below the blocks
    kind: str  # the element's name
    part: str  # dr-fold, the whole of long code; dr-telling and dr-printed, for it; dr-refs
    shown: bool  # whether the style sheet leaves it on paper
    table: int  # which of the page's tables it belongs to, or -1
    text: str


@dataclass(frozen=True)
class Place:
    """Where a printed character stands; y grows upwards."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass
class Found:
    """A text of the page and the places of its characters; none when it was not printed."""

    text: Text
    places: list[Place] = field(default_factory=list)
    lost: str = ''

    @property
    def pages(self) -> list[int]:
        return sorted({place.page for place in self.places})

    @property
    def height(self) -> float:
        """Its height on all pages together."""
        total = 0.0
        for page in self.pages:
            here = [place for place in self.places if place.page == page]
            total += max(place.top for place in here) - min(place.bottom for place in here)
        return total


def letters(text: str) -> str:
    """A text's letters and digits: spaces, hyphens and quotes differ between page and print."""
    folded = unicodedata.normalize('NFKC', text)
    return ''.join(character for character in folded if character.isalnum())


def count(text: str) -> Counter[str]:
    """How often each Latin letter occurs: equal counts mean nothing lost and nothing doubled."""
    return Counter(letter for letter in letters(text) if letter.isascii() and letter.isalpha())


@dataclass
class Print:
    """One page of the site, printed in one way."""

    data: bytes = field(repr=False)
    texts: Sequence[Text] = field(default=(), repr=False)
    visible: str = field(default='', repr=False)
    columns: int = 1

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(BytesIO(self.data))

    @cached_property
    def sheets(self) -> list[Sheet]:
        document = pypdfium2.PdfDocument(self.data)
        try:
            return [_sheet(document[number], number) for number in range(len(document))]
        finally:
            document.close()

    @cached_property
    def found(self) -> list[Found]:
        """Every text of the questions in the order of the page, with its places."""
        found = [Found(text) for text in self.texts]
        regions = self._regions()
        taken = {question: [bytearray(len(s)) for s, _ in r] for question, r in regions.items()}
        pieces = [
            (letters(piece), entry) for entry in found for piece in entry.text.text.split('\0')
        ]
        pieces.sort(key=lambda pair: -len(pair[0]))
        long = [pair for pair in pieces if len(pair[0]) >= 16]
        short = [pair for pair in pieces if 0 < len(pair[0]) < 16]
        groups = [
            [pair for pair in group if pair[1].text.shown == shown]
            for shown in (True, False)
            for group in (long, short)
        ]
        # Whole ones first, or a part could take another's letters; what could stand anywhere last,
        # and what the mode leaves out after that: it may say the same as something else.
        for group in groups:
            left = []
            for piece, entry in group:
                question = entry.text.question
                if not _find_whole(piece, regions[question], taken[question], entry):
                    left.append((piece, entry))
            for piece, entry in left:
                _find_split(piece, regions[entry.text.question], taken[entry.text.question], entry)
        for entry in found:
            entry.places.sort(key=lambda place: self.key(place.page, place.left, place.top))
        return found

    def _regions(self) -> dict[str, list[tuple[str, list[Place]]]]:
        """The letters of each question, column by column, from its heading to the next."""
        names = list(dict.fromkeys(text.question for text in self.texts))
        starts = [self.key(*start) for start in self._starts()]
        assert len(starts) == len(names), 'the outline is not the questions'
        regions: dict[str, dict[tuple[int, int], tuple[list[str], list[Place]]]]
        regions = {name: {} for name in names}
        for sheet in self.sheets:
            for letter, place in zip(sheet.body, sheet.places, strict=True):
                page, column, depth = self.key(place.page, place.left, place.top)
                number = bisect_right(starts, (page, column, depth + 8)) - 1
                if number >= 0:
                    column_of = regions[names[number]].setdefault((page, column), ([], []))
                    column_of[0].append(letter)
                    column_of[1].append(place)
        return {
            name: [(''.join(body), places) for _, (body, places) in sorted(columns.items())]
            for name, columns in regions.items()
        }

    def key(self, page: int, left: float, top: float) -> tuple[int, int, float]:
        """Where in the order of reading a point stands: its page, column and depth."""
        middle = self.sheets[page].width / 2
        return page, int(self.columns == 2 and left > middle), -top

    def _starts(self) -> Iterator[tuple[int, float, float]]:
        """Page and point of each question's heading, as the outline has it."""

        def walk(entries: Any) -> Iterator[Any]:
            for entry in entries:
                yield from walk(entry) if isinstance(entry, list) else [entry]

        for entry in list(walk(self.reader.outline))[1:]:
            page = self.reader.get_destination_page_number(entry)
            assert page is not None
            yield page, float(entry.left or 0), float(entry.top or 0)


@dataclass
class Sheet:
    """A printed page: its text, and its letters with their places without head and foot."""

    width: float
    height: float
    text: str
    body: str
    places: list[Place]
    margins: list[Place]


def _sheet(page: pypdfium2.PdfPage, number: int) -> Sheet:
    width, height = page.get_size()
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    body: list[str] = []
    places: list[Place] = []
    margins: list[Place] = []
    for index in range(textpage.count_chars()):
        characters = letters(textpage.get_text_range(index, 1))
        if not characters:
            continue
        place = Place(number, *textpage.get_charbox(index))
        if place.bottom < BAND or place.top > height - BAND:
            margins.append(place)
            continue
        body.append(characters)
        places.extend([place] * len(characters))
    return Sheet(width, height, text, ''.join(body), places, margins)


Columns = list[tuple[str, list[Place]]]


def _find_whole(wanted: str, columns: Columns, taken: list[bytearray], entry: Found) -> bool:
    """Take the first place where the text stands and no other was found."""
    for number, (body, _) in enumerate(columns):
        start = _first(wanted, body, taken[number])
        if start >= 0:
            _take([(number, start, len(wanted))], columns, taken, entry)
            return True
    return False


def _find_split(wanted: str, columns: Columns, taken: list[bytearray], entry: Found) -> None:
    """Take the parts of a text that is interrupted: it goes on behind others, or overleaf.

    It begins where the most of its beginning stands; another may begin alike.
    """
    likely = sorted(range(len(columns)), key=lambda n: -_longest(wanted, columns[n][0], taken[n]))
    for number in likely:
        if spans := _spans(wanted, columns, taken, number):
            _take(spans, columns, taken, entry)
            return
    entry.lost += wanted


def _take(
    spans: list[tuple[int, int, int]], columns: Columns, taken: list[bytearray], entry: Found
) -> None:
    for column, start, length in spans:
        taken[column][start : start + length] = b'\1' * length
        entry.places += columns[column][1][start : start + length]


def _spans(
    wanted: str, columns: Columns, taken: list[bytearray], number: int
) -> list[tuple[int, int, int]]:
    """Column, start and length of each part of a text that begins in a column; none if it does not.

    Where it goes on in the next column, the whole rest must be there or go on again.
    """
    if number == len(columns):
        return []
    body, used = columns[number][0], taken[number]
    start = _first(wanted, body, used)
    if start >= 0:
        return [(number, start, len(wanted))]
    longest = _longest(wanted, body, used)
    shortest = 8 if len(wanted) > 16 else 4
    for length in range(max(shortest, longest - 3), longest + 1):  # what follows may begin alike
        if rest := _spans(wanted[length:], columns, taken, number) or _spans(
            wanted[length:], columns, taken, number + 1
        ):
            return [(number, _first(wanted[:length], body, used), length), *rest]
    return []


def _longest(wanted: str, body: str, taken: bytearray) -> int:
    """The length of the longest beginning of a text that stands in a column."""
    low, high = 0, len(wanted) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _first(wanted[:middle], body, taken) >= 0:
            low = middle
        else:
            high = middle - 1
    return low


def _first(wanted: str, body: str, taken: bytearray) -> int:
    """Where a text first stands among what was not taken; -1 if it does not."""
    start = body.find(wanted)
    while start >= 0 and any(taken[start : start + len(wanted)]):
        start = body.find(wanted, start + 1)
    return start


@dataclass(frozen=True)
class Way:
    """One way to print a topic."""

    mode: str
    paper: str
    scheme: str = 'light'
    scripts: bool = True

    def __str__(self) -> str:
        return f'{self.mode}-{self.paper}-{self.scheme}' + ('' if self.scripts else '-no-script')


WAYS = (
    Way('study', 'A4'),
    Way('study', 'A4', scripts=False),
    Way('study', 'Letter', scheme='dark'),
    Way('everything', 'A4'),
    Way('short', 'A4'),
    Way('short', 'Letter', scheme='dark'),
    Way('questions', 'A4'),
    Way('questions', 'Letter', scheme='dark'),
)

# Every topic; in the other ways, a few. What is printed of everything is mostly what study has.
ON_A4 = (Way('study', 'A4'), Way('short', 'A4'), Way('questions', 'A4'))

Prints = dict[tuple[str, Way], Print]
