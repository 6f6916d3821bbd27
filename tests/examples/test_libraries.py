"""The pages name the versions of the locks, so these must be what the blocks run with."""

from __future__ import annotations

import platform
from importlib.metadata import version

import pytest
from support import locks, record

from guide.bank import runs


def test_what_is_installed_is_what_is_locked() -> None:
    locked = runs.locked(locks.text(), platform.python_version())
    installed = {name: version(name).partition('+')[0] for name in locked}  # +cpu: a build of it
    assert installed == locked


@pytest.mark.parametrize(
    ('module', 'name'),
    [
        ('sklearn.svm', 'scikit-learn'),
        ('airflow.sdk', 'apache-airflow-task-sdk'),  # which shares its package with six others
        ('mlflow', 'mlflow'),  # of which three have the file
        ('google.protobuf', 'protobuf'),
        ('os.path', None),
        ('nothing', None),
    ],
)
def test_a_module_is_brought_by_the_same_distribution_on_every_machine(
    module: str, name: str | None
) -> None:
    assert record.distribution(module) == name
