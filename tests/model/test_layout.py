"""Which mesh is chosen for which model and devices, and what is split over it."""

import pytest

pytest.importorskip("tunix")

import gemmas
from jax.sharding import PartitionSpec
from tunix.models.gemma import model as gemma
from tunix.models.gemma3 import model as gemma3

from tunix_reasoning.model import Layout, PolicyError, choose_layout, layout, load_policy
from tunix_reasoning.model.layout import abstract_model, choose_meshes, laid_out, token_seconds, weights_of


def gemma2_2b():
    config = gemma.ModelConfig.gemma2_2b()
    config.num_embed = 256_000  # as loaded
    return config


@pytest.mark.parametrize(
    ("config", "devices", "layout"),
    [
        (gemma2_2b(), 8, Layout(2, 4)),  # a token reads 5.2 GB: split as far as the key-value heads go
        (gemma2_2b(), 4, Layout(1, 4)),
        (gemma2_2b(), 2, Layout(1, 2)),
        (gemma2_2b(), 1, Layout(1, 1)),
        (gemma2_2b(), 6, Layout(3, 2)),
        (gemma3.ModelConfig.gemma3_1b_it(), 8, Layout(8, 1)),  # one key-value head
        (gemmas.gemma2(), 8, Layout(8, 1)),  # so small that all-reduces would take longer than the weights
    ],
)
def test_the_layout_in_which_a_token_is_decoded_fastest(config, devices, layout):
    assert choose_layout(config, devices) == layout


def test_a_mesh_that_is_given_decides():
    assert choose_layout(gemma2_2b(), 8, "8x1") == Layout(8, 1)
    assert choose_layout(gemma2_2b(), 8, "4x2") == Layout(4, 2)


@pytest.mark.parametrize(
    ("mesh", "message"),
    [
        ("1x8", r"tp=8 does not divide the model's key-value heads \(4\)"),
        ("4x4", "8 devices in all, such as 8x1. Received: 4x4"),
        ("8", "must be FSDPxTP.* Received: '8'"),
        ("8x", "must be FSDPxTP"),
        ("2x2x2", "must be FSDPxTP"),
        ("-8x-1", "must be FSDPxTP"),
        ("0x8", "must be FSDPxTP"),
    ],
)
def test_a_mesh_that_cannot_be_is_refused_with_the_reason(mesh, message):
    with pytest.raises(PolicyError, match=message):
        choose_layout(gemma2_2b(), 8, mesh)


@pytest.mark.parametrize(
    ("mesh", "message"),
    [
        ("2x2+4x2", r"mesh 2x2\+4x2 is of 12 devices, and there are 8"),
        ("1x2+1x8", r"mesh 1x8: tp=8 does not divide the model's key-value heads \(4\)"),
        ("2x2+", "two joined by a plus sign. Received: ''"),
        ("+2x2", "two joined by a plus sign. Received: ''"),
        ("1x1+1x1+1x1", "two joined by a plus sign. Received: '1x1.1x1'"),
    ],
)
def test_two_meshes_that_cannot_be_are_refused_with_the_reason(mesh, message, monkeypatch):
    monkeypatch.setattr(layout.jax, "devices", lambda: list(range(8)))
    with pytest.raises(PolicyError, match=message):
        choose_meshes(gemma2_2b(), mesh)


def test_two_meshes_across_hosts_are_refused(monkeypatch):
    monkeypatch.setattr(layout.jax, "devices", lambda: list(range(8)))
    monkeypatch.setattr(layout.jax, "process_count", lambda: 2)
    with pytest.raises(PolicyError, match=r"of their own are for the devices of one host. Received: mesh=2x2\+2x2"):
        choose_meshes(gemma2_2b(), "2x2+2x2")


def test_the_choice_does_not_depend_on_a_few_microseconds():
    """All-reduces of 5 and of 20 µs would give the same layouts for Gemma 2 2B on eight devices."""
    seconds = {tp: token_seconds(gemma2_2b(), tp) for tp in (1, 2, 4)}
    assert seconds[4] < seconds[2] < seconds[1]
    assert seconds[4] + 53 * 1e-5 < seconds[1]


def test_weights_are_counted():
    policy = load_policy("embedded")
    norms = 192 * (4 * 4 + 1)
    assert weights_of(policy.model.config) + norms == policy.parameters


def specs(config, **how):
    model = abstract_model(laid_out(config, **how))
    return {path: x.get_metadata("out_sharding") for path, x in gemmas.flat(model).items()}


def test_sampled_weights_are_never_split_over_the_batch():
    for config in (gemmas.gemma2(), gemmas.gemma2(num_kv_heads=1), gemmas.gemma2(num_kv_heads=8), gemmas.gemma3()):
        for path, spec in specs(config).items():
            assert "fsdp" not in (spec or ()), path
            assert "scale" not in path or "tp" not in (spec or ()), "norms are whole"


def test_masters_are_split_over_everything():
    for path, spec in specs(gemmas.gemma2(), split=True).items():
        if "scale" not in path:
            assert {"fsdp", "tp"} <= set(spec), path
    assert PartitionSpec(*specs(gemmas.gemma2(num_kv_heads=1), split=True)["layers", 0, "attn", "kv_einsum", "w"]) == (
        PartitionSpec(None, None, "fsdp", None)
    )


def test_rematerialization_is_as_it_is_said_to_be():
    model = abstract_model(laid_out(gemmas.gemma2(), rematerialize=True))
    assert all(layer.config.remat_config == gemma.RematConfig.DECODER for layer in model.layers)
    again = abstract_model(laid_out(model.config))
    assert all(layer.config.remat_config == gemma.RematConfig.NONE for layer in again.layers)
