"""Every topic on paper: in every mode, on A4 and Letter, without scripts and from dark mode."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from support.paper import MM, WAYS, Found, Print, Prints, Sheet, Way, count, letters
from support.tree import read

import pdf
from guide.render.code import TALL

TITLES = ('h2', 'summary')
WHOLE = [way for way in WAYS if way.mode in ('study', 'everything')]
SHORT = [way for way in WAYS if way.mode == 'short']
BARE = [way for way in WAYS if way.mode == 'questions']
TOP, BOTTOM, LEFT, RIGHT = 19 * MM, 18 * MM, 20 * MM, 16 * MM

every_way = pytest.mark.parametrize('way', WAYS, ids=str)


def of(prints: Prints, way: Way) -> list[tuple[str, Print]]:
    return [(topic, printed) for (topic, other), printed in prints.items() if other == way]


def lost(found: list[Found]) -> list[str]:
    return [f'{entry.text.question}: {entry.lost}' for entry in found if entry.lost]


def wanted(mode: str, entry: Found) -> bool:
    """Whether a mode prints a text of a question: what the issue promised, not the style sheet."""
    text = entry.text
    if mode == 'everything':
        return text.part not in ('dr-telling', 'dr-printed')
    if mode == 'study':
        return text.part not in ('dr-fold', 'dr-refs')
    if mode == 'short' and text.block == 'followup':
        return text.kind == 'summary' and not text.part
    if mode == 'short':
        return text.kind == 'h2' or (text.block in ('answer', 'rubric') and text.kind != 'summary')
    return text.kind == 'h2'


@every_way
def test_every_text_is_there_whole(prints: Prints, way: Way) -> None:
    for topic, printed in of(prints, way):
        assert len(printed.found) > 10, topic
        assert not lost([entry for entry in printed.found if wanted(way.mode, entry)]), topic


@every_way
def test_no_letter_is_lost_or_doubled(prints: Prints, way: Way) -> None:
    for topic, printed in of(prints, way):
        on_paper = count(''.join(sheet.body for sheet in printed.sheets))
        assert on_paper == count(printed.visible), topic


@every_way
def test_texts_are_in_the_order_of_the_page(prints: Prints, way: Way) -> None:
    """Headings, titles, paragraphs and code; the cells of a table stand side by side."""
    for topic, printed in of(prints, way):
        before = (0, 0, -10_000.0)
        for entry in printed.found:
            if not wanted(way.mode, entry) or len(letters(entry.text.text.split('\0')[0])) < 40:
                continue
            if entry.text.kind not in ('h2', 'p', 'pre') or not entry.text.block:
                continue
            first = entry.places[0]
            here = printed.key(first.page, first.left, first.top)
            assert before <= here, f'{topic}: {entry.text.text[:60]}'
            before = here


@every_way
def test_no_title_ends_a_page_or_a_column(prints: Prints, way: Way) -> None:
    """What follows a heading or the title of a block starts below it, on the same page."""
    for topic, printed in of(prints, way):
        shown = [entry for entry in printed.found if entry.places and not entry.lost]
        for entry, following in pairwise(shown):
            if entry.text.kind not in TITLES or not wanted(way.mode, following):
                continue
            if way.mode == 'short' and entry.text.block == 'followup':
                continue  # a line by itself: its answer is not printed
            if following.text.question == entry.text.question:
                last, first = entry.places[-1], following.places[0]
                what = f'{topic}: {entry.text.text!r} ends page {last.page + 1}'
                assert (last.page, True) == (first.page, first.bottom < last.top), what


@pytest.mark.parametrize('way', SHORT, ids=str)
def test_a_question_stands_above_its_spoken_answer(prints: Prints, way: Way) -> None:
    """Not at the foot of a column with its facts, and the answer at the head of the next.

    Where a problem stands above the answer, it is what follows.
    """
    for topic, printed in of(prints, way):
        shown = [entry for entry in printed.found if entry.places]
        heads = [entry for entry in shown if entry.text.kind == 'h2']
        answers = [
            entry
            for entry in shown
            if entry.text.block == 'answer'
            or (not entry.text.block and entry.text.kind in ('p', 'pre'))
        ]
        first = {entry.text.question: entry.places[0] for entry in reversed(answers)}
        assert heads, topic
        for head in heads:
            last, answer = head.places[-1], first[head.text.question]
            assert (last.page, True) == (answer.page, answer.bottom < last.top), head.text.text


@pytest.mark.parametrize('way', WHOLE, ids=str)
def test_no_block_is_split_that_fits_on_a_page(prints: Prints, way: Way) -> None:
    for topic, printed in of(prints, way):
        split = [entry for entry in splittable(printed) if len(entry.pages) > 1]
        split = [entry for entry in split if entry.text.text.count('\n') <= TALL]
        for entry in split:
            room = printed.sheets[0].height - TOP - BOTTOM
            # what a long block has above and below it, and the head that a table repeats
            assert entry.height > room - 25 * MM, f'{topic}: {entry.text.text[:80]!r}'


def splittable(printed: Print) -> list[Found]:
    """Code blocks, whole tables, captions, and the spoken answers."""
    blocks = [
        entry
        for entry in printed.found
        if entry.text.kind in ('pre', 'figcaption')
        or (entry.text.block == 'answer' and entry.text.kind == 'p')
    ]
    tables: dict[int, Found] = {}
    for entry in printed.found:
        if entry.text.table >= 0:
            whole = tables.setdefault(entry.text.table, Found(entry.text))
            if len(letters(entry.text.text)) > 8:  # short cells could be found elsewhere
                whole.places += entry.places
    return blocks + list(tables.values())


@every_way
def test_nothing_runs_off_the_page(prints: Prints, way: Way) -> None:
    for topic, printed in of(prints, way):
        for number, sheet in enumerate(printed.sheets, 1):
            for place in (*sheet.places, *sheet.margins):
                inside = place.left >= LEFT - MM and place.right <= sheet.width - RIGHT + MM
                assert inside, f'{topic}, page {number}: {place}'
            for place in sheet.places:
                above = place.bottom >= BOTTOM - 2 * MM and place.top <= sheet.height - TOP + 2 * MM
                assert above, f'{topic}, page {number}: {place}'


@pytest.mark.parametrize('way', WHOLE, ids=str)
def test_sheets_are_full(prints: Prints, way: Way) -> None:
    """Nine tenths on average; the last of a topic aside, hardly one is less than 60% full.

    A figure or a table that fits nowhere else leaves one so, now and then.
    """
    fills = [fill(sheet) for _, printed in of(prints, way) for sheet in printed.sheets[:-1]]
    assert sum(fills) / len(fills) > 0.86
    assert sum(filled < 0.6 for filled in fills) <= 0.02 * len(fills)


def fill(sheet: Sheet) -> float:
    """How much of a sheet's height its text takes, from 0 to 1."""
    top, lowest = sheet.height - TOP, min(place.bottom for place in sheet.places)
    return (top - lowest) / (top - BOTTOM)


