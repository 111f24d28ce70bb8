"""What the tests of the training path share: a Gemma 2 of thirty thousand weights, warmed up in seconds.

Nothing here imports JAX before a test asks for the model. Compiled programs are kept for the length of the
session, so that trainers, samplers and subprocesses of the same shapes compile once.
"""

import itertools
import os
import shutil
import tempfile

import pytest
from helpers import FAMILIES, copied

SHAPE = {"vocab_size": 420, "num_hidden_layers": 2, "hidden_size": 32, "intermediate_size": 64,
         "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 16, "row_length": 192,
         "batch_rows": 4}
QUICKLY_COMPILED = ("--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true "
                    "--xla_cpu_use_fusion_emitters=false")
"""Models this small take longer to compile than to run; `XLA_FLAGS= make test` compiles them as usual."""


def pytest_configure(config):
    cache = tempfile.mkdtemp(prefix="tunix-reasoning-tests-")
    config.add_cleanup(lambda: shutil.rmtree(cache, ignore_errors=True))
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", cache)
    os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0")
    os.environ.setdefault("XLA_FLAGS", QUICKLY_COMPILED)


def pytest_collection_modifyitems(items):
    """The longest test begins first, so that no worker is left alone with it."""
    items.sort(key=lambda item: item.name != "test_a_run_that_is_killed_anywhere_goes_on_as_if_it_had_not_been")


@pytest.fixture(scope="session")
def examples():
    """150 short arithmetic questions of all splits, each with a concise trace."""
    from reasoning_data.catalog import generate

    return list(generate(150, seed=7, families=FAMILIES))


@pytest.fixture(scope="session")
def warmup_config():
    """The embedded model's configuration, smaller."""
    from tunix_reasoning.warmup.recipe import WarmupConfig

    return WarmupConfig(families=FAMILIES, **SHAPE)


@pytest.fixture(scope="session")
def tokenizer(examples, warmup_config):
    """Trained on the examples."""
    from random import Random

    from tunix_reasoning.prompts import create_prompt
    from tunix_reasoning.warmup.recipe import reasoned
    from tunix_reasoning.warmup.tokenizer import train_tokenizer

    texts = [create_prompt(e["question"]) + reasoned(e, Random()) for e in examples]
    return train_tokenizer(texts, warmup_config.vocab_size)


@pytest.fixture(scope="session")
def untrained(warmup_config, tokenizer):
    """The model with random weights; tests must not change it."""
    from tunix_reasoning.warmup.recipe import create_policy

    return create_policy(warmup_config, tokenizer)


@pytest.fixture(scope="session")
def policy(untrained, examples, warmup_config):
    """The model after a short lesson, so that it writes tags now and then; tests must not change it."""
    from tunix_reasoning.warmup.packing import packed_rows
    from tunix_reasoning.warmup.recipe import habitual, supervise
    from tunix_reasoning.warmup.roles import with_roles

    taught = copied(untrained)
    stream = itertools.cycle(examples)
    converse = with_roles(habitual(warmup_config), 0.0)
    rows = packed_rows(stream, taught.tokenizer, converse, warmup_config.row_length, seed=0)
    supervise(taught, rows, warmup_config.batch_rows, steps=80, learning_rate=1e-2)
    return taught


@pytest.fixture(scope="session")
def model_folder(policy, warmup_config, tmp_path_factory):
    """The model in Hugging Face layout."""
    from tunix_reasoning.model import save_policy

    folder = tmp_path_factory.mktemp("model")
    save_policy(policy, folder, warmup_config.hugging_face(policy.tokenizer.get_piece_size()))
    return folder


@pytest.fixture
def fresh_policy(policy):
    """A copy of the model that a test may train."""
    return copied(policy)
