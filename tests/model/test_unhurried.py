"""Tunix is imported in part, and is whole for who asks for it."""

import subprocess
import sys

import pytest

pytest.importorskip("tunix")

PROGRAM = """
import sys
import tunix_reasoning.inference
parts = "tunix.models.gemma.model", "tunix.rl", "pandas", "tensorboardX", "orbax.checkpoint.checkpointers"
print([name for name in parts if name in sys.modules])
from tunix import GRPOLearner
import tunix
from tunix.rl.grpo import grpo_learner
import orbax.checkpoint as ocp
from orbax.checkpoint import CheckpointManager
print(ocp.CheckpointManager is CheckpointManager, type(ocp).__name__)
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
        "['tunix.models.gemma.model']", "True module", "True True module", "module 'tunix' has no attribute 'nothing'",
    ]
