"""A right guide builds without a warning, and its pages hold what a reader needs."""

from __future__ import annotations

import json

import pytest
from server import PREFIX
from support.site import HOME
from support.tiny import Build
from support.tree import Node, parse

QUESTION = 'what-is-bias'
DEFINITION = 'What an estimate misses on average over "all" samples & seeds.'


@pytest.fixture(scope='module')
def page(built: Build) -> Node:
    """The topic's page, without what the theme puts around it."""
    return parse(built.text('questions/basics/index.html')).one('article')


@pytest.fixture(scope='module')
def question(page: Node) -> Node:
    """The first question of the topic."""
    return page.one('section', 'dr-q', aria_labelledby=QUESTION)


@pytest.fixture(scope='module')
def index(built: Build) -> Node:
    """The concept index."""
    return parse(built.text('concepts/index.html')).one('article')


def block(question: Node, kind: str) -> Node:
    return question.one('details', id=f'{QUESTION}-{kind}')


def strip(question: Node) -> dict[str, Node]:
    """The facts under a question's heading, by label."""
    rows = question.one('dl', 'dr-strip').all('div')
    return {row.one('dt').text: row.one('dd') for row in rows}


def references(question: Node) -> dict[str, Node]:
    """The lists below a question, by title."""
    found = question.one('div', 'dr-refs')
    titles = [node.text for node in found.all('p')]
    return dict(zip(titles, found.all('ul'), strict=True))


def links(node: Node) -> dict[str, str]:
    return {link.text: link.get('href') for link in node.all('a')}


def test_a_right_guide_builds_without_a_warning(built: Build) -> None:
    assert built.warnings == []
    assert not built.aborted
    assert len(built.html) == 5  # four pages and the one for addresses that lead nowhere


def test_heading_has_a_permalink_outside_every_block(question: Node) -> None:
    heading = question.one('h2')
    assert heading.get('id') == QUESTION
    assert heading.one('a', 'headerlink').get('href') == f'#{QUESTION}'
    assert heading.one('a', 'headerlink').get('title')
    assert heading in question.parts


def test_topic_says_how_much_there_is(page: Node) -> None:
    assert page.one('div', 'dr-tools').one('p').text == (
        '2 questions · 1 minute to say them all · last run 31 January 2026'
    )


def test_strip_says_how_hard_how_long_and_what_else_it_is_called(question: Node) -> None:
    facts = strip(question)
    assert facts['Difficulty'].text == '2 of 4'
    assert len(facts['Difficulty'].all('i', 'on')) == 2
    assert facts['Say it in'].text == '36 seconds'  # 90 words at 150 a minute
    assert facts.keys() == {'Difficulty', 'Say it in', 'Concepts', 'Link'}


def test_at_most_three_other_ways_to_ask_it_are_shown(question: Node) -> None:
    also = question.one('p', 'dr-also').text
    assert also == (
        'Also asked as systematic error · always wrong the same way: why · off on average'
    )


def test_blocks_are_closed_named_and_in_order(question: Node) -> None:
    blocks = [part for part in question.parts if isinstance(part, Node) and part.tag == 'details']
    kinds = ['answer', 'idea', 'depth', 'followup-1', 'followup-2', 'pitfall', 'rubric']
    assert [found.get('id') for found in blocks] == [f'{QUESTION}-{kind}' for kind in kinds]
    assert all('open' not in found.attributes for found in blocks)


def test_summaries_say_what_waits_inside(question: Node) -> None:
    said = {kind: block(question, kind).all('span', 'dr-side') for kind in ('answer', 'rubric')}
    assert {kind: node.text for kind, (node,) in said.items()} == {
        'answer': '36 s',
        'rubric': '2 points',
    }
    assert block(question, 'depth').one('span', 'dr-side').text == '2 runs'
    assert block(question, 'followup-1').one('span', 'dr-t').one('em').text == 'its'


def test_wrong_answers_are_marked_and_points_can_be_ticked(question: Node) -> None:
    assert block(question, 'pitfall').one('span', 'dr-wrong').text == '“More rows remove it.”'
    boxes = block(question, 'rubric').all('input', type='checkbox')
    labels = block(question, 'rubric').all('label')
    assert len(boxes) == len(labels) == 2


def test_concepts_lead_to_their_definition(question: Node) -> None:
    first = strip(question)['Concepts'].all('a', 'dr-concept')[0]
    assert first.text == 'bias'
    assert first.get('href').endswith('concepts/#bias')
    assert first.get('href') == '../../concepts/#bias'


