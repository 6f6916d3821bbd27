"""Ids that a page gives twice: a link to such an id leads to the first, and the second is lost."""

from __future__ import annotations

from collections.abc import Iterator

from guide.model import Page, Report
from guide.source.tree import Tree


def check(page: Page, tree: Tree, report: Report) -> None:
    """Report every id of a page that something else on it has, or that its blocks are given.

    The second of two questions, or of two blocks, is reported elsewhere; ids made of headings are
    different by themselves.
    """
    questions = {question.id: question for question in reversed(page.questions)}
    taken = {name: (found.line, f"the question '{name}'") for name, found in questions.items()}
    for name, question in questions.items():
        for anchor, block in {block.anchor: block for block in question.blocks}.items():
            place, owner = f'{name}-{anchor}', f"the {block.kind} block of '{name}'"
            if place in questions:
                message = f"the id '{place}' is that of {owner} in line {block.line}"
                report(questions[place].line, message)
            taken.setdefault(place, (block.line, owner))
    headings = {question.line for question in page.questions}
    for identifier, line in _typed(tree):
        if identifier in taken and line not in headings:
            first, other = taken[identifier]
            report(line, f"the id '{identifier}' is that of {other} in line {first}")
        taken.setdefault(identifier, (line, 'something else'))


def _typed(tree: Tree) -> Iterator[tuple[str, int]]:
    """The ids that were written on the page, with their lines."""
    seen = set()
    for piece in tree.pieces:
        elements = (*piece.parents, piece.element, *(span.element for span in piece.spans))
        for element in elements:
            identifier = element.get('id')
            if identifier and id(element) not in seen:
                seen.add(id(element))
                yield identifier, tree.line(piece, words=identifier)
