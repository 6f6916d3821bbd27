"""Over 500 inputs broken by chance, from a fixed seed: named or harmless, and none stops us.

`pytest tests/campaign -rP` prints what became of them, by file and kind.
"""

from __future__ import annotations

import pytest
from support import ROOT, campaign
from support.campaign import PLANS, Guide
from support.cut import CONFIG

from guide.bank.bank import load

BUILDS = 5  # of each file's mutations go through MkDocs as well


@pytest.fixture(scope='module')
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    return Guide(tmp_path_factory.mktemp('cut'))


def test_the_guide_that_is_broken_is_whole(guide: Guide) -> None:
    assert load(guide.docs)[1] == []
    assert sum(plan.count for plan in PLANS.values()) >= 500


@pytest.mark.parametrize('path', PLANS)
def test_a_broken_input_is_named_in_its_file_or_harmless(guide: Guide, path: str) -> None:
    """What is silent was read, kind by kind: a letter in a word, blanks between values, …"""
    found = list(guide.outcomes(path))
    print(campaign.table(found))
    faults = [outcome for outcome in found if outcome.kind not in ('clear', 'silent')]
    assert not faults, f'{len(faults)} of {len(found)}; the first:\n{faults[0]}'
    assert sum(outcome.kind == 'clear' for outcome in found) > len(found) / 3


@pytest.mark.parametrize('path', [path for path in PLANS if path != CONFIG])
def test_a_build_goes_on_and_says_what_the_check_says(guide: Guide, path: str) -> None:
    for built in guide.built(path, BUILDS):
        assert built.error == '', built
        said = [warning for warning in built.warnings if warning.startswith('guide: ')]
        assert said == [f'guide: {problem}' for problem in built.problems], built


def test_settings_that_mkdocs_takes_do_not_stop_us(guide: Guide) -> None:
    """What it does not take, it names itself, before a hook is called."""
    for built in guide.built(CONFIG, BUILDS):
        assert str(ROOT / 'hooks') not in built.error, built
