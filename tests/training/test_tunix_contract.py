"""What the trainer relies on inside Tunix 0.1.7; a failure here says what changed."""

import inspect

import pytest

pytest.importorskip("tunix")

from tunix.generate import sampler, utils
from tunix.models.gemma import model as gemma
from tunix.models.gemma import params_safetensors
from tunix.rl import reward_manager, rl_cluster, rl_learner
from tunix.rl import trainer as rl_trainer
from tunix.rl.grpo import grpo_learner
from tunix.rl.rollout import base_rollout, vanilla_rollout
from tunix.sft import checkpoint_manager, peft_trainer


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (rl_cluster.RLCluster.__init__, {"actor", "reference", "tokenizer", "cluster_config"}),
        (rl_cluster.ClusterConfig, {"role_to_mesh", "rollout_engine", "rollout_config", "training_config"}),
        (rl_cluster.RLTrainingConfig, {"actor_optimizer", "mini_batch_size", "train_micro_batch_size",
                                       "rollout_micro_batch_size", "compute_logps_micro_batch_size"}),
        (base_rollout.RolloutConfig, {"max_tokens_to_generate", "max_prompt_length", "kv_cache_size",
                                      "temperature", "seed", "eos_tokens"}),
        (grpo_learner.GRPOConfig, {"num_generations", "beta", "epsilon", "kl_loss_mode"}),
        (grpo_learner.GRPOLearner.__init__, {"rl_cluster", "algo_config", "reward_fns", "metric_fns"}),
        (vanilla_rollout.VanillaRollout.generate, {"prompts", "rollout_config"}),
        (vanilla_rollout.VanillaRollout.__init__, {"model", "tokenizer", "cache_config_or_size"}),
        (reward_manager.SequenceRewardManager.__call__, {"prompts", "completions"}),
        (sampler.Sampler.__call__, {"input_strings", "max_generation_steps", "max_prompt_length",
                                    "temperature", "top_p", "seed", "eos_tokens"}),
        (peft_trainer.PeftTrainer.train, {"train_ds"}),
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


def test_the_progress_bar_is_where_the_step_log_takes_its_place():
    source = inspect.getsource(peft_trainer.PeftTrainer)
    assert "self._pbar is None" in source, "PeftTrainer no longer spares a progress bar that is there"
    assert "self._pbar.update_metrics(metrics, self._mode, ndigits=3)" in source
    assert "self._pbar.update()" in source
    for name in ("_prev_buffered_train_metrics", "_write_train_metrics"):
        assert name in source, (
            f"PeftTrainer no longer has {name}, by which the step log asks for a row in time"
        )


def test_the_learner_still_asks_its_reward_manager():
    assert "self.reward_manager(" in inspect.getsource(rl_learner.RLLearner._compute_rewards)


def test_steps_are_counted_where_a_resumed_run_looks():
    assert "train_steps" in dir(rl_trainer.Trainer)


def test_metrics_follow_the_rollout_with_the_columns_of_the_data():
    source = inspect.getsource(grpo_learner.GRPOLearner._generate_and_compute_advantage)
    assert "for m_fn in self.metric_fns" in source


def test_the_module_has_the_weights_that_are_written_out():
    parameters = inspect.signature(gemma.ModelConfig).parameters
    assert {"num_kv_heads", "attn_logits_soft_cap", "final_logit_softcap", "sliding_window_size"} <= set(
        parameters
    )
