"""What runs on GitHub is pinned, granted as little as it needs, and never publishes from a cache.

Nobody sees these files run until they are merged, so every promise they make is checked here,
with the locked tools and without a network.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.utils.yaml import yaml_load

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / '.github/workflows').glob('*.y*ml'))
TEMPLATES = ROOT / '.github/ISSUE_TEMPLATE'
FORMS = sorted(set(TEMPLATES.glob('*.y*ml')) - {TEMPLATES / 'config.yml'})
DEPENDABOT = ROOT / '.github/dependabot.yml'

PINNED = re.compile(r'[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*')
LONGEST_MINUTES = 60
COOLDOWN_DAYS = 7
PULL_REQUESTS_ONLY = "${{ github.event_name == 'pull_request' }}"

every_workflow = pytest.mark.parametrize('path', WORKFLOWS, ids=lambda path: path.name)


def run(tool: str, *arguments: str | Path) -> None:
    """Fail with everything the tool said, so that a red check needs no second run to read it."""
    done = subprocess.run([TOOLS / tool, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def load(path: Path) -> dict[str, Any]:
    """Say which file is not a mapping, where a bare `load` would fail far from the cause."""
    data = yaml.safe_load(path.read_text(encoding='utf-8'))
    assert isinstance(data, dict), path
    return data


def jobs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name each job with its file: a bare job name does not say where to look."""
    for name, job in load(path)['jobs'].items():
        yield f'{path.name}: {name}', job


def grants(job: dict[str, Any]) -> str:
    """Return the grants as one text, because `write-all` is a grant as well as `pages: write`."""
    return str(job.get('permissions', ''))


def caches(job: dict[str, Any]) -> bool:
    """Find caches by either road: an action that is one, or an option of another action."""
    steps = job.get('steps', [])
    words = [word for step in steps for word in [step.get('uses', ''), *step.get('with', {})]]
    return any('cache' in word for word in words)


def publishers() -> list[Path]:
    """Find the workflows that publish by their grant, so that a renamed one is still found."""
    publishing = "'pages': 'write'"
    return [path for path in WORKFLOWS if any(publishing in grants(job) for _, job in jobs(path))]


def test_zizmor_finds_nothing() -> None:
    """The strictest persona and no configuration file: an exception must stand beside its cause."""
    options = ['--offline', '--persona=auditor', '--strict-collection', '--no-config']
    run('zizmor', *options, '--no-progress', ROOT / '.github', ROOT / '.pre-commit-config.yaml')


@pytest.mark.parametrize(
    ('schema', 'paths'),
    [
        ('vendor.github-workflows', WORKFLOWS),
        ('vendor.dependabot', [DEPENDABOT]),
        ('vendor.github-issue-config', [TEMPLATES / 'config.yml']),
        ('vendor.github-issue-forms', FORMS),
    ],
)
def test_files_match_their_schema(schema: str, paths: list[Path]) -> None:
    """GitHub drops a file it cannot read without a word: a form that is wrong is just not there."""
    assert paths, f'no file is left to check against {schema}'
    run('check-jsonschema', '--builtin-schema', schema, *paths)


@every_workflow
def test_actions_are_pinned(path: Path) -> None:
    """A tag can be moved to other code, a commit cannot; the comment is what Dependabot reads."""
    used = re.findall(r'uses: *(.*)', path.read_text(encoding='utf-8'))
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


@every_workflow
def test_nothing_is_granted_to_every_job(path: Path) -> None:
    """A grant belongs to the job that needs it, and a job that is added later starts with none."""
    assert load(path)['permissions'] == {}


@every_workflow
def test_jobs_that_can_write_run_no_code_of_ours(path: Path) -> None:
    """A package or a pull request that turns bad must not find a grant to write beside it."""
    for name, job in jobs(path):
        if 'write' in grants(job):
            steps = str(job['steps'])
            assert 'actions/checkout' not in steps, name
            assert 'make ' not in steps, name


@every_workflow
def test_jobs_have_a_timeout(path: Path) -> None:
    """A job that hangs would hold the queue of deployments for the six hours GitHub allows."""
    for name, job in jobs(path):
        assert 0 < job.get('timeout-minutes', 0) <= LONGEST_MINUTES, name


def test_what_is_published_comes_from_no_cache() -> None:
    """Another run may have filled a cache, so what is made from it may be in no commit."""
    assert publishers()
    assert [name for path in publishers() for name, job in jobs(path) if caches(job)] == []


def test_a_deployment_is_never_cancelled() -> None:
    """Only a pull request may give way to a newer run: half a deployment is a broken site."""
    assert publishers()
    for path in publishers():
        for part in [load(path), *(job for _, job in jobs(path))]:
            cancel = part.get('concurrency', {}).get('cancel-in-progress', False)
            assert cancel in (False, PULL_REQUESTS_ONLY), path.name


def test_each_python_that_may_be_used_is_tested_and_named() -> None:
    """From the oldest that the project allows, without a gap; the README promises no other."""
    tested = [(ROOT / '.python-version').read_text(encoding='utf-8').strip()]
    for job in load(ROOT / '.github/workflows/site.yml')['jobs'].values():
        tested += job.get('strategy', {}).get('matrix', {}).get('python', [])
    project = tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))['project']
    oldest = int(project['requires-python'].removeprefix('>=3.').partition('.')[0])
    assert tested == [f'3.{minor}' for minor in range(oldest, oldest + len(tested))]
    readme = (ROOT / 'README.md').read_text(encoding='utf-8')
    assert sorted(set(re.findall(r'\b3\.\d\d\b(?!\.)', readme))) == tested


def test_new_releases_wait_before_they_are_proposed() -> None:
    """Zizmor 1.32 stops at the first entry that waits long enough, so each one is read here."""
    for update in load(DEPENDABOT)['updates']:
        assert update['cooldown']['default-days'] >= COOLDOWN_DAYS, update['package-ecosystem']


def test_wrong_answer_form_has_the_fields_the_site_fills_in() -> None:
    """The site's links name these two ids, and GitHub silently ignores a name it does not know."""
    fields = load(TEMPLATES / 'wrong-answer.yml')['body']
    assert {'question', 'version'} <= {field.get('id') for field in fields}


def test_the_readme_clones_the_repository_that_the_site_names() -> None:
    """The one place beside mkdocs.yml that has to name it."""
    with (ROOT / 'mkdocs.yml').open(encoding='utf-8') as file:
        repository = str(yaml_load(file)['extra']['repository'])
    readme = (ROOT / 'README.md').read_text(encoding='utf-8')
    assert f'git clone {repository} && cd {repository.rpartition("/")[2]}\n' in readme
