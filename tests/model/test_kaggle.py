"""Gemma 2 from Kaggle: the attached folder is used, read as Tunix reads it, and what is missing is said."""

import shutil

import flax_checkpoint
import gemmas
import pytest

pytest.importorskip("tunix")

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx
from tunix.models.gemma import model as gemma
from tunix.models.gemma import params

from tunix_reasoning.model import PolicyError, load_policy

NAME = "kaggle:google/gemma-2/flax/gemma2-2b-it"
TOKENS = [2, *range(7, 30)]
ROWS = gemmas.PIECES + 128


@pytest.fixture(scope="module")
def attached(tmp_path_factory):
    """A folder like /kaggle/input with two versions of the model, of which the first has other weights."""
    root = tmp_path_factory.mktemp("input")
    path = root / "gemma-2" / "flax" / "gemma2-2b-it"
    flax_checkpoint.write(path / "1", gemmas.gemma2(embed_dim=32), ROWS)
    flax_checkpoint.write(path / "2", gemmas.gemma2(), ROWS)
    return root


@pytest.fixture
def notebook(attached, monkeypatch):
    """A notebook with the model attached and no network."""
    import kagglehub

    def refuse(*args, **kwargs):
        raise AssertionError("nothing is to be downloaded")

    monkeypatch.setattr(kagglehub, "model_download", refuse)
    monkeypatch.setenv("KAGGLE_CACHE_MOUNT_FOLDER", str(attached))


@pytest.mark.slow
def test_it_computes_what_tunix_own_reader_gives(notebook, attached):
    policy = load_policy(NAME, dtype=jnp.float32)
    folder = attached / "gemma-2" / "flax" / "gemma2-2b-it" / "2" / "gemma2-2b-it"
    stored = params.load_and_format_params(str(folder))["transformer"]
    config = gemmas.gemma2(num_embed=ROWS)
    model = gemma.module_from_linen_variables(
        module_factory=lambda: gemma.Gemma(config, rngs=nnx.Rngs(params=0)),
        variables=jax.tree.map(lambda x: x.astype(jnp.float32), stored),
        map_key_fn=gemma._map_linen_var_names,
        assign_val_fn=gemma._assign_linen_params_to_nnx_state,
    )
    ours = gemmas.logits(policy, TOKENS)
    policy.model = model
    theirs = gemmas.logits(policy, TOKENS)
    assert ours.shape[1] == gemmas.PIECES, "ids above the tokenizer's are never sampled"
    np.testing.assert_allclose(ours, theirs[:, : gemmas.PIECES], atol=1e-5)


def test_weights_are_of_the_dtype_asked_for_whatever_they_were_saved_with(notebook):
    for dtype in (jnp.bfloat16, jnp.float32):
        weights = gemmas.flat(load_policy(NAME, dtype=dtype).model).values()
        assert {x.get_raw_value().dtype for x in weights} == {jnp.dtype(dtype)}


def test_the_newest_attached_version_is_used_unless_one_is_named(notebook):
    assert load_policy(NAME).model.config.embed_dim == 64
    assert load_policy(f"{NAME}/1").model.config.embed_dim == 32


def test_a_folder_with_a_flax_checkpoint_is_a_model_too(notebook, attached):
    folder = attached / "gemma-2" / "flax" / "gemma2-2b-it" / "2"
    expected = gemmas.logits(load_policy(NAME), TOKENS)
    np.testing.assert_array_equal(gemmas.logits(load_policy(str(folder)), TOKENS), expected)


def test_the_transposed_kernels_of_larger_models_are_read(tmp_path, attached):
    import orbax.checkpoint as ocp

    folder = attached / "gemma-2" / "flax" / "gemma2-2b-it" / "2"
    tree = ocp.StandardCheckpointer().restore(folder / "gemma2-2b-it")
    for name, value in tree.items():
        if name.endswith("gating_einsum"):
            value["w"] = jnp.swapaxes(value["w"], 1, 2)
    shutil.copytree(folder, tmp_path / "9b", ignore=shutil.ignore_patterns("gemma2-2b-it"))
    with ocp.StandardCheckpointer() as checkpointer:
        checkpointer.save(tmp_path / "9b" / "gemma2-9b", tree)
    expected = gemmas.logits(load_policy(str(folder)), TOKENS)
    np.testing.assert_array_equal(gemmas.logits(load_policy(str(tmp_path / "9b")), TOKENS), expected)


class Refusal(Exception):
    """As kagglehub raises it: an HTTP error with several lines."""

    def __init__(self, status, text):
        super().__init__(f"{status} Client Error.\n\n{text}")
        self.response = type("Response", (), {"status_code": status})()


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (Refusal(403, "requiring consent"), "accept Gemma's licence at https://www.kaggle.com/models/google/gemma-2"),
        (Refusal(401, "not authenticated"), "log in: set KAGGLE_USERNAME and KAGGLE_KEY"),
        (ValueError("User is not authenticated"), "log in"),
        (ConnectionError("Name or service not known"), "attach the model"),
        (Refusal(404, "not found"), "attach the model"),
    ],
)
def test_what_to_do_is_said_in_one_line(tmp_path, monkeypatch, error, advice):
    import kagglehub

    def refuse(*args, **kwargs):
        raise error

    monkeypatch.setattr(kagglehub, "model_download", refuse)
    monkeypatch.setenv("KAGGLE_CACHE_MOUNT_FOLDER", str(tmp_path))
    with pytest.raises(PolicyError, match=advice) as caught:
        load_policy(NAME)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["kaggle:google/gemma-2/keras/gemma2-2b-it", "kaggle:google/gemma/flax/7b", "kaggle:x"]
)
def test_another_handle_is_refused(name):
    with pytest.raises(PolicyError, match="expected kaggle:google/gemma-2/flax/gemma2-2b-it"):
        load_policy(name)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: (f / "tokenizer.model").unlink(), "has no tokenizer.model: attach google/gemma-2, framework Flax"),
        (lambda f: (f / "tokenizer.model").write_bytes(b"none"), "is not a SentencePiece model"),
        (lambda f: shutil.rmtree(f / "gemma2-2b-it"), "config.json"),  # nothing that tells a Flax checkpoint
        (lambda f: shutil.rmtree(f / "gemma2-2b-it" / "ocdbt.process_0"), "cannot be read"),
    ],
)
def test_a_broken_folder_is_named_in_one_line(attached, tmp_path, change, message):
    folder = shutil.copytree(attached / "gemma-2" / "flax" / "gemma2-2b-it" / "2", tmp_path / "model")
    change(folder)
    with pytest.raises(PolicyError, match=message) as caught:
        load_policy(str(folder))
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_checkpoint_of_something_else_is_refused(tmp_path):
    import orbax.checkpoint as ocp

    shutil.copy(gemmas.TOKENIZER, tmp_path / "tokenizer.model")
    with ocp.StandardCheckpointer() as checkpointer:
        checkpointer.save(tmp_path / "weights", {"dense": {"kernel": jnp.ones((2, 2))}})
    with pytest.raises(PolicyError, match="is not a checkpoint of Gemma 2: it has no transformer/embedder"):
        load_policy(str(tmp_path))
