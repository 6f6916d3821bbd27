"""A page's questions as HTML, by the site's own Markdown settings."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
import yaml
from markdown import Markdown
from support import ROOT
from support.pages import (
    CONCEPTS,
    LOCK,
    PAGE,
    PATH,
    altered,
    another,
    build,
    on_own_page,
    recorded,
)

from guide.bank import bank
from guide.bank.bank import Bank
from guide.render import markup, topic
from guide.render.markup import GuideExtension
from guide.render.site import PageContext, Site
from guide.shape import KINDS

SVG = '<svg viewBox="0 0 1 1"><path/></svg>'
CONFIG = yaml.safe_load((ROOT / 'mkdocs.yml').read_text(encoding='utf-8'))['markdown_extensions']


def settings() -> tuple[list[str], Mapping[str, dict[str, object]]]:
    """The Markdown extensions of mkdocs.yml, and what is set for them."""
    entries = [entry if isinstance(entry, dict) else {entry: {}} for entry in CONFIG]
    merged = {name: options for entry in entries for name, options in entry.items()}
    return list(merged), merged


def render(found: Bank, path: str = PATH, **figures: str) -> str:
    """The page as the site's Markdown renders it."""
    site = Site(
        found,
        {f'{name}.svg': svg for name, svg in figures.items()},
        site_url='https://example.org/',
        report_url='https://example.org/issues/new',
        version='abc',
    )
    extension = GuideExtension(site)
    names, options = settings()
    md = Markdown(extensions=[*names, extension], extension_configs=options)
    extension.start(path)
    text = found.by_path[path].text
    body = text.split('---\n', 2)[2]
    return md.convert(markup.without_metadata(body))


def rendered(page: str = PAGE, **others: str) -> str:
    return render(build(page, record=recorded(page), lock=LOCK, **others)[0], curve=SVG)


def test_metadata_is_shown_in_another_form() -> None:
    html = rendered()
    assert 'difficulty:' not in html
    assert '2 of 4' in html
    assert html.count('<i class="on">') == 2
    assert '</span> random silencing · units switched off · noise on activations</p>' in html


def test_facts_that_go_stale_say_when_they_were_read() -> None:
    html = rendered(altered('sources:', 'read: 2026-11\nagain: 2027-05\nsources:'))
    assert '<dd>November 2026, to be read again by May 2027</dd>' in html
    assert 'to be read again' not in rendered()


@pytest.mark.parametrize('header', ['```yaml question', '``` yaml question  '])
def test_metadata_is_taken_out_wherever_the_parser_finds_it(header: str) -> None:
    page = altered('```yaml question', header)
    body = markup.without_metadata(page)
    assert 'difficulty' not in body
    assert len(body.split('\n')) == len(page.split('\n'))


def test_metadata_that_is_only_shown_in_an_example_stays() -> None:
    shown = '````text\n```yaml question\ndifficulty: 1\n```\n````\n'
    assert markup.without_metadata(shown) == shown


def test_a_question_is_a_section_named_by_its_heading() -> None:
    html = rendered(PAGE + another('twice', 'And twice?'))
    sections = re.findall(r'<section aria-labelledby="([\w-]+)" class="dr-q"', html)
    assert sections == ['dropout', 'twice']
    assert '<h2 id="dropout">' in html


def test_every_block_has_an_id_to_link_to_and_followups_are_numbered() -> None:
    page = altered('??? pitfall', '??? followup "And then?"\n\n    That.\n\n??? pitfall')
    ids = re.findall(r'<details class="\w+".*? id="([\w-]+)"', rendered(page))
    assert ids == [
        'dropout-answer',
        'dropout-idea',
        'dropout-depth',
        'dropout-followup-1',
        'dropout-followup-2',
        'dropout-pitfall',
        'dropout-rubric',
    ]


def test_every_block_says_in_which_modes_it_is_printed() -> None:
    modes = dict(re.findall(r'<details class="(\w+)".*? data-printed="([\w ]+)"', rendered(PAGE)))
    assert len(modes) > 4
    assert modes == {kind: ' '.join(KINDS[kind].printed) for kind in modes}
    assert {kind for kind, printed in modes.items() if 'short' in printed} == {
        'answer',
        'followup',
        'rubric',
    }


def test_a_block_that_ran_says_so_and_one_that_did_not_does_not() -> None:
    html = rendered()
    assert html.count('Ran with NumPy 2.4.6, Python 3.11.7') == 2
    assert '2 runs' in html
    stale = render(build(PAGE, record='', lock=LOCK)[0])
    assert 'Ran with' not in stale
    assert stale.count('changed since the last run') == 2


def test_a_figure_is_inlined_with_its_words_for_screen_readers() -> None:
    html = rendered()
    assert '<svg role="img" aria-label="Loss falls with the rate"' in html
    assert '<figcaption>Loss</figcaption>' in html
    assert 'Drawn by a block on this page, NumPy 2.4.6, Python 3.11.7' in html
    assert '<img' not in html


