"""What the trainer relies on inside Tunix 0.1.7; a failure here says what changed."""

import inspect

import jax.numpy as jnp
import numpy as np
import pytest

pytest.importorskip("tunix")

from tunix.models.gemma import model as gemma
from tunix.models.gemma import params_safetensors
from tunix.models.gemma3 import model as gemma3
from tunix.rl import common, function_registry, reward_manager, rl_cluster
from tunix.rl.grpo import grpo_learner
from tunix.rl.rollout import base_rollout
from tunix.sft import checkpoint_manager, peft_trainer

from tunix_reasoning.setting_limits import CHOICES


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
        (base_rollout.BaseRollout.generate, {"prompts", "rollout_config"}),
        (base_rollout.RolloutOutput, {"text", "logits", "tokens", "left_padded_prompt_tokens", "logprobs"}),
        (gemma.Gemma.__call__, {"last_tokens", "positions", "cache", "attention_mask", "output_hidden_states"}),
        (gemma3.Gemma3.__call__, {"last_tokens", "positions", "cache", "attention_mask", "output_hidden_states"}),
        (reward_manager.AbstractRewardManager.__init__, {"reward_fns", "algo_config"}),
        (peft_trainer.PeftTrainer.create_train_step_fn, {"self"}),
        (peft_trainer.PeftTrainer._train_step, {"model", "optimizer", "inputs"}),
        (peft_trainer.PeftTrainer._shard_optimizer, {"mesh"}),
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


def test_a_rollout_engine_has_what_ours_gives():
    assert base_rollout.BaseRollout.__abstractmethods__ == {
        "__init__", "generate", "get_per_token_logps", "update_params", "pad_id", "eos_id", "model",
    }


def test_masks_of_local_layers_still_count_slots():
    """Were they to count positions, rows of a whole group could be as long as memory allows."""
    mask = gemma._create_sliding_mask(jnp.array([[5, 0]]), cache_len=10, sliding_window_size=3)
    assert [np.flatnonzero(row).tolist() for row in mask[0]] == [[3, 4, 5, 6, 7], [0, 1, 2]]


@pytest.mark.parametrize("mode", CHOICES["loss_agg_mode"])
def test_the_ways_to_aggregate_a_loss_are_known(mode):
    common.aggregate_loss(jnp.ones((2, 3)), jnp.ones((2, 3)), mode)


@pytest.mark.parametrize("name", CHOICES["advantage_estimator"])
def test_the_estimators_of_advantages_are_known(name):
    function_registry.get_advantage_estimator(name)


def test_the_module_has_the_weights_that_are_written_out():
    parameters = inspect.signature(gemma.ModelConfig).parameters
    assert {"num_kv_heads", "attn_logits_soft_cap", "final_logit_softcap", "sliding_window_size"} <= set(
        parameters
    )
