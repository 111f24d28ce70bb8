"""Compiled programs are kept: a second process compiles nothing, and other processors have other folders."""

import os
import subprocess
import sys

import pytest

pytest.importorskip("tunix")

from tunix_reasoning.model.compiled import processor

ASKS = """
import sys
import jax

counts = {"hits": 0, "misses": 0}

def heard(event, **_):
    for name in counts:
        counts[name] += event == f"/jax/compilation_cache/cache_{name}"

jax.monitoring.register_event_listener(heard)
jax.numpy.zeros(3) + 1  # something is compiled before the model is loaded, as in a notebook
from tunix_reasoning.generation import Generator
from tunix_reasoning.model import load_policy

Generator(load_policy(sys.argv[1]), 32, 8)(["What is 1 + 1?"], 2, temperature=1.0)
print(counts["hits"], counts["misses"], jax.config.jax_compilation_cache_dir)
"""


def asked(folder, home, **variables):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("JAX_COMP", "JAX_PERS", "XLA_FLAGS"))}
    done = subprocess.run([sys.executable, "-c", ASKS, folder], text=True, capture_output=True, check=True,
                          env=environment | {"XDG_CACHE_HOME": str(home)} | variables)
    hits, misses, where = done.stdout.split()
    return int(hits), int(misses), where


@pytest.mark.slow
def test_a_second_process_compiles_nothing(model_folder, tmp_path):
    hits, misses, where = asked(model_folder, tmp_path / "home")
    assert hits == 0
    assert misses > 0
    assert where.startswith(str(tmp_path / "home" / "tunix-reasoning"))
    again, compiled, _ = asked(model_folder, tmp_path / "home")
    assert again > 0
    assert compiled < misses, "what compiles in a moment is compiled again"


@pytest.mark.slow
def test_a_folder_of_the_users_is_used_and_none_is_respected(model_folder, tmp_path):
    own = str(tmp_path / "own")
    assert asked(model_folder, tmp_path / "home", JAX_COMPILATION_CACHE_DIR=own)[2] == own
    assert asked(model_folder, tmp_path / "home", JAX_ENABLE_COMPILATION_CACHE="false")[2] == "None"
    assert not (tmp_path / "home").exists()


def test_each_kind_of_processor_has_its_folder(tmp_path):
    texts = {"one": "flags\t\t: fpu sse2 avx2\n", "other": "flags\t\t: fpu sse2 avx512f\n", "arm": "Features: asimd\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    names = [processor(tmp_path / name) for name in texts]
    assert len(set(names)) == 3
    assert processor(tmp_path / "one") == names[0]
    assert processor(tmp_path / "missing") == "any"