def test_only_the_first_mention_in_a_question_is_linked(question: Node) -> None:
    """It is said three times in two blocks; the link stands where it is met first."""
    said = [link for body in question.all('div', 'dr-body') for link in body.all('a', 'dr-concept')]
    assert [link.text for link in said] == ['Bias', 'variance']
    assert said[0] in list(block(question, 'answer'))


def test_other_pages_hold_no_questions(built: Build) -> None:
    """The words of a concept and the signs of a question mean nothing outside docs/questions."""
    home = parse(built.text('index.html')).one('article')
    assert home.all('section', 'dr-q') == home.all('a', 'dr-concept') == []


def test_sources_keep_their_address_and_their_remark(question: Node) -> None:
    (source,) = references(question)['Sources'].all('li')
    assert source.text == 'Fisher 1922, Mathematical foundations, section 4'
    assert source.one('a').get('href') == 'https://doi.org/10.1098/rsta.1922.0009'


def test_related_questions_are_found_by_shared_concepts(question: Node) -> None:
    assert list(links(references(question)['Related']).values()) == ['../practice/#second-seed']


def test_a_question_says_after_which_it_is_asked(question: Node) -> None:
    assert list(links(references(question)['Asked after']).values()) == ['#window-or-group']


def test_questions_are_chained_across_pages(built: Build, page: Node) -> None:
    second = page.one('section', 'dr-q', aria_labelledby='window-or-group')
    chain = {link.get('rel'): link.get('href') for link in second.all('a') if link.get('rel')}
    assert chain == {'prev': f'#{QUESTION}', 'next': '../practice/#second-seed'}
    last = parse(built.text('questions/practice/index.html')).one('p', 'dr-acts')
    assert [link.get('rel') for link in last.all('a') if link.get('rel')] == ['prev']


def test_links_a_reader_can_send_and_report(question: Node) -> None:
    assert question.one('a', 'dr-copy').get('href') == f'#{QUESTION}'
    assert f'question={QUESTION}' in question.one('a', 'dr-report').get('href')


def test_every_question_is_in_the_table_of_contents(built: Build) -> None:
    whole = parse(built.text('questions/basics/index.html'))
    contents = whole.all('nav', 'md-nav--secondary')  # beside the page, and in a phone's drawer
    for listed in contents:
        assert list(links(listed).values()) == [f'#{QUESTION}', '#window-or-group']
    assert contents


def test_concept_index_has_every_term_with_its_questions(index: Node) -> None:
    entry = index.one('div', id='bias')
    assert entry.one('dt').text == 'Bias'
    assert [line.text for line in entry.all('p')] == [DEFINITION, 'Also: systematic error']
    assert list(links(entry.one('ul')).values()) == [f'../questions/basics/#{QUESTION}']
    assert {entry.get('id') for entry in index.all('div') if entry.get('id')} == {
        'bias',
        'variance',
        'window',
    }


def test_concept_index_shows_what_to_see_also(index: Node) -> None:
    """Apart from the names that mean the same, and as a link where it has an entry."""
    entry = index.one('div', id='variance')
    assert entry.all('p')[1].text == 'See also: bias, standard error'
    assert links(entry.all('p')[1]) == {'bias': '#bias'}


def test_concept_index_leads_to_its_letters(index: Node) -> None:
    letters = list(links(index.one('nav', 'dr-az')).values())
    assert letters == ['#letter_b', '#letter_v', '#letter_w']


def test_landing_page_lists_the_topics(built: Build) -> None:
    listed = parse(built.text('index.html')).one('div', 'dr-toc').all('a')
    assert [link.get('href') for link in listed] == ['questions/basics/', 'questions/practice/']
    assert [link.one('span', 'n').text for link in listed] == ['2', '1']


def test_navigation_shows_how_many_questions_a_topic_has(built: Build) -> None:
    whole = parse(built.text('concepts/index.html'))
    counts = [found.text for found in whole.one('nav', 'md-nav--primary').all('small')]
    assert counts == ['2', '1']


def test_badge_names_the_versions_of_the_lock_file(question: Node) -> None:
    """No such NumPy exists: the version can only come from the lock file."""
    ran, _ = block(question, 'depth').all('div', 'dr-run')
    assert ran.one('p', 'dr-ran').text == 'Ran with NumPy 9.8.7, Python 3.11.7'


def test_printed_lines_and_no_others_are_on_the_bar(question: Node) -> None:
    bars = [line.text for line in block(question, 'depth').all('span', 'dr-out')]
    assert bars == ['#> 1.5']


