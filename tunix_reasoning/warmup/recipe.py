"""The SFT warm-up that makes the embedded model: a tokenizer, a Gemma 2 of a few million weights, two lessons.

GRPO reinforces what a model does now and then; it does not teach arithmetic in minutes. So the warm-up
makes what an untrained chat model is: one that knows how to reason and mostly does not. The first lesson
teaches the work, on concise traces. The second teaches habits: most completions jump to the answer, some
reason, some botch the format. Every label is correct in both.

    python -m tunix_reasoning warmup --output models/tiny-gemma2
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

import jax
import numpy as np
import optax
import sentencepiece
from flax import nnx
from optax import contrib
from tunix.models.gemma import model as gemma
from tunix.sft import peft_trainer

from tunix_reasoning.model import Policy, choose_layout, model_config, relaid
from tunix_reasoning.prompts import format_completion
from tunix_reasoning.warmup.packing import completion_loss, model_inputs, packed_rows
from tunix_reasoning.warmup.roles import with_roles
from tunix_reasoning.warmup.tokenizer import train_tokenizer

JUMP = "The answer is {answer}."
"""The reasoning of a completion that does not reason."""


@dataclass(frozen=True)
class WarmupConfig:
    """Sizes of the model and of its lessons."""

    families: tuple[str, ...] = (
        "math/addition", "math/perimeter", "math/shopping", "math/change", "math/linear_equation",
        "code/boolean_test", "code/branch_ladder", "logic_puzzle/turns", "logic_puzzle/venn",
        "science/force", "science/ohms_law", "creative/title", "summarization/comparison", "math/percent_of",
    )
    """Families of the generator that the model is to know, of all six types; empty for all there are."""
    vocab_size: int = 1024
    num_hidden_layers: int = 4
    hidden_size: int = 192
    intermediate_size: int = 512
    num_attention_heads: int = 4
    num_key_value_heads: int = 2
    head_dim: int = 32
    row_length: int = 256
    """Tokens a packed row holds."""
    batch_rows: int = 10
    """Rows a step."""
    reasoning_steps: int = 5000
    """Steps of the first lesson, on concise traces."""
    habit_steps: int = 900
    """Steps of the second lesson, on habits."""
    learning_rate: float = 6e-3
    habit_learning_rate: float = 3e-3
    jump_share: float = 0.55
    """Share of the second lesson's completions that jump to the answer."""
    botch_share: float = 0.17
    """Share of the second lesson's completions whose format is botched."""
    role_share: float = 0.28
    """Share of the first lesson's conversations in which a role is played (`warmup.roles`)."""
    habit_role_share: float = 0.12
    """Likewise of the second lesson's; roles always work, so that habits concern plain questions alone."""
    seed: int = 0

    def hugging_face(self, vocab_size: int) -> dict[str, Any]:
        """The model's `config.json`: Gemma 2's soft-caps, norms and attention pattern at a small size.

        The sliding window is longer than any row, as Gemma 2's 4,096 is than most prompts: Tunix
        measures the window in cache slots, which padding shifts, so a shorter one would depend on padding.
        """
        return {
            "architectures": ["Gemma2ForCausalLM"],
            "model_type": "gemma2",
            "vocab_size": vocab_size,
            "num_hidden_layers": self.num_hidden_layers,
            "hidden_size": self.hidden_size,
            "intermediate_size": self.intermediate_size,
            "num_attention_heads": self.num_attention_heads,
            "num_key_value_heads": self.num_key_value_heads,
            "head_dim": self.head_dim,
            "query_pre_attn_scalar": self.head_dim,
            "attn_logit_softcapping": 50.0,
            "final_logit_softcapping": 30.0,
            "sliding_window": 1024,
            "max_position_embeddings": 1024,
            "hidden_activation": "gelu_pytorch_tanh",
            "rms_norm_eps": 1e-6,
            "rope_theta": 10000.0,
            "tie_word_embeddings": True,
            "pad_token_id": 0,
            "eos_token_id": 1,
            "bos_token_id": 2,
            "torch_dtype": "float32",
            "warmup_families": list(self.families),
        }


def create_policy(config: WarmupConfig, tokenizer: sentencepiece.SentencePieceProcessor) -> Policy:
    """A Gemma 2 with random weights. Tunix leaves the feed-forward kernels at zero, for loading; here they get
    the same scaled normal initialisation as the rest."""
    settings = config.hugging_face(tokenizer.get_piece_size())
    shape = model_config(settings)
    model = gemma.Gemma(shape, rngs=nnx.Rngs(params=config.seed))
    key = jax.random.key(config.seed)
    for path, weight in nnx.state(model, nnx.Param).flat_state():
        if weight[...].ndim > 1:
            key, subkey = jax.random.split(key)
            scale = 0.02 if "input_embedding" in path else config.hidden_size**-0.5
            if "down_proj" in path:
                scale = config.intermediate_size**-0.5
            weight.value = scale * jax.random.normal(subkey, weight[...].shape)
            nnx.update(model, nnx.State.from_flat_path({path: weight}))
    mesh = choose_layout(shape, len(jax.devices())).mesh()
    return Policy(relaid(model, mesh), tokenizer, mesh, "warmup", tuple(settings["warmup_families"]))


