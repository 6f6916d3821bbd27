"""A guide of one page without a fault, for tests to put a fault in."""

from __future__ import annotations

from collections.abc import Collection

from guide.bank import bank, runs
from guide.bank.bank import Bank
from guide.source import parse

PATH = 'questions/x.md'
NAV = (PATH,)

# As many words as an answer and its idea need, each on one line.
SPOKEN = f'It averages many thinned networks.{" So it goes." * 30}'
THOUGHT = f'A unit that cannot lean on others learns by itself.{" So it goes." * 80}'

PAGE = (
    """\
---
description: What every interview asks about layers.
---

# Layers

What a layer does to its input, and $e = mc^2$.

## Why does dropout help? { #dropout }

```yaml question
difficulty: 2
concepts: [dropout, ensemble]
also:
  - random silencing
  - units switched off
  - noise on activations
sources:
  - "[Srivastava et al. 2014](https://jmlr.org/papers/v15/srivastava14a.html)"
```
"""
    + f"""
??? answer "Say it"

    {SPOKEN}

??? idea "The idea"

    {THOUGHT}
"""
    + """
??? depth "See it run"

    Each unit is kept with probability $p$:

    $$
    y = \\frac{m \\odot x}{p}
    $$

    ```python {group="layers"}
    import numpy as np

    kept = np.ones(3)
    ```

    ```python {group="layers" fold="The code that draws it"}
    figure.savefig('curve.svg')
    print(kept.sum())
    #> 3.0
    ```

    ![Loss falls with the rate](../assets/figures/curve.svg "Loss")

    ```text
    for each unit: toss a coin
    ```

??? followup "And at test time?"

    Nothing is dropped.

??? pitfall "What goes wrong"

    - *"It is faster."* It is not.

??? rubric "What a strong answer covers"

    - names the average
    - knows the scaling
"""
)

CONCEPTS = """\
- id: dropout
  name: dropout
  synonyms: [unit dropping]
  definition: A layer that sets random units to zero while training.
- id: ensemble
  name: ensemble
  definition: A set of models whose answers are averaged.
"""

LOCK = f'numpy==2.4.6 \\\n    --hash=sha256:{64 * "0"}\n'


def altered(old: str, new: str, text: str = PAGE) -> str:
    """The text with one thing in it replaced."""
    assert text.count(old) == 1, f'{old!r} stands there {text.count(old)} times'
    return text.replace(old, new)


def line_of(piece: str, text: str) -> int:
    """The number of the line on which the piece starts."""
    return text.count('\n', 0, text.index(piece)) + 1


def recorded(text: str = PAGE, lock: str = LOCK) -> str:
    """The runs.json of a run of the page as it stands."""
    page, _ = parse.page(PATH, text)
    blocks = {PATH: {key: ('numpy',) for _, key in runs.runnable(page)}}
    return runs.write(runs.Runs('2026-11-22', '3.11.7', runs.fingerprint(lock), blocks))


def build(
    page: str = PAGE,
    concepts: str = CONCEPTS,
    nav: Collection[str] | None = NAV,
    record: str = '',
    lock: str = '',
    **others: str,
) -> tuple[Bank, list[str]]:
    """The bank of the page and of other topics by name, and its problems as they are printed."""
    texts = {PATH: page, 'concepts.yml': concepts}
    texts |= {f'questions/{name}.md': text for name, text in others.items()}
    listed = None if nav is None else [*nav, *(set(texts) - {PATH})]
    locks = {runs.LOCKS[0]: lock} if lock else {}
    found, problems = bank.build(texts, listed, record=record, locks=locks)
    return found, [str(problem) for problem in problems]


def problems_of(page: str) -> list[str]:
    """Every problem of a guide with this page."""
    return build(page)[1]


def expect(old: str, new: str, at: str, *messages: str) -> None:
    """Replacing `old` by `new` gives just these problems, each on the line where `at` starts."""
    page = altered(old, new)
    place = f'docs/{PATH}:{line_of(at, page)}'
    found = problems_of(page)
    assert found == [f'{place}: {message}' for message in messages], '\n'.join(found)


def another(identifier: str, title: str) -> str:
    """A second question, to stand on the page after the first or on a page of its own."""
    question = PAGE[PAGE.index('## ') :]
    heading = '## Why does dropout help? { #dropout }'
    return altered(heading, f'## {title} {{ #{identifier} }}', question)


def on_own_page(question: str) -> str:
    """A topic that holds the question."""
    return PAGE[: PAGE.index('## ')] + question


def in_a_block(text: str) -> str:
    """The page with this text as what a block holds, from line `BLOCK` on."""
    indented = '\n'.join(f'    {line}' if line else '' for line in text.split('\n'))
    return altered('    Nothing is dropped.', indented)


BLOCK = line_of('    Nothing is dropped.', PAGE)


def problems_in_a_block(text: str) -> list[str]:
    """The problems of such a page, each as its line, the first of the text being 1, and what."""
    found = [problem.partition(f'docs/{PATH}:')[2] for problem in problems_of(in_a_block(text))]
    lines = [problem.partition(': ') for problem in found]
    return [f'{int(line) - BLOCK + 1}: {message}' for line, _, message in lines]