def test_a_block_that_did_not_run_says_why_and_has_no_holes(question: Node) -> None:
    depth = block(question, 'depth')
    skipped, pseudo = depth.all('div', 'dr-code')
    assert skipped.one('p', 'dr-ran--not').text == 'Not run here: needs 8 GPUs & a day'
    assert 'dr-code--text' in pseudo.classes
    assert pseudo.all('p', 'dr-ran') == []
    assert len(depth.all('div', 'dr-run')) == 2


def test_folded_code_has_its_words(question: Node) -> None:
    folded = block(question, 'depth').one('details', 'dr-fold')
    assert folded.one('summary').text == 'The code that draws it'
    assert len(folded.all('div', 'dr-run')) == 1


def test_figure_is_inlined_with_its_alternative_text_and_badge(question: Node) -> None:
    figure = block(question, 'depth').one('figure')
    drawing = figure.one('svg', role='img')
    assert drawing.get('aria-label') == 'A line that rises from "nought" to ten'
    assert len(drawing.all('path')) == 1
    assert figure.one('figcaption').text == 'The estimate by sample.'
    assert 'NumPy 9.8.7' in figure.one('p', 'dr-ran').text
    assert question.all('img') == []


def test_formulas_are_rendered_with_mathml_beside_them(question: Node) -> None:
    depth = block(question, 'depth')
    (inline,) = depth.all('span', 'dr-math--inline')
    display = depth.one('div', 'dr-math')
    for formula in (inline, display):
        assert formula.one('span', 'katex-html').get('aria-hidden') == 'true'
        assert len(formula.all('math')) == 1
    assert display.get('tabindex') == '0'
    assert display.get('aria-label')


def test_stylesheet_of_formulas_comes_only_where_there_are_some(built: Build) -> None:
    assert 'katex.min.css' in built.text('questions/basics/index.html')
    assert 'katex.min.css' not in built.text('questions/practice/index.html')


def test_metadata_is_shown_in_its_own_form_only(page: Node) -> None:
    assert 'difficulty:' not in page.text
    assert '```' not in page.text


def test_questions_are_published_as_data(built: Build) -> None:
    data = json.loads(built.text('questions.json'))
    assert [entry['id'] for entry in data['questions']] == [
        QUESTION,
        'window-or-group',
        'second-seed',
    ]
    first = data['questions'][0]
    assert (first['difficulty'], first['seconds'], first['topic']) == (2, 36, 'basics')
    assert first['url'] == f'questions/basics/#{QUESTION}'
    assert first['blocks'][0]['markdown'].startswith('Bias is what')


def test_topics_carry_structured_data(built: Build) -> None:
    whole = parse(built.text('questions/basics/index.html'))
    data = json.loads(whole.one('script', type='application/ld+json').source)
    assert data['@type'] == 'FAQPage'
    assert data['dateModified'] == '2026-01-31'
    assert [entity['url'].partition('#')[2] for entity in data['mainEntity']] == [
        QUESTION,
        'window-or-group',
    ]


def test_vocabulary_is_not_published(built: Build) -> None:
    assert list(built.site.rglob('concepts.yml')) == []


def test_addresses_keep_the_path_of_the_site(built: Build) -> None:
    """The site lives below a path, so canonical addresses name it and links do without it."""
    whole = parse(built.text('questions/basics/index.html'))
    canonical = whole.one('link', rel='canonical').get('href')
    assert canonical == f'{HOME}questions/basics/'
    hrefs = [link.get('href') for link in whole.all('a')]
    assert [href for href in hrefs if href.startswith('/')] == []


def test_page_for_lost_readers_works_at_any_depth(built: Build) -> None:
    """It is served for addresses of any depth, so all it needs is named from the host's root."""
    lost = parse(built.text('404.html'))
    needed = [node.get('href') for node in lost.all('link')]
    needed += [node.get('src') for node in lost.all('script') if node.get('src')]
    needed += [link.get('href') for link in lost.one('article').all('a')]
    assert [path for path in needed if not path.startswith(f'{PREFIX}/')] == []
    listed = [link.get('href') for link in lost.one('div', 'dr-toc').all('a')]
    assert listed == [f'{PREFIX}/questions/{name}/' for name in ('basics', 'practice')]


@pytest.mark.parametrize(
    ('path', 'title'),
    [('questions/basics', 'Questions'), ('concepts', 'On this page')],
)
def test_contents_say_what_they_list(built: Build, path: str, title: str) -> None:
    contents = parse(built.text(f'{path}/index.html')).all('nav', 'md-nav--secondary')
    assert {node.get('aria-label') for node in contents} == {title}
