"""What becomes of a broken input: whether it is named, and whether anything ends in a traceback."""

from __future__ import annotations

import json
import signal
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import meta

from guide.bank import bank, runs
from guide.bank.bank import Bank
from guide.model import Problem
from guide.publish import export, search
from guide.render import code, markup
from guide.render.site import Site
from support import cut, mutations
from support.cut import CONCEPTS, CONFIG, IPYNB, LOCK, PAGE
from support.mutations import Change, Mutation
from support.tiny import Project

_highlight: Callable[..., str] = code.highlight

SECONDS = 5  # of processor time, for an input of which a whole one takes a twentieth of one

OUTCOMES = ('clear', 'silent', 'elsewhere', 'traceback', 'hang')


@dataclass(frozen=True)
class Plan:
    """How a file is broken."""

    kinds: Mapping[str, Change]
    count: int
    elsewhere: frozenset[str] = frozenset()  # other files that may rightly have a problem then
    shown: tuple[str, ...] = ()  # pages that are made of it, by their paths in the docs folder


INDEX = 'index.md'
TOPIC = PAGE.removeprefix('docs/')
NOTEBOOK = IPYNB.removeprefix('docs/')

PLANS = {
    # its concepts are used by no other question
    PAGE: Plan(mutations.OF_PAGES, 133, frozenset([CONCEPTS]), (TOPIC,)),
    IPYNB: Plan(mutations.OF_JSON, 105, shown=(NOTEBOOK,)),
    # whoever uses a concept that is gone is wrong now
    CONCEPTS: Plan(mutations.OF_YAML, 95, frozenset([PAGE]), (TOPIC, 'concepts.md')),
    # a page that is no longer in the navigation, or a vocabulary that is no longer published
    CONFIG: Plan(mutations.OF_YAML, 76, frozenset([PAGE, CONCEPTS])),
    # what is no longer recorded has not run
    runs.RECORD: Plan(mutations.OF_JSON, 63, frozenset([PAGE, IPYNB]), (INDEX,)),
    # which versions a run had is no longer known
    LOCK: Plan(mutations.OF_LOCKS, 51, frozenset([runs.RECORD]), (INDEX,)),
}


@dataclass(frozen=True)
class Outcome:
    """What became of one mutation of a file."""

    path: str
    mutation: Mutation
    kind: str  # one of OUTCOMES
    problems: tuple[Problem, ...] = ()
    error: str = ''  # the traceback

    def __str__(self) -> str:
        data = self.mutation.data.decode(errors='backslashreplace')
        found = ''.join(f'\n    {problem}' for problem in self.problems)
        return f'{self.path}, {self.mutation.kind}: {self.kind}{found}\n{self.error}{data}'


@dataclass(frozen=True)
class Built:
    """A build with one mutation of a file: what the check says, and what the build does."""

    path: str
    mutation: Mutation
    problems: list[Problem]
    warnings: list[str]
    error: str = ''  # the traceback

    def __str__(self) -> str:
        data = self.mutation.data.decode(errors='backslashreplace')
        return f'{self.path}, {self.mutation.kind}:\n{self.error}{data}'


class Hang(Exception):
    """The time is up."""


@dataclass
class Guide:
    """The small guide in a folder, one of whose files is broken at a time."""

    folder: Path
    texts: Mapping[str, str] = field(default_factory=cut.files)
    highlighted: dict[str, str] = field(default_factory=dict)  # by everything it is made of

    def __post_init__(self) -> None:
        self.docs = cut.write(self.folder)
        self.config: MkDocsConfig = load_config(str(self.folder / CONFIG))
        figures = (self.docs / 'assets/figures').glob('*.svg')
        self.figures = {path.name: path.read_text(encoding='utf-8') for path in figures}

    def outcomes(self, path: str, count: int = 0, seed: str = '1') -> Iterator[Outcome]:
        """What becomes of mutations of a file, checked and rendered as `mkdocs serve` does."""
        plan = PLANS[path]
        for mutation in mutations.mutations(
            plan.kinds, self.texts[path], count or plan.count, f'{seed} {Path(path).name}'
        ):
            with self.broken(path, mutation):
                yield self._outcome(path, mutation, plan)

    @contextmanager
    def broken(self, path: str, mutation: Mutation) -> Iterator[None]:
        """The file as the mutation has it, until the block ends."""
        (self.folder / path).write_bytes(mutation.data)
        yield
        (self.folder / path).write_text(self.texts[path], encoding='utf-8')

    def built(self, path: str, count: int) -> Iterator[Built]:
        """What MkDocs makes of mutations of a file while an author serves the guide."""
        for mutation in mutations.mutations(
            PLANS[path].kinds, self.texts[path], count, f'built {Path(path).name}'
        ):
            with self.broken(path, mutation):
                _, problems = bank.load(self.docs)
                try:
                    warnings = Project(self.folder).build(serve=True).warnings
                except Exception:
                    yield Built(path, mutation, problems, [], traceback.format_exc())
                else:
                    yield Built(path, mutation, problems, warnings)

    def _outcome(self, path: str, mutation: Mutation, plan: Plan) -> Outcome:
        try:
            with limited():
                found, problems = bank.load(self.docs)
                with patch.object(code, 'highlight', self._highlight):
                    self._show(found, plan.shown)
        except Hang:
            return Outcome(path, mutation, 'hang')
        except Exception:
            return Outcome(path, mutation, 'traceback', error=traceback.format_exc())
        places = {problem.path for problem in problems}
        kind = 'clear' if places <= {path, *plan.elsewhere} else 'elsewhere'
        return Outcome(path, mutation, kind if places else 'silent', tuple(problems))

    def _highlight(self, md: Markdown, *block: object) -> str:
        """A block of code in color: half of the time that a page takes, and most are as before."""
        key = repr(block)
        if key not in self.highlighted:
            self.highlighted[key] = _highlight(md, *block)
        return self.highlighted[key]

    def _show(self, found: Bank, pages: Iterable[str]) -> None:
        """Everything that is written for readers: pages, data and what the search box reads."""
        extension = markup.GuideExtension(Site(found, self.figures, report_url='https://x.org'))
        md = Markdown(
            extensions=[*self.config.markdown_extensions, extension],
            extension_configs=self.config.mdx_configs,
        )
        for page in (found.by_path[path] for path in pages if path in found.by_path):
            text, _ = meta.get_data(page.text)
            extension.start(page.path)
            write(md.reset().convert(markup.without_metadata(text)))
            write(export.structured_data(page, '', found.runs.date))
        write(export.questions(found))
        write(search.documents(found, lambda place: place))


def write(content: object) -> None:
    """Encode as a file would be written: half of a surrogate pair fails here."""
    json.dumps(content, ensure_ascii=False).encode()


@contextmanager
def limited() -> Iterator[None]:
    """Raise Hang when the block takes too much of the processor's time."""

    def stop(signum: int, frame: object) -> None:
        raise Hang

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def table(outcomes: Iterable[Outcome]) -> str:
    """Inputs by file and kind of mutation, with what became of them."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for outcome in outcomes:
        for row in ((outcome.path, outcome.mutation.kind), (outcome.path, ''), ('', '')):
            counts.setdefault(row, Counter())[outcome.kind] += 1
    lines = [f'{"":58}{"inputs":>8}' + ''.join(f'{name:>11}' for name in OUTCOMES)]
    for (path, kind), count in sorted(counts.items()):
        title = f'  {kind}' if kind else path or 'all'
        cells = ''.join(f'{count[name]:>11}' for name in OUTCOMES)
        lines.append(f'{title:58}{count.total():>8}{cells}')
    return '\n'.join(lines)