def reasoned(example: dict[str, Any], rng: Random) -> str:
    """The concise trace: what the first lesson teaches."""
    return format_completion(example["metadata"]["concise"], example["answer"])


def habitual(config: WarmupConfig) -> Callable[[dict[str, Any], Random], str]:
    """The second lesson's completions: jumps, works or botches, every answer correct."""

    def completion(example: dict[str, Any], rng: Random) -> str:
        answer = example["answer"]
        jumps = rng.random() < config.jump_share
        reasoning = JUMP.format(answer=answer) if jumps else example["metadata"]["concise"]
        if rng.random() >= config.botch_share:
            return format_completion(reasoning, answer)
        return rng.choice(
            (
                f"<reasoning>{reasoning}<answer>{answer}</answer>",  # the reasoning is never closed
                f"<reasoning>{reasoning}</reasoning>{answer}",  # no answer tags
                f"<reasoning>{reasoning}</reasoning><answer>{answer}",  # the answer is never closed
                f"{reasoning}<answer>{answer}</answer>",  # no reasoning tags
            )
        )

    return completion


def supervise(
    policy: Policy, rows: Iterator[np.ndarray], batch_rows: int, steps: int, learning_rate: float
) -> None:
    """Trains the policy in place on packed rows, with Tunix's `PeftTrainer`."""

    def batches() -> Iterator[np.ndarray]:
        for _ in range(steps):
            yield np.stack([next(rows) for _ in range(batch_rows)])

    trainer = peft_trainer.PeftTrainer(
        policy.model,
        _create_optimizer(learning_rate, steps),
        peft_trainer.TrainingConfig(eval_every_n_steps=steps, max_steps=steps, metrics_prefix="sft"),
    )
    trainer.with_gen_model_input_fn(model_inputs).with_loss_fn(completion_loss)
    with policy.mesh:
        trainer.train(batches())


def _create_optimizer(learning_rate: float, steps: int) -> optax.GradientTransformation:
    """Muon (Jordan et al. 2024) for the matrices, Adam at half the rate for embeddings and norms.

    Over the first 200 steps its loss falls to what AdamW needs about twice as many for. Attention weights are
    matrices from inputs to heads and back, whatever their shape; `MuonDimensionNumbers` says which axis is which.
    """

    def schedule(peak: float) -> optax.Schedule:
        return optax.warmup_cosine_decay_schedule(0.0, peak, max(1, steps // 20), max(2, steps), 0.02 * peak)

    def dimensions(params: Any) -> Any:
        matrix = contrib.MuonDimensionNumbers
        axes = {
            "q_einsum": matrix((1,), (0, 2)),  # [heads, D, head_dim]
            "kv_einsum": matrix((2,), (1, 3)),  # [2, heads, D, head_dim]
            "attn_vec_einsum": matrix((0, 1), (2,)),  # [heads, head_dim, D]
            "kernel": matrix((0,), (1,)),
        }

        def of(path: Any, _: Any) -> contrib.MuonDimensionNumbers | None:
            return next((axes[name] for name in axes if name in jax.tree_util.keystr(path)), None)

        return jax.tree_util.tree_map_with_path(of, params)

    return contrib.muon(
        schedule(learning_rate),
        adam_learning_rate=schedule(learning_rate / 2),
        adam_b2=0.98,
        consistent_rms=0.2,
        muon_weight_dimension_numbers=dimensions,
    )


def warm_up(
    config: WarmupConfig, examples: Callable[[int, Sequence[str]], Iterator[dict[str, Any]]]
) -> Policy:
    """The whole warm-up.

    Args:
        config: the sizes.
        examples: from a seed and names of families to an endless stream of their examples, each with
            `metadata.concise` and, where it can be solved in several ways, `metadata.ways`: traces by strategy.
    """
    first, second = with_roles(reasoned, config.role_share), with_roles(habitual(config), config.habit_role_share)
    rng = Random(config.seed)
    drawn = islice(examples(config.seed, config.families), 20_000)
    texts = ("".join(first(example, rng)) for example in drawn)
    policy = create_policy(config, train_tokenizer(texts, config.vocab_size))
    lessons = (
        (first, config.reasoning_steps, config.learning_rate),
        (second, config.habit_steps, config.habit_learning_rate),
    )
    for number, (converse, steps, learning_rate) in enumerate(lessons, start=1):
        stream = examples(config.seed + number, config.families)
        rows = packed_rows(stream, policy.tokenizer, converse, config.row_length, config.seed)
        supervise(policy, rows, config.batch_rows, steps, learning_rate)
    return policy
