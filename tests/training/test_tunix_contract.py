"""What the trainer relies on inside Tunix 0.1.7; a failure here says what changed."""

import inspect

import pytest

pytest.importorskip("tunix")

from tunix.generate import sampler, utils
from tunix.models.gemma import model as gemma
from tunix.models.gemma import params_safetensors
from tunix.rl import algo_core, common, function_registry, reward_manager, rl_cluster
from tunix.rl.grpo import grpo_learner
from tunix.rl.rollout import base_rollout, vanilla_rollout
from tunix.sft import checkpoint_manager, peft_trainer

from tunix_reasoning.limits import CHOICES
from tunix_reasoning.training.tunix import UPDATE_METRICS


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (rl_cluster.RLCluster.__init__, {"actor", "reference", "tokenizer", "cluster_config"}),
        (rl_cluster.ClusterConfig, {"role_to_mesh", "rollout_engine", "rollout_config", "training_config"}),
        (rl_cluster.RLTrainingConfig, {"actor_optimizer", "mini_batch_size", "train_micro_batch_size",
                                       "rollout_micro_batch_size", "compute_logps_micro_batch_size"}),
        (base_rollout.RolloutConfig, {"max_tokens_to_generate", "max_prompt_length", "kv_cache_size",
                                      "temperature", "seed", "eos_tokens"}),
        (grpo_learner.GRPOConfig, {"num_generations", "num_iterations", "beta", "epsilon", "kl_loss_mode",
                                  "loss_agg_mode", "advantage_estimator", "reward_manager"}),
        (grpo_learner.GRPOLearner.__init__, {"rl_cluster", "algo_config", "reward_fns"}),
        (vanilla_rollout.VanillaRollout.generate, {"prompts", "rollout_config"}),
        (vanilla_rollout.VanillaRollout.__init__, {"model", "tokenizer", "cache_config_or_size"}),
        (reward_manager.AbstractRewardManager.__init__, {"reward_fns", "algo_config"}),
        (sampler.Sampler.__call__, {"input_strings", "max_generation_steps", "max_prompt_length",
                                    "temperature", "top_p", "seed", "eos_tokens"}),
        (peft_trainer.PeftTrainer.jit_train_and_eval_step, {"cache_nnx_graph"}),
        (common.compute_per_token_logps, {"graphdef", "state", "prompt_tokens", "completion_tokens", "pad_id", "eos_id",
                                          "temperature"}),
        (rl_cluster.RLCluster.get_ref_per_token_logps, {"prompt_tokens", "completion_tokens", "pad_id", "eos_id",
                                                        "micro_batch_size"}),
        (checkpoint_manager.CheckpointManager.save, {"step", "model", "optimizer", "save_only_lora_params", "force",
                                                     "custom_metadata"}),
        (checkpoint_manager.CheckpointManager.maybe_restore, {"model", "restore_only_lora_params"}),
        (params_safetensors.create_model_from_safe_tensors, {"file_dir", "config", "mesh", "dtype"}),
    ],
)
def test_parameters_are_still_there(function, parameters):
    missing = parameters - set(inspect.signature(function).parameters)
    assert not missing, f"{function.__qualname__} of Tunix no longer takes {sorted(missing)}"


def test_the_rollout_engine_is_built_with_the_arguments_that_ours_takes():
    source = inspect.getsource(rl_cluster.RLCluster._init_cluster)
    for argument in ("rollout_actor=", "tokenizer=", "mesh=", "rollout_config="):
        assert argument in source, f"RLCluster no longer builds rollout engines with {argument}"


def test_the_sampler_still_cuts_the_end_token():
    """`SeededRollout` puts it back; if Tunix keeps it one day, it would stand there twice."""
    import numpy as np

    assert utils.np_find_first_eos_idx(np.array([5, 6, 1, 0]), np.array([1])) == 2
    assert "start_idx:end_idx" in inspect.getsource(sampler.Sampler.__call__)


def test_the_update_reports_what_a_row_holds():
    """A train step returns the loss, what the loss function says besides, and takes one example."""
    parameters = list(inspect.signature(peft_trainer.PeftTrainer._train_step).parameters)
    assert parameters == ["self", "model", "optimizer", "inputs"]
    source = inspect.getsource(algo_core.grpo_loss_fn)
    for name in UPDATE_METRICS:
        assert f'"{name}"' in source, f"Tunix's loss no longer reports {name}"


@pytest.mark.parametrize("mode", CHOICES["loss_agg_mode"])
def test_the_ways_to_aggregate_a_loss_are_known(mode):
    import jax.numpy as jnp

    common.aggregate_loss(jnp.ones((2, 3)), jnp.ones((2, 3)), mode)


@pytest.mark.parametrize("name", CHOICES["advantage_estimator"])
def test_the_estimators_of_advantages_are_known(name):
    function_registry.get_advantage_estimator(name)


def test_the_module_has_the_weights_that_are_written_out():
    parameters = inspect.signature(gemma.ModelConfig).parameters
    assert {"num_kv_heads", "attn_logits_soft_cap", "final_logit_softcap", "sliding_window_size"} <= set(
        parameters
    )