def test_formulas_are_rendered_and_code_is_not() -> None:
    html = rendered(altered('Nothing is dropped.', '`$x$` costs $5 and $10'))
    assert html.count('<math') == 3
    assert '<code>$x$</code> costs $5 and $10' in html


def test_a_formula_that_does_not_parse_leaves_its_tex() -> None:
    assert r'\nonsense' in rendered(altered('$p$', r'$\nonsense$'))


@pytest.mark.parametrize(
    ('text', 'linked'),
    [
        ('An ensemble of nets.', ['ensemble']),
        ('The unit\n    dropping.', ['unit\ndropping']),
        ('`ensemble`, ensemble_size, $ensemble$ and [ensemble](https://x.org)', []),
        ('**Ensembles** and an ensemble', ['Ensembles']),
        ('*a* ensemble *b* dropout *c*', ['ensemble', 'dropout']),
    ],
)
def test_the_first_mention_of_a_concept_is_linked(text: str, linked: list[str]) -> None:
    html = rendered(altered('    Nothing is dropped.', f'    {text}'))
    body = html[html.index('dropout-followup-1') : html.index('dropout-pitfall')]
    assert re.findall(r'class="dr-concept"[^>]*>([^<]*)</a>', body) == linked


@pytest.mark.parametrize(
    ('text', 'linked'),
    [
        ('An ensemble of nets.', []),
        ('An ensemble, [ensembles](../concepts.md#ensemble), dropout', ['ensembles', 'dropout']),
        ('[Silencing](../concepts.md#dropout) is dropout', ['Silencing']),
    ],
)
def test_an_everyday_word_is_linked_where_the_page_links_it(text: str, linked: list[str]) -> None:
    """And a link that the page sets is the mention, explained as every other."""
    concepts = altered('  name: ensemble\n', '  name: ensemble\n  linked: false\n', CONCEPTS)
    page = altered('    Nothing is dropped.', f'    {text}')
    html = render(build(page, concepts)[0])
    body = html[html.index('dropout-followup-1') : html.index('dropout-pitfall')]
    assert re.findall(r'class="dr-concept"[^>]*>([^<]*)</a>', body) == linked
    assert body.count('title="') == len(linked)


def test_words_keep_their_order_around_links() -> None:
    html = rendered(altered('    Nothing is dropped.', '    x *a* ensemble *b* dropout *c* y'))
    body = html[html.index('dropout-followup-1') : html.index('dropout-pitfall')]
    text = re.sub(r'\s+', ' ', re.sub(r'<[^>]*>', '', body))
    assert 'x a ensemble b dropout c y' in text


def test_links_lead_to_related_questions_and_back() -> None:
    page = altered('sources:\n', 'related: [twice]\nsources:\n')
    other = on_own_page(another('twice', 'What do `**kwargs` do?'))
    found, _ = build(page, b=other)
    assert '<a href="b.md#twice">What do **kwargs do?</a>' in render(found)
    assert '<a href="x.md#dropout">Why does dropout help?</a>' in render(found, 'questions/b.md')


def test_a_source_with_brackets_in_its_address_is_linked_whole() -> None:
    old = '[Srivastava et al. 2014](https://jmlr.org/papers/v15/srivastava14a.html)'
    html = rendered(altered(old, '[Bias](https://en.wikipedia.org/wiki/Bias_(x)), part 2'))
    assert '<a href="https://en.wikipedia.org/wiki/Bias_(x)">Bias</a>, part 2</li>' in html


def test_the_report_link_names_the_question_and_the_version() -> None:
    link = (
        'href="https://example.org/issues/new?template=wrong-answer.yml&amp;title=dropout%3A+'
        '&amp;question=dropout&amp;version=abc"'
    )
    assert link in rendered()


def test_a_quoted_wrong_answer_is_marked_and_points_can_be_ticked() -> None:
    html = rendered()
    assert re.search(r'<span class="dr-wrong">.*It is faster', html)
    assert html.count('<input type="checkbox"') == 2
    assert '2 points' in html


def test_a_page_that_the_bank_does_not_know_is_left_alone() -> None:
    extension = GuideExtension(Site(build()[0]))
    md = Markdown(extensions=['attr_list', extension])
    extension.start('other.md')
    assert md.convert('## A { #a }') == '<h2 id="a">A</h2>'


@pytest.mark.parametrize(
    ('page', 'target', 'href'),
    [
        (PATH, f'{PATH}#a', '#a'),
        (PATH, 'questions/b.md#a', 'b.md#a'),
        (PATH, 'concepts.md#a', '../concepts.md#a'),
        ('index.md', PATH, PATH),
    ],
)
def test_links_are_relative_to_the_page(page: str, target: str, href: str) -> None:
    found, _ = bank.build({PATH: PAGE, 'index.md': ''})
    context = PageContext(Site(found), found.by_path[page], {}, {})
    assert context.href(target) == href


@pytest.mark.parametrize(
    ('iso', 'words'), [('2026-11-02', '2 November 2026'), ('2025-01-31', '31 January 2025')]
)
def test_dates_are_written_as_readers_write_them(iso: str, words: str) -> None:
    assert topic.day(iso) == words
