"""Notebooks of any shape: a page that says what they say, or one line that says what is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from support.pages import CONCEPTS, LOCK, PAGE, PATH, recorded

from guide.bank import bank
from guide.bank.runs import LOCKS
from guide.model import Page
from guide.source import notebooks

NAME = 'notebooks/k-means.ipynb'
SVG = '<svg viewBox="0 0 9 9"></svg>'
TITLE = {'cell_type': 'markdown', 'source': ['# K-means\n', '\n', 'In words.']}
DESCRIPTION = 'How a notebook becomes a page: "so".'


def code(source: object = 'f()', *outputs: object, **extra: Any) -> dict[str, Any]:
    return {'cell_type': 'code', 'source': source, 'outputs': outputs} | extra


def text(source: object) -> dict[str, Any]:
    return {'cell_type': 'markdown', 'source': source}


def printed(text: object, name: str = 'stdout') -> dict[str, Any]:
    return {'output_type': 'stream', 'name': name, 'text': text}


def shows(**data: object) -> dict[str, Any]:
    kinds = {key.replace('_', '/', 1).replace('svg', 'svg+xml'): data[key] for key in data}
    return {'output_type': 'display_data', 'data': kinds}


def drawn(**metadata: object) -> dict[str, Any]:
    return code('plot()', shows(image_svg=SVG, text_plain='<Figure>'), metadata=metadata)


def notebook(*cells: object, **extra: Any) -> str:
    data = {'nbformat': 4, 'nbformat_minor': 4, 'metadata': {'description': DESCRIPTION}}
    return json.dumps(data | {'cells': [TITLE, *cells]} | extra, indent=1, ensure_ascii=False)


def read(source: str, path: str = NAME) -> Page:
    """The page of a notebook without a problem."""
    page, problems = notebooks.read(path, source)
    assert problems == []
    assert page is not None
    return page


def body(*cells: object) -> str:
    """The part of the page that the cells after the title become."""
    return read(notebook(*cells)).text.split('{ .dr-download }\n\n')[1]


def problems_of(source: str) -> list[str]:
    """Every problem in a notebook, as `line: message`."""
    _, problems = notebooks.read(NAME, source)
    assert {problem.path for problem in problems} <= {f'docs/{NAME}'}
    return [f'{problem.line}: {problem.message}' for problem in sorted(problems)]


def expect(source: str, at: str, says: str, after: str = '') -> None:
    """The notebook has one problem, on the line where a text stands (behind another)."""
    (problem,) = problems_of(source)
    line = source.count('\n', 0, source.index(at, source.index(after))) + 1
    assert problem.startswith(f'{line}: '), problem
    assert says in problem


def test_cells_become_markdown_with_their_output() -> None:
    page = read(notebook(code(['print(3)\n', 'print()'], printed(['3\n', '\n']))))
    assert page.text.startswith(f'---\ndescription: {json.dumps(DESCRIPTION)}\n---\n\n# K-means\n')
    assert 'In words.\n\n[Download this notebook](k-means.ipynb){ .dr-download }' in page.text
    assert page.text.endswith('```python {group="notebook"}\nprint(3)\nprint()\n#> 3\n#>\n```\n')
    assert (page.path, page.heading, page.description) == (NAME, 'K-means', DESCRIPTION)


def test_a_title_in_the_metadata_is_the_pages() -> None:
    metadata = {'title': 'K', 'description': DESCRIPTION}
    assert read(notebook(cells=[code('f()')], metadata=metadata)).heading == 'K'


@pytest.mark.parametrize('minor', [0, 1, 2, 3, 4, 5, 6])
def test_every_minor_version_is_read(minor: int) -> None:
    """Ids came with 4.5; Jupyter reads notebooks of it without them too."""
    page = read(notebook(code('f()'), code('g()'), nbformat_minor=minor))
    assert [fence.source for fence in page.fences] == ['f()', 'g()']


@pytest.mark.parametrize(
    'source',
    [
        'a = 1\n\nb = 2',
        ['a = 1\n', '\n', 'b = 2'],
        ['a = ', '1\n\n', 'b =', ' 2\n'],
        ['\na = 1\n\nb = 2'],
    ],
    ids=['text', 'lines', 'pieces', 'one piece'],
)
def test_a_text_may_stand_in_pieces(source: object) -> None:
    assert body(code(source)) == '```python {group="notebook"}\na = 1\n\nb = 2\n```\n'


def test_nothing_is_shown_of_an_empty_cell() -> None:
    assert body(text(''), code([]), {'cell_type': 'raw', 'source': '\n'}, text('x')) == 'x\n'


def test_a_raw_cell_is_text() -> None:
    assert body({'cell_type': 'raw', 'source': 'a <b>'}) == '```text\na <b>\n```\n'


@pytest.mark.parametrize('marks', ['```', '`````'])
def test_marks_of_a_block_inside_a_cell_do_not_end_it(marks: str) -> None:
    page = read(notebook(code(f's = """\n{marks}\n"""'), text('# after')))
    assert [fence.source for fence in page.fences] == [f's = """\n{marks}\n"""']
    assert page.fences[0].marks == f'{marks}`'


def test_code_is_shown_as_python_markdown_shows_it() -> None:
    """What it would change is changed before, or the block would not be known to have run."""
    assert '\n    return 1\n\nf()\n' in body(code('def f():\n\treturn 1  \n   \nf()'))


@pytest.mark.parametrize(
    ('outputs', 'lines'),
    [
        ([], []),
        ([printed('a\nb\n')], ['a', 'b']),
        ([printed(['a\n', 'b'])], ['a', 'b']),
        ([printed('a'), printed('b\n'), printed('c')], ['ab', 'c']),
        ([{'output_type': 'stream', 'text': 'a'}], ['a']),
        ([printed('')], []),
        ([printed('\n\n')], ['', '']),
        ([printed('\x1b[1;31mred\x1b[0m \x1b]8;;x\x1b\\link\x1b]8;;\x07\n')], ['red link']),
        ([printed('a\tb  \n')], ['a       b']),
        ([printed('a\r\nb')], ['a', 'b']),
        ([shows(text_plain=['1\n', '2'])], ['1', '2']),
        ([printed('a'), shows(text_plain='1'), printed('b')], ['a', '1', 'b']),
        ([shows()], []),
    ],
)
def test_what_a_cell_prints_is_shown_line_by_line(outputs: list[Any], lines: list[str]) -> None:
    (fence,) = read(notebook(code('f()', *outputs))).fences
    assert fence.source == '\n'.join(['f()', *(f'#> {line}'.rstrip() for line in lines)])


class Output(dict[str, Any]):
    """An output as nbformat keeps it in memory, with texts in one piece."""

    def __getattr__(self, name: str) -> Any:
        return self[name]


def test_a_notebook_in_memory_prints_what_its_page_shows() -> None:
    """The examples tests compare this when they run a notebook again."""
    outputs = [printed('a\x1b[0m\n'), printed('b'), shows(text_plain='1\n2'), shows(image_svg=SVG)]
    assert notebooks.printed({'outputs': map(Output, outputs)}) == ['a', 'b', '1', '2']


def test_a_picture_becomes_a_figure() -> None:
    page = read(notebook(drawn(alt='Two groups', caption='Two groups.') | {'id': 'picture'}))
    shown = '![Two groups](../assets/figures/k-means-picture.svg "Two groups.")\n'
    header = '```python {group="notebook" draws="k-means-picture.svg"}'
    assert page.text.endswith(f'{header}\nplot()\n```\n\n{shown}')
    assert page.figures == {'k-means-picture.svg': SVG}
    assert [image.alt for image in page.images] == ['Two groups']


@pytest.mark.parametrize('ids', [[{}, {}], [{'id': 'x'}] * 2, [{'id': '../x'}, {'id': 5}]])
def test_every_picture_has_a_name_of_its_own(ids: list[dict[str, Any]]) -> None:
    """Ids may be missing, stand there twice, or be none."""
    page = read(notebook(*(drawn(alt='A') | identifier for identifier in ids)))
    assert len(page.figures) == 2
    assert all(page.text.count(f'figures/{name})') == 1 for name in page.figures)


def test_a_figure_is_named_by_what_a_file_name_can_hold() -> None:
    page = read(notebook(drawn(alt='A')), 'notebooks/more/K & means.ipynb')
    assert page.figures.keys() == {'K-means-cell-2.svg'}
    assert '(../../assets/figures/K-means-cell-2.svg)' in page.text
    assert '(K%20%26%20means.ipynb)' in page.text


def test_signs_in_the_words_for_a_picture_mean_themselves() -> None:
    page = read(notebook(drawn(alt='a ] "b" $x$', caption='`c` "d"')))
    assert '![a &#93; &#34;b&#34; &#36;x&#36;](' in page.text
    assert page.text.endswith('"&#96;c&#96; &#34;d&#34;")\n')


NO_NOTEBOOK = {
    'nothing': ('', 1, 'no JSON: Expecting value'),
    'no JSON': ('{', 1, 'no JSON: Expecting property name'),
    'marks of a merge': ('{\n "cells": [\n<<<<<<< HEAD\n', 3, 'no JSON: Expecting value'),
    'a number only to Python': ('{\n "a": "NaN",\n "b": [NaN]\n}', 3, 'NaN is a number to Python'),
    'minus infinity': ('\n-Infinity', 2, '-Infinity is a number to Python'),
    'a number too long': (f'{{"a": {"1" * 5000}}}', 1, 'no JSON: Exceeds the limit'),
    'nested too deeply': ('[' * 100_000, 1, 'no JSON: nested too deeply'),
    'a list': ('\n[]', 2, 'no notebook: expected an object, found a list'),
    'null': ('null', 1, 'no notebook: expected an object, found null'),
    'another object': ('{"metadata": {}}', 1, "no notebook: expected 'nbformat' and 'cells'"),
    'no format': ('{"cells": []}', 1, "'nbformat' is nothing; expected 4"),
    'an old format': ('{"worksheets": [],\n"nbformat": 3}', 2, "'nbformat' is 3; expected 4: open"),
    'a new format': ('{\n"nbformat": 5, "cells": []}', 2, "'nbformat' is 5; expected 4: open"),
    'a format in words': ('{"nbformat": "4", "cells": []}', 1, "'nbformat' is '4'; expected 4"),
    'no cells': ('{"nbformat": 4}', 1, "'cells' should be a list, found nothing"),
    'cells that are no list': ('{"nbformat": 4,\n"cells": {}}', 2, 'a list, found an object'),
    'no cell': ('{"nbformat": 4,\n"cells": []}', 2, 'no cell has anything to show'),
}


@pytest.mark.parametrize(('source', 'line', 'says'), NO_NOTEBOOK.values(), ids=NO_NOTEBOOK)
def test_what_is_no_notebook_is_one_problem(source: str, line: int, says: str) -> None:
    built, problems = bank.build({PATH: PAGE, bank.vocabulary.PATH: CONCEPTS, NAME: source})
    (problem,) = problems
    assert (problem.path, problem.line) == (f'docs/{NAME}', line)
    assert says in problem.message
    assert NAME not in built.by_path
    assert notebooks.tidied(NAME, source) is None


def test_a_comma_too_many_is_named_with_its_line() -> None:
    """Each version of Python says it in its own words."""
    source = notebook().replace('"In words."\n', '"In words.",\n')
    (problem,) = problems_of(source)
    line = source[: source.index('"In words."')].count('\n') + 1
    assert problem.startswith((f'{line}: no JSON: ', f'{line + 1}: no JSON: '))


FAULTS: Mapping[str, tuple[object, str, str]] = {
    'a cell that is none': ('# x', '"# x"', "a cell should be an object, found '# x'"),
    'a cell of no kind': ({'source': 'x'}, '{', "'cell_type' is nothing; expected"),
    'an unknown kind': ({'cell_type': 'x'}, '"x"', "'cell_type' is 'x'; expected markdown, code"),
    'source of a wrong type': (text(5), '5', "'source' should be text, found 5"),
    'source that is null': (text(None), 'null', "'source' should be text, found null"),
    'a line of a wrong type': (code(['x\n', 6]), '6', "an entry of 'source' should be text"),
    'outputs of a wrong type': (code() | {'outputs': 'x'}, '"x"', "'outputs' should be a list"),
    'an output that is none': (code('f()', 7), '7', 'an output should be an object, found 7'),
    'an unknown output': (code('f()', {'output_type': 'x'}), '"x"', "'output_type' is 'x'"),
    'an unknown stream': (code('f()', printed('a', 'x')), '"name"', "'name' is 'x'; expected"),
    'standard error': (code('f()', printed('Oh\n', 'stderr')), 'stderr', "not shown ('Oh')"),
    'text of a wrong type': (code('f()', printed(8)), '8', "'text' should be text, found 8"),
    'data of a wrong type': (
        code('f()', {'output_type': 'display_data', 'data': 'x'}),
        '"x"',
        "'data' should be",
    ),
    'an error': (
        code('f()', {'output_type': 'error', 'ename': 'E', 'evalue': 'no'}),
        '"error"',
        "ended in 'E: no'",
    ),
    'a table': (
        code('f()', shows(text_html='<p>', text_plain='1')),
        '"data"',
        "'text/html' is not shown; print",
    ),
    'a bitmap': (
        code('f()', shows(image_png='iVBO', text_plain='1')),
        '"data"',
        "InlineBackend.figure_formats = ['svg']",
    ),
    'too much': (
        code('f()', printed('x' * 20_001)),
        '"outputs"',
        'prints 20001 characters; expected at most',
    ),
    'output of nothing': (code('', printed('x')), '"outputs"', 'output below no code'),
    'what looks printed': (code(['x\n', '#> 1']), '#> 1', "'#>' is the mark of what was printed"),
    'no words for a picture': (drawn(caption='C'), '"metadata"', 'no alternative text'),
    'words of a wrong type': (
        drawn(alt='A', caption=9),
        '"caption"',
        "'caption' should be text, found 9",
    ),
    'no SVG': (
        code('f()', shows(image_svg='x'), metadata={'alt': 'A'}),
        '"x"',
        'no SVG: syntax error',
    ),
    'another XML': (
        code('f()', shows(image_svg='<x/>'), metadata={'alt': 'A'}),
        '<x/>',
        "no SVG: its element is 'x'",
    ),
    'an SVG inside something else': (
        code('f()', shows(image_svg='<x><svg/></x>')),
        '<x>',
        "no SVG: its element is 'x'",
    ),
    'half an SVG': (
        code('f()', shows(image_svg='<svg><g></svg>')),
        '<g>',
        'no SVG: mismatched tag',
    ),
    'a script in a picture': (
        code('f()', shows(image_svg='<svg><script/></svg>')),
        '<script',
        'holds a script',
    ),
    'another host in a picture': (
        code('f()', shows(image_svg='<svg><a href="https://a.b"/></svg>')),
        'https',
        'loads something',
    ),
    'half a character': (code(['x\n', 'a\ud800b']), '\ud800', "'\\ud800' is half a character"),
    'a carriage return': (code('f()', printed(['1%\n', '2%\r3%'])), '2%', 'a carriage return'),
    'a control character': (
        code('f()', printed(['1\n', '2\b'])),
        '\\b',
        'broken character: U+0008',
    ),
    'an invisible character': (text(['x\n', 'a\u200bb']), '\u200b', 'ZERO WIDTH SPACE'),
    'an attachment': (
        text(['x\n', '![A](attachment:a.png)']),
        'a.png',
        "the attachment 'a.png' is not shown",
    ),
    'a block that is not closed': (text(['x\n', '\n', '```text\n', 'y']), 'text', 'never closed'),
    'code that never runs': (
        text(['x\n', '\n', '```python\n', 'y\n', '```']),
        'python',
        'in a Markdown cell never runs',
    ),
    'front matter': (text(['---\n', 'title: x\n', '---']), '"---', "'title' and 'description'"),
    'an image without words': (text(['x\n', '\n', '![](x.png)']), 'x.png', 'no alternative text'),
    'a heading too deep': (text(['x\n', '\n', '#### Deep']), 'Deep', 'level 4 after level 1'),
    'a formula': (text(['x\n', '\n', '$\\\\frac{1$']), 'frac', 'does not parse'),
    'mojibake': (code('f()', printed(['1\n', 'â€“'])), 'â€“', 'is mojibake'),
}


@pytest.mark.parametrize(('cell', 'at', 'says'), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_line_in_the_notebook(cell: object, at: str, says: str) -> None:
    expect(notebook(text('Before.'), cell, text('After.')), at, says, after='Before.')


@pytest.mark.parametrize(
    ('extra', 'at', 'says'),
    [
        ({'metadata': {}}, 'metadata', "'description' is missing"),
        ({'metadata': {'description': None}}, 'metadata', "'description' is missing"),
        ({'metadata': {'description': 5}}, 'description', "'description' should be text, found 5"),
        ({'metadata': []}, 'metadata', "'metadata' should be an object, found a list"),
        ({'cells': [code()]}, 'f()', "the notebook has no title; expected '# …'"),
        ({'cells': [code(), TITLE]}, 'f()', "the notebook has no title; expected '# …'"),
        ({'cells': [text('Words\n# T')]}, 'Words', "the notebook has no title; expected '# …'"),
    ],
)
def test_a_fault_of_the_notebook_is_named_with_its_line(
    extra: dict[str, Any], at: str, says: str
) -> None:
    source = notebook(**extra)
    line = next(n for n, line in enumerate(source.split('\n'), 1) if at in line)
    assert [problem for problem in problems_of(source) if problem.startswith(f'{line}: {says}')]


def test_another_language_is_refused() -> None:
    spec = {'kernelspec': {'name': 'ir', 'language': 'R'}, 'description': DESCRIPTION}
    expect(notebook(metadata=spec), '"R"', "the language is 'R'; expected python")


def test_lines_are_those_of_an_editor() -> None:
    """Which do not end at the separators that Python's splitlines() ends them at."""
    source = notebook(text(['a \u2028 b \x85\n', '\n', '![](x.png)']))
    line = source[: source.index('![]')].count('\n') + 1
    assert f"{line}: the image 'x.png' has no alternative text" in problems_of(source)
    windows = source.replace('\n', '\r\n')
    assert problems_of(windows) == problems_of(source)


