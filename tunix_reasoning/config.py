"""Every setting of a training run, in two frozen dataclasses.

`GRPOConfig` holds the algorithm, in the terms of the GRPO paper (Shao et al. 2024,
https://arxiv.org/abs/2402.03300). `ReasoningTrainingConfig` holds the run: which model, which data,
where to. The same objects feed the command line, the notebook's config cell and `config.json`.
One dial scales a run: the preset, `smoke`, `embedded` or `kaggle`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from difflib import get_close_matches
from typing import Any

from tunix_reasoning.documented import documented
from tunix_reasoning.setting_limits import check_algorithm, check_run


def no_setting(name: str) -> str:
    """What to say of a name that no setting has."""
    names = [f.name for kind in (GRPOConfig, ReasoningTrainingConfig) for f in fields(kind) if f.name != "grpo"]
    near = get_close_matches(name, names, n=3)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`tunix-reasoning settings` lists them."
    return f"no setting is called {name}. {hint}"


@documented
@dataclass(frozen=True)
class GRPOConfig:
    """Group Relative Policy Optimization: sizes, optimizer, reward weights."""

    num_generations: int = 4
    """Completions sampled for each prompt: the group, G in the paper. At least 2."""
    max_prompt_length: int = 256
    """Tokens. Longer prompts are dropped from training, with a count; shorter ones are padded."""
    max_response_length: int = 512
    """Tokens a completion may have; a longer one is cut off there and counted as truncated."""
    learning_rate: float = 1e-6
    """Peak rate of AdamW; linear warm-up over a tenth of the steps, cosine decay to a tenth of it."""
    num_training_steps: int = 500
    """Optimizer steps; each uses `batch_size` prompts and `batch_size * num_generations` completions."""
    batch_size: int = 4
    """Prompts a step."""
    kl_coef: float = 0.1
    """Weight of the KL penalty towards the reference policy (β in the paper). 0 switches it off."""
    clip_range: float = 0.2
    """The policy ratio is clipped to 1 ± this (ε in the paper)."""
    temperature: float = 0.9
    """Sampling temperature of rollouts, greater than 0."""
    format_reward_weight: float = 0.3
    """Weight of `format_reward`, which is in [0, 1]."""
    correctness_reward_weight: float = 0.5
    """Weight of `correctness_reward`, which is in [0, 1]."""
    reasoning_quality_weight: float = 0.2
    """Weight of `reasoning_quality_reward`, which is in [0, 1]."""
    max_grad_norm: float = 1.0
    """Gradients are scaled down to this global norm."""
    micro_batch_size: int | None = None
    """Prompts in one forward and backward pass; gradients are accumulated over a batch. None: all."""
    lora_rank: int = 0
    """Rank of the LoRA adapters that are trained instead of the weights; 0 trains the weights."""
    rematerialize: bool | None = None
    """Each layer is computed again in the backward pass, which takes less memory and half as long again. None: where
    all weights of a bfloat16 model are trained."""
    checkpoint_every: int = 50
    """Steps between checkpoints; the last step is always saved."""
    seed: int = 0
    """Decides the order of the prompts and every sampled token."""
    num_iterations: int = 1
    """Updates on each step's completions (μ in the paper); above 1 the ratio leaves 1 and `clip_range` acts."""
    clip_range_high: float | None = None
    """The upper clip range, if it differs (DAPO's clip-higher, 0.28 there). None: as `clip_range`."""
    loss_agg_mode: str = "sequence-mean-token-mean"
    """How tokens make a loss: `sequence-mean-token-mean` (GRPO), `token-mean` (DAPO; about ten times the gradient, so
    a smaller learning rate), `sequence-mean-token-scale` (Dr. GRPO: by the constant `max_response_length`)."""
    advantage_estimator: str = "grpo"
    """`grpo` (reward less the group's mean, by its spread), `drgrpo` (not divided), `rloo` (less the others' mean)."""
    min_group_spread: float = 0.02
    """Groups whose rewards have a smaller standard deviation are without signal: their advantages are 0."""
    mask_truncated: bool = False
    """Leave completions that ran into the limit out of the loss: neither blame nor praise for being cut off."""
    validation_every: int = 25
    """Steps between validations, greedy answers to questions of the validation split; 0 never validates. The
    checkpoint with the best accuracy is kept as the run's result."""
    validation_questions: int = 64
    """Questions a validation asks, the same each time."""
    rollout_engine: str = "own"
    """What samples: `own`, or Tunix's `vllm` or `sglang_jax` where they are installed; those have not been run here."""
    compute_logps_chunk_size: int = 128
    """Tokens of completions, in each row, whose logits are held at once; 0 holds all of them."""

    def __post_init__(self) -> None:
        check_algorithm(self)

    @property
    def reward_weights(self) -> tuple[float, float, float]:
        """Format, correctness, reasoning quality."""
        return (self.format_reward_weight, self.correctness_reward_weight, self.reasoning_quality_weight)


