"""What is too wide scrolls on a screen; on paper it is broken, set smaller, or made a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import bidi
from support.paper import MM, WAYS, Print, Sheet, Way
from support.wide import ENDS

LEFT, RIGHT = 20 * MM, 16 * MM
SMALLEST_PX = 6.5 * 96 / 72
TITLE = 0.66 * 20  # points: a capital of the serif at the title's size

every_way = pytest.mark.parametrize('way', WAYS, ids=str)


def missing(printed: Print, way: Way) -> list[str]:
    """The ends that are not on paper."""
    text = ''.join(sheet.body for sheet in printed.sheets)
    return [end for end in ENDS[way.mode] if end not in text]


def outside(sheet: Sheet) -> list[str]:
    """What stands in the margins at the sides, or past them."""
    return [
        f'{letter} at {place.left:.0f}'
        for letter, place in zip(sheet.body, sheet.places, strict=True)
        if place.left < LEFT - MM or place.right > sheet.width - RIGHT + MM
    ]


@every_way
def test_the_end_of_everything_wide_is_on_the_sheet(wide: dict[Way, Print], way: Way) -> None:
    assert missing(wide[way], way) == []
    assert [found for sheet in wide[way].sheets if (found := outside(sheet))] == []


@every_way
def test_no_page_is_scaled_down_for_it(wide: dict[Way, Print], way: Way) -> None:
    """Browsers do that to a page with something too wide on it: the title tells."""
    assert title_size(wide[way]) > 0.95 * TITLE


def title_size(printed: Print) -> float:
    """The height of the title's first letter, a capital."""
    first = printed.sheets[0].places[0]
    return first.top - first.bottom


def test_no_text_is_smaller_than_6_5_points(sizes: dict[str, float]) -> None:
    assert sizes
    assert min(sizes.values()) >= SMALLEST_PX, sizes


def test_firefox_prints_the_ends_too(wide_address: str, tmp_path: Path) -> None:
    path = bidi.find()
    if path is None:
        pytest.skip('no Firefox on this machine')
    with bidi.firefox(path, tmp_path) as tab:
        tab.open(wide_address)
        printed = Print(tab.print())
    assert missing(printed, WAYS[0]) == []
    assert [found for sheet in printed.sheets if (found := outside(sheet))] == []
    assert title_size(printed) > 0.95 * TITLE
