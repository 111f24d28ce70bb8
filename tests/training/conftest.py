"""One run that several files compare theirs with."""

import shutil
from dataclasses import replace

import pytest


@pytest.fixture(scope="session")
def whole_run(policy, examples, tmp_path_factory):
    """Four steps in one go."""
    from training_runs import run

    return run(policy, examples, output=tmp_path_factory.mktemp("unbroken"))


@pytest.fixture
def unbroken(whole_run, tmp_path_factory):
    """The run with a folder that a test may change."""
    folder = tmp_path_factory.mktemp("copy") / "unbroken"
    shutil.copytree(whole_run.output, folder)
    return replace(whole_run, output=folder)
