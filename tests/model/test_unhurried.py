"""Tunix is imported in part, and is whole for who asks for it."""

import subprocess
import sys

import pytest

pytest.importorskip("tunix")

PROGRAM = """
import sys
import tunix_reasoning.inference
print([name for name in ("tunix.models.gemma.model", "tunix.rl", "pandas", "tensorboardX") if name in sys.modules])
from tunix import GRPOLearner
import tunix
from tunix.rl.grpo import grpo_learner
print(GRPOLearner is grpo_learner.GRPOLearner, tunix.__version__[0].isdigit(), type(tunix).__name__)
try:
    tunix.nothing
except AttributeError as error:
    print(error)
"""


def test_a_question_needs_gemma_alone_and_the_front_door_still_opens():
    finished = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.splitlines() == [
        "['tunix.models.gemma.model']", "True True module", "module 'tunix' has no attribute 'nothing'",
    ]