@pytest.mark.parametrize('way', [way for way in WAYS if way.paper == 'A4'], ids=str)
def test_the_menu_says_about_how_many_sheets(prints: Prints, way: Way, built_site: Path) -> None:
    for topic, printed in of(prints, way):
        menu = read(built_site / 'questions' / topic / 'index.html').one(
            'a', data_dr_print=way.mode
        )
        said = int(menu.text.split('about ')[1].split()[0])
        sheets = len(printed.sheets)
        assert abs(said - sheets) <= max(1, 0.12 * sheets), f'{topic}: {said}, in fact {sheets}'


@every_way
def test_every_page_has_text_a_head_and_a_foot(prints: Prints, way: Way) -> None:
    """A page that holds nothing else is a blank page."""
    for topic, printed in of(prints, way):
        total = len(printed.sheets)
        name = str(printed.reader.outline[0].title)  # type: ignore[union-attr]
        for number, sheet in enumerate(printed.sheets, 1):
            assert len(sheet.body) > 20, f'{topic}: page {number} is blank'
            assert f'Dry Run · {name}' in sheet.text
            assert f'{number} of {total}' in sheet.text
            assert f'/questions/{topic}/' in sheet.text


@every_way
def test_the_paper_has_the_size_that_was_asked_for(prints: Prints, way: Way) -> None:
    width, height = (210 * MM, 297 * MM) if way.paper == 'A4' else (612, 792)
    for _, printed in of(prints, way):
        for sheet in printed.sheets:
            assert (sheet.width, sheet.height) == pytest.approx((width, height), abs=1)


