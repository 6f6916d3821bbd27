"""Dockerfiles pass a linter; Kubernetes manifests, workflows, Compose files fit their schemas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from support import DOCS

from guide.bank import bank
from guide.model import Fence, Page

KUBERNETES = '1.37'
SCHEMAS = {'jobs': 'vendor.github-workflows', 'services': 'vendor.compose-spec'}
FENCES = [(page, fence) for page in bank.load(DOCS)[0].pages for fence in page.fences]
PROGRAMS = Path(sys.executable).parent


def of(*languages: str) -> list[Any]:
    return [
        pytest.param(page, fence, id=f'{page.name}:{fence.line}', marks=pytest.mark.page(page.path))
        for page, fence in FENCES
        if fence.language in languages
    ]


@pytest.mark.parametrize(('page', 'fence'), of('dockerfile'))
def test_dockerfile(page: Page, fence: Fence) -> None:
    check(page, fence, lint(fence.source))


@pytest.mark.parametrize(('page', 'fence'), of('yaml'))
def test_yaml(page: Page, fence: Fence, tmp_path: Path) -> None:
    check(page, fence, faults(fence.source, tmp_path))


def check(page: Page, fence: Fence, found: str) -> None:
    """Fail with the place of the block, if something was found in it."""
    if found:
        pytest.fail(f'docs/{page.path}:{fence.line}: {" ".join(found.split())}', pytrace=False)


def lint(dockerfile: str) -> str:
    """What hadolint has to say; empty when nothing."""
    command = [PROGRAMS / 'hadolint', '-']
    run = subprocess.run(command, input=dockerfile, capture_output=True, text=True, check=False)
    return run.stdout + run.stderr


def faults(source: str, folder: Path) -> str:
    """What does not fit the schema of what the YAML is; empty when all does, or there is none."""
    for document in yaml.safe_load_all(source):
        if not isinstance(document, dict):
            continue
        if {'apiVersion', 'kind'} <= document.keys():
            try:
                kubernetes_validate.validate(document, KUBERNETES, strict=True)
            except kubernetes_validate.ValidationError as error:
                return str(error.message)
        for key in SCHEMAS.keys() & document.keys():
            (folder / 'block.yaml').write_text(source, encoding='utf-8')
            command = [PROGRAMS / 'check-jsonschema', '--builtin-schema', SCHEMAS[key]]
            run = subprocess.run(
                [*command, folder / 'block.yaml'], capture_output=True, text=True, check=False
            )
            return run.stdout if run.returncode else ''
    return ''


@pytest.mark.parametrize(
    ('source', 'fault'),
    [
        ('apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {}', "'containers' is a required"),
        ('apiVersion: v1\nkind: Pod\nspecs: {}', 'specs'),
        ('on: push\njobs: {a: {steps: []}}', 'jobs.a'),
        ('services: {a: {imag: b}}', 'imag'),
        ('a: 1', ''),
    ],
)
def test_a_fault_is_found(source: str, fault: str, tmp_path: Path) -> None:
    found = faults(source, tmp_path)
    assert fault in found
    assert bool(fault) == bool(found)


def test_a_careless_dockerfile_is_found() -> None:
    assert 'DL3006' in lint('FROM python\n')
