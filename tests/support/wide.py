"""The small guide with what is too wide for its line, wherever a page holds text.

Each ends in a word of its own, so that a test can ask whether the end is there.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from support import DOCS, tiny
from support.tiny import BASICS, Project

WORD = 'Donaudampfschifffahrtsgesellschaftskapitaensmuetze' * 3
ADDRESS = 'https://example.org/' + 'noplacetobreakthislongaddress' * 4
CODE = 'some_module.some_function(argument_one=first,argument_two=second,argument_three='

NAMES = [
    *('Model', 'Accuracy', 'Precision', 'Recall', 'F1-score', 'ROC AUC', 'PR AUC', 'Log loss'),
    *('Training time', 'Inference latency', 'Parameters', 'Memory'),
]


def terms(count: int) -> str:
    return ' + '.join(rf'\beta_{{{number}}} x_{{{number}}}' for number in range(count))


def table(names: list[str], *rows: list[str]) -> str:
    lines = [names, ['-'] * len(names), *rows]
    return '\n'.join(f'| {" | ".join(line)} |' for line in lines)


def _inside(block: str) -> str:
    """A block's text, as deep as its block."""
    return ''.join(f'    {line}'.rstrip() + '\n' for line in block.splitlines())


# What stands in the spoken answer, which every mode but the questions prints.
SPOKEN = f"""
{table(NAMES, [*['1'] * 11, 'SPOKENCELL'])}

$$
{terms(25)} + \\text{{SPOKENTERM}}
$$

And {WORD}SPOKENWORD and `{CODE}SPOKENCODE)`.
"""

DEPTH = f"""
{table(NAMES, [*['1'] * 11, 'LASTCELL'])}

{table(['Model', 'Address', 'What it is'], ['one', f'<{ADDRESS}LASTPATH>', 'A sentence.'])}

{table([f'Column {n}' for n in range(18)], [*['incomprehensibly'] * 17, 'LASTOFMANY'])}

$$
{terms(25)} + \\text{{LASTTERM}}
$$

$$
\\left( {terms(13)} + \\text{{LASTINBRACKETS}} \\right)
$$

$$
\\begin{{aligned}} f(x) &= {terms(12)} + \\text{{LASTALIGNED}} \\\\ &= 1 \\end{{aligned}}
$$

$$
\\frac{{{terms(12)} + \\text{{LASTABOVE}}}}{{2}}
$$

Prose with {WORD}LASTWORD and `{CODE}LASTCODE)`, and with $\\left( {terms(9)} +
\\text{{LASTINLINE}} \\right)$, and <{ADDRESS}LASTADDRESS>.

- a list

    $$
    {terms(25)} + \\text{{LASTINLIST}}
    $$

    - {WORD}LASTITEM

{_inside(_inside(table(NAMES, [*['1'] * 11, 'LASTINNER'])))}"""

HEADING, ALSO, TITLE, POINT = (f'{WORD}{end}' for end in ('HEADING', 'ALSO', 'TITLE', 'POINT'))

# The ends that each print mode has to show.
_SPOKEN = ('SPOKENCELL', 'SPOKENTERM', 'SPOKENWORD', 'SPOKENCODE')
_DEPTH = (
    *('LASTCELL', 'LASTPATH', 'LASTOFMANY', 'LASTTERM', 'LASTINBRACKETS', 'LASTALIGNED'),
    *('LASTABOVE', 'LASTWORD', 'LASTCODE', 'LASTINLINE', 'LASTADDRESS', 'LASTINLIST', 'LASTITEM'),
    'LASTINNER',
)
ENDS = {
    'study': (*_SPOKEN, *_DEPTH, 'HEADING', 'ALSO', 'TITLE', 'POINT'),
    'everything': (*_SPOKEN, *_DEPTH, 'HEADING', 'ALSO', 'TITLE', 'POINT'),
    'short': (*_SPOKEN, 'HEADING', 'TITLE', 'POINT'),
    'questions': ('HEADING',),
}


def create(folder: Path) -> Project:
    """The guide, with everything that its pages load."""
    project = tiny.create(folder)
    for used in ('scripts', 'katex', 'fonts'):
        shutil.copytree(DOCS / 'assets' / used, folder / 'docs/assets' / used)
    project.edit(BASICS, '## What is bias,', f'## What is {HEADING},')
    project.edit(BASICS, '  - off on average', f'  - {ALSO}')
    project.edit(BASICS, 'variance\n    does.\n', f'variance\n    does.\n{_inside(SPOKEN)}')
    project.edit(BASICS, '    More on bias: the', f'{_inside(DEPTH)}\n    More on {ALSO}: the')
    project.edit(BASICS, '"And what', f'"And {TITLE} what')
    project.edit(BASICS, '- What does not help', f'- What does not help {POINT}')
    project.record()
    return project