def test_a_notebook_on_one_line_is_read() -> None:
    source = json.dumps(json.loads(notebook(text('![](x.png)'))))
    assert problems_of(source) == ["1: the image 'x.png' has no alternative text"]


def test_a_block_that_has_not_run_is_named_with_its_line_in_the_notebook() -> None:
    source = notebook(code(['import numpy\n', 'f()']))
    texts = {PATH: PAGE, bank.vocabulary.PATH: CONCEPTS, NAME: source}
    _, problems = bank.build(texts, record=recorded(), locks={LOCKS[0]: LOCK})
    line = source[: source.index('import numpy')].count('\n') + 1
    assert f'docs/{NAME}:{line}: not run as it stands' in ' '.join(map(str, problems))


def test_code_that_only_looks_like_a_cell_is_one_problem() -> None:
    """It has not run, and never will."""
    texts = {PATH: PAGE, bank.vocabulary.PATH: CONCEPTS}
    ran = {'record': recorded(), 'locks': {LOCKS[0]: LOCK}}
    _, without = bank.build(texts, **ran)
    _, problems = bank.build(texts | {NAME: notebook(text('```python\nx\n```'))}, **ran)
    assert len(problems) == len(without) + 1


def test_parts_of_the_page_have_the_lines_of_the_notebook() -> None:
    source = notebook(text(['![A](x.png)\n', '\n', '$x$']), code(['1\n', '2']))
    page = read(source)
    places = [page.images[0].line, page.formulas[0].line, page.fences[0].line]
    lines = source.split('\n')
    assert ['![A]' in lines[places[0] - 1], '$x$' in lines[places[1] - 1]] == [True, True]
    assert '"1' in lines[places[2] - 1]


def test_code_may_speak_of_attachments() -> None:
    assert '`attachment:a.png`' in body(text('Not `attachment:a.png`.'))


def test_all_problems_are_found_at_once() -> None:
    found = problems_of(notebook(text(5), code('f()', 7), text('![](x.png)'), 8))
    assert len(found) == 4


def test_what_is_faulty_is_left_out_of_what_is_shown() -> None:
    """`mkdocs serve` shows the rest; mkdocs-jupyter would stop at some of these."""
    long = code('g()', printed('x' * 30_000))
    cells = [5, text(['---\n', 'x']), code('f()', 7), text('a\ud800b'), long]
    tidied = notebooks.tidied(NAME, notebook(*cells))
    assert tidied is not None
    _, *shown = tidied['cells']
    assert [cell['source'] for cell in shown] == ['f()', 'ab', 'g()']
    assert shown[-1]['outputs'] == []