@documented
@dataclass(frozen=True)
class ReasoningTrainingConfig:
    """One run: a model, its data, where the results go."""

    model: str = "embedded"
    """What `load_policy` takes: `embedded`, a folder, `google/gemma-2-2b-it`, `kaggle:…`, a run folder."""
    mesh: str = ""
    """Devices as parts of a batch times parts of the heads, such as `2x4`; chosen for the model unless given. `2x2+4x1`
    trains on the first four and samples on the next four."""
    data: str = "reasoning_training_data.json"
    """The dataset, JSON or JSONL; or `gsm8k`, which is downloaded."""
    output: str = "runs/latest"
    """The run folder. It must be new or empty, unless the run is resumed."""
    training_questions: int = 0
    """A generated dataset with fewer training questions is topped up to so many by the generator."""
    sft_steps: int = 0
    """Steps of an SFT warm-up on worked solutions of training questions before GRPO; 0 for none."""
    sft_batch_size: int = 16
    """Worked solutions a step of the warm-up."""
    sft_learning_rate: float = 1e-4
    """Peak rate of the warm-up's AdamW; it rises and falls as GRPO's."""
    max_minutes: float | None = None
    """Minutes of training, the warm-up's among them, after which GRPO ends well: the run saves, evaluates and reports.
    None: all its steps."""
    evaluation_questions: int = 512
    """Held-out verifiable questions answered before and after training; 0 skips the evaluation."""
    evaluation_samples: int = 2
    """Completions sampled for each of them, besides the greedy one."""
    evaluation_batch_size: int = 128
    """Completions generated at once in the evaluation."""
    grpo: GRPOConfig = field(default_factory=GRPOConfig)
    """The algorithm's settings."""

    def __post_init__(self) -> None:
        check_run(self)

    @classmethod
    def preset(cls, name: str, **changes: Any) -> ReasoningTrainingConfig:
        """The settings of one scale, with changes by name; GRPO's fields are named as they are.

        >>> ReasoningTrainingConfig.preset("smoke", seed=3).grpo.seed
        3
        """
        if name not in PRESETS:
            raise ValueError(f"preset must be one of {', '.join(PRESETS)}. Received: {name}")
        return PRESETS[name].updated(**changes)

    def updated(self, **changes: Any) -> ReasoningTrainingConfig:
        """A copy with changes, which may name fields of this class or of `grpo`."""
        own = {f.name for f in fields(self)} - {"grpo"}
        inner = {f.name for f in fields(GRPOConfig)}
        for name in changes:
            if name not in own | inner:
                raise ValueError(no_setting(name))
        grpo = replace(self.grpo, **{k: v for k, v in changes.items() if k in inner})
        return replace(self, grpo=grpo, **{k: v for k, v in changes.items() if k in own})

    def to_dict(self) -> dict[str, Any]:
        """As `config.json` holds it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, saved: dict[str, Any]) -> ReasoningTrainingConfig:
        """What `to_dict` was taken of, circumstances recorded beside it passed over.

        Raises:
            ValueError: a name is no setting, or a value is not of its type or range.
        """
        from tunix_reasoning.settings import read_settings

        return read_settings(saved)


PRESETS = {
    "smoke": ReasoningTrainingConfig(
        evaluation_questions=16,
        evaluation_samples=1,
        evaluation_batch_size=16,
        grpo=GRPOConfig(
            num_generations=4,
            batch_size=2,
            num_training_steps=2,
            learning_rate=1e-4,
            max_prompt_length=192,
            max_response_length=32,
            checkpoint_every=1,
            validation_questions=16,
        ),
    ),
    "embedded": ReasoningTrainingConfig(
        training_questions=512,
        grpo=GRPOConfig(
            num_generations=8,
            batch_size=8,
            num_training_steps=80,
            learning_rate=3e-4,
            kl_coef=0.02,
            temperature=1.0,
            max_prompt_length=128,
            max_response_length=96,
            checkpoint_every=20,
            validation_every=20,
        ),
    ),
    "kaggle": ReasoningTrainingConfig(
        model="google/gemma-2-2b-it",
        sft_steps=50,
        max_minutes=420,  # of Kaggle's nine hours: compilation, evaluation and export need some
        evaluation_questions=128,
        evaluation_samples=1,
        evaluation_batch_size=64,
        grpo=GRPOConfig(
            num_generations=8,
            batch_size=8,  # 64 completions decode in little more time than 16: every token reads all weights anyway
            micro_batch_size=2,
            learning_rate=3e-6,
            lora_rank=64,
            validation_every=50,
        ),
    ),
}