@every_way
def test_fonts_are_embedded_and_the_file_is_tagged(prints: Prints, way: Way) -> None:
    for topic, printed in of(prints, way):
        catalog = printed.reader.root_object
        assert catalog['/MarkInfo']['/Marked'], topic  # type: ignore[index]
        assert '/StructTreeRoot' in catalog
        for page in printed.reader.pages:
            assert not_embedded(page) == [], topic


def not_embedded(page: Any) -> list[str]:
    missing = []
    for font in page['/Resources'].get('/Font', {}).values():
        font = font.get_object()
        for kind in font.get('/DescendantFonts', [font]):
            kind = kind.get_object()
            descriptor = kind.get('/FontDescriptor', {})
            embedded = any(f'/FontFile{version}' in descriptor for version in ('', '2', '3'))
            if kind['/Subtype'] != '/Type3' and not embedded:
                missing.append(str(kind['/BaseFont']))
    return missing


@every_way
def test_the_outline_is_the_questions(
    prints: Prints, way: Way, questions: list[dict[str, Any]]
) -> None:
    for topic, printed in of(prints, way):
        titles = [pdf.once(letters(title)) for title in outline(printed.reader.outline)]
        expected = [
            letters(question['question']) for question in questions if question['topic'] == topic
        ]
        assert titles[1:] == expected


def outline(entries: Any) -> list[str]:
    found = []
    for entry in entries:
        found += outline(entry) if isinstance(entry, list) else [str(entry.title)]
    return found


@pytest.mark.parametrize('way', SHORT + BARE, ids=str)
def test_a_short_print_leaves_the_depth_out(prints: Prints, way: Way) -> None:
    hidden = {'depth', 'followup', 'pitfall'} | ({'answer'} if way.mode == 'questions' else set())
    for topic, printed in of(prints, way):
        for entry in printed.found:
            long = len(letters(entry.text.text)) > 60
            if entry.text.block in hidden and entry.text.kind in ('p', 'pre') and long:
                assert entry.lost, f'{topic}: {entry.text.text[:60]}'


@pytest.mark.parametrize('way', BARE, ids=str)
def test_the_key_stands_on_the_last_sheets_numbered(
    prints: Prints, way: Way, questions: list[dict[str, Any]]
) -> None:
    for topic, printed in of(prints, way):
        title = 'Key: what a strong answer covers'
        start = [n for n, sheet in enumerate(printed.sheets) if title in sheet.text]
        assert len(start) == 1, topic
        asked = max(e.places[0].page for e in printed.found if e.text.kind == 'h2' and e.places)
        assert asked == start[0] - 1, topic
        key = ''.join(sheet.body for sheet in printed.sheets[start[0] :])
        titles = [letters(q['question']) for q in questions if q['topic'] == topic]
        for number, name in enumerate(titles, 1):
            assert f'{number}{name}' in key, f'{topic}: {name}'


@pytest.mark.parametrize('way', WHOLE, ids=str)
def test_the_glossary_defines_every_concept_that_is_mentioned(
    prints: Prints, way: Way, built_site: Path
) -> None:
    for topic, printed in of(prints, way):
        page = read(built_site / 'questions' / topic / 'index.html')
        paper = ''.join(sheet.body for sheet in printed.sheets)
        mentioned = {link.get('title') for link in page.all('a', cls='dr-concept')}
        assert mentioned, topic
        glossary = paper[paper.rindex('Glossary') :]
        for definition in mentioned:
            assert letters(definition) in glossary or split_in(letters(definition), glossary)


def split_in(wanted: str, text: str) -> bool:
    """Whether a text stands in two pieces, at the end of one column and the head of the next."""
    return any(wanted[:n] in text and wanted[n:] in text for n in range(12, len(wanted) - 12))


@every_way
def test_paper_is_white_also_from_dark_mode(prints: Prints, way: Way) -> None:
    """Ink is what is read: a tenth of a sheet at most."""
    for topic, printed in of(prints, way):
        document = pypdfium2.PdfDocument(printed.data)
        for number in range(0, len(document), 7):
            pixels = document[number].render(scale=0.3, grayscale=True).to_numpy()
            assert (pixels < 128).mean() < 0.1, f'{topic}, page {number + 1}'
        document.close()
