"""ProperDocs, which goes on where MkDocs 1.6.1 ended, builds the same site and refuses the same.

Material for MkDocs ends in May 2027; whichever of the two the guide is built with then, readers are
not to notice.
"""

from __future__ import annotations

import re
from pathlib import Path

from support import ROOT, tiny
from support.site import build
from support.tiny import PRACTICE

GENERATOR = re.compile(rb'<meta name="generator" content="([^"]*)">')


def files(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path, without the one tag that may differ."""
    return {
        path.relative_to(site).as_posix(): GENERATOR.sub(b'', path.read_bytes())
        for path in site.rglob('*')
        if path.is_file()
    }


def test_it_builds_the_same_site(built_site: Path, tmp_path: Path) -> None:
    done = build('properdocs', ROOT, tmp_path / 'site')
    assert done.returncode == 0, done.stdout
    ours, theirs = files(built_site), files(tmp_path / 'site')
    assert ours.keys() == theirs.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []
    generator = GENERATOR.search((tmp_path / 'site/index.html').read_bytes())
    assert generator is not None
    assert b'ProperDocs' in generator[1]


def test_it_stops_at_a_fault_of_the_guide_and_at_a_broken_link(tmp_path: Path) -> None:
    """The guide's own warnings count too: it knows their loggers by MkDocs' names."""
    project = tiny.create(tmp_path)
    project.edit(PRACTICE, 'basics.md#what-is-bias', 'basics.md#what-is-bais')
    refused = build('properdocs', project.folder, tmp_path / 'site')
    assert refused.returncode == 1
    assert '#what-is-bais' in refused.stdout

    project.edit(PRACTICE, 'concepts: [variance]', 'concepts: [varience]')
    refused = build('properdocs', project.folder, tmp_path / 'site')
    assert refused.returncode == 1
    assert f'{PRACTICE}:{project.line(PRACTICE, "[varience]")}: unknown concept' in refused.stdout
