"""About how many sheets a topic takes on paper: as much as a reader asks before printing.

Fitted to what Chromium printed of the topics on A4; tests/paper/test_topics.py compares. The whole
of it is in the words, the lines of code, and the head that each question has.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from guide.model import Block, Fence, Question
from guide.shape import KINDS
from guide.source import fences
from guide.source.text import count_words

# How much of each fills a sheet.
WORDS, LINES, HEADS = 360, 55, 4.3
WORDS_IN_TWO_COLUMNS, HEADS_IN_TWO_COLUMNS = 650, 6
HEADS_TO_WRITE_BELOW, WORDS_OF_KEY = 4.5, 420


def sheets(questions: Sequence[Question], mode: str) -> int:
    """About how many sheets of A4 the questions take in a mode of paper.MODES."""
    blocks = [block for block in _blocks(questions) if mode in KINDS[block.kind].printed]
    words = sum(count_words(_prose(block, mode)) for block in blocks)
    lines = sum(_lines(fence, mode) for block in blocks for fence in block.fences)
    if mode == 'short':
        return math.ceil(words / WORDS_IN_TWO_COLUMNS + len(questions) / HEADS_IN_TWO_COLUMNS)
    text = words / WORDS + lines / LINES
    if mode == 'questions':
        return math.ceil(text + len(questions) / HEADS_TO_WRITE_BELOW) + _of_key(questions)
    return math.ceil(text + len(questions) / HEADS)


def _of_key(questions: Sequence[Question]) -> int:
    """The sheets of the key, what strong answers cover, which begins a new one."""
    rubrics = [block for block in _blocks(questions) if block.kind == 'rubric']
    return math.ceil(sum(count_words(block.text) for block in rubrics) / WORDS_OF_KEY)


def _blocks(questions: Sequence[Question]) -> Iterator[Block]:
    return (block for question in questions for block in question.blocks)


def _prose(block: Block, mode: str) -> str:
    """What is printed of a block, without its code; in short of a follow-up, its title."""
    if mode == 'short' and block.kind == 'followup':
        return block.title
    lines = block.text.split('\n')
    return fences.without_blocks(lines, fences.find(lines))


def _lines(fence: Fence, mode: str) -> int:
    """The lines of a code block that are printed, with those that its frame takes."""
    frame = 2
    if mode == 'everything':
        return len(fence.lines) + frame
    if 'fold' in fence.options:
        return 0
    if not fence.is_long:
        return len(fence.lines) + frame
    first, last = fence.key or (1, 0)
    return len(fence.printed) + last - first + 1 + frame
