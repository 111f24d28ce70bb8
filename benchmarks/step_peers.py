"""The peers of `grpo_step.py`: stock Tunix's and TRL's training loops, each told when to take a step."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Told = Callable[[float, float, dict[str, float]], None]


def stock(asked: list[dict[str, Any]], prompts: int, limits: Any, wait: Callable[[], None], tell: Told) -> None:
    """Tunix's `GRPOLearner` as it comes, with our rewards, on the embedded model."""
    import numpy as np
    import optax
    from tunix.rl import rl_cluster
    from tunix.rl.grpo import grpo_learner
    from tunix.rl.rollout import base_rollout

    from tunix_reasoning.model import load_policy, make_trainable
    from tunix_reasoning.rewards import correctness_reward, format_reward, reasoning_quality_reward
    from tunix_reasoning.training.batches import columns

    policy = load_policy("embedded")
    reference = make_trainable(policy)
    written: list[int] = []

    def counted(prompts: list[str], completions: list[str], **rest: Any) -> list[float]:
        written.append(sum(len(policy.tokenizer.encode(text)) + 1 for text in completions))
        return format_reward(prompts, completions, **rest)

    def batches() -> Iterator[dict[str, Any]]:
        for begin in range(0, len(asked), prompts):
            wait()
            start = time.perf_counter()
            batch = columns(asked[begin : begin + prompts])
            yield {name: np.array(column) for name, column in batch.items()}
            tell(time.perf_counter() - start, float(written[-1]), {})

    steps = len(asked) // prompts
    cluster = rl_cluster.RLCluster(
        actor=policy.model, reference=reference, tokenizer=policy.tokenizer,
        cluster_config=rl_cluster.ClusterConfig(
            role_to_mesh=dict.fromkeys(rl_cluster.Role, policy.mesh), rollout_engine="vanilla",
            rollout_config=base_rollout.RolloutConfig(
                max_tokens_to_generate=limits.max_response_length, max_prompt_length=limits.max_prompt_length,
                kv_cache_size=limits.max_prompt_length + limits.max_response_length + 1,
                temperature=limits.temperature, top_p=1.0, eos_tokens=policy.end_tokens,
            ),
            training_config=rl_cluster.RLTrainingConfig(
                actor_optimizer=optax.adamw(limits.learning_rate), eval_every_n_steps=10**6, max_steps=steps,
            ),
        ),
    )
    algorithm = grpo_learner.GRPOConfig(num_generations=limits.num_generations, beta=limits.kl_coef)
    learner = grpo_learner.GRPOLearner(cluster, algorithm, [counted, correctness_reward, reasoning_quality_reward])
    learner.train(batches())


def trl(asked: list[dict[str, Any]], prompts: int, limits: Any, wait: Callable[[], None], tell: Told) -> None:
    """TRL's `GRPOTrainer` with our rewards, on the embedded model in PyTorch."""
    import torch
    from datasets import Dataset
    from transformers import Gemma2ForCausalLM, TrainerCallback
    from trl import GRPOConfig, GRPOTrainer

    from tunix_reasoning.rewards import correctness_reward, format_reward, reasoning_quality_reward
    from tunix_reasoning.training.batches import columns

    torch.set_num_threads(os.cpu_count() or 1)
    folder = Path(__file__).resolve().parent.parent / "models" / "tiny-gemma2"
    rows = {"prompt" if name == "prompts" else name: column for name, column in columns(asked).items()}

    class Turns(TrainerCallback):
        """Waits before each step and tells of it afterwards."""

        def on_step_begin(self, *args: Any, **kwargs: Any) -> None:
            wait()
            self.start = time.perf_counter()

        def on_step_end(self, *args: Any, **kwargs: Any) -> None:
            seconds, mean = time.perf_counter() - self.start, trainer._metrics["train"]["completions/mean_length"][-1]
            tell(seconds, mean * prompts * limits.num_generations, {})

    trainer = GRPOTrainer(
        model=Gemma2ForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager"),
        processing_class=pieces(folder / "tokenizer.model"),
        reward_funcs=[format_reward, correctness_reward, reasoning_quality_reward],
        train_dataset=Dataset.from_dict(rows),
        args=GRPOConfig(
            output_dir="unused", num_generations=limits.num_generations,
            per_device_train_batch_size=prompts * limits.num_generations,
            max_completion_length=limits.max_response_length, temperature=limits.temperature, beta=limits.kl_coef,
            learning_rate=limits.learning_rate, max_steps=len(asked) // prompts,
            reward_weights=[0.3, 0.5, 0.2], loss_type="grpo", use_cpu=True, bf16=False, gradient_checkpointing=False,
            report_to=[], save_strategy="no", logging_steps=10**6, shuffle_dataset=False, disable_tqdm=True,
        ),
        callbacks=[Turns()],
    )
    ends = [trainer.processing_class.eos_token_id, 1]  # the end of a turn, and of the text
    trainer.model.generation_config.eos_token_id = ends
    trainer.generation_config.eos_token_id = ends
    trainer.train()


def pieces(path: Path) -> Any:
    """The model's SentencePiece pieces as a tokenizer of transformers, with the very ids."""
    import sentencepiece
    from transformers import PreTrainedTokenizer

    class Pieces(PreTrainedTokenizer):
        model_input_names = ("input_ids", "attention_mask")

        def __init__(self) -> None:
            self.processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
            piece = self.processor.id_to_piece
            super().__init__(pad_token=piece(0), eos_token="<end_of_turn>", bos_token=piece(2), unk_token=piece(3),
                             padding_side="left")

        @property
        def vocab_size(self) -> int:
            return self.processor.get_piece_size()

        def get_vocab(self) -> dict[str, int]:
            return {self.processor.id_to_piece(i): i for i in range(self.vocab_size)}

        def tokenize(self, text: str, **_: Any) -> list[str]:
            return self.processor.encode(text, out_type=str)

        def _convert_token_to_id(self, token: str) -> int:
            return self.processor.piece_to_id(token)

        def _convert_id_to_token(self, index: int) -> str:
            return self.processor.id_to_piece(index)

        def convert_tokens_to_string(self, tokens: list[str]) -> str:
            return self.processor.decode_pieces(tokens)

        def build_inputs_with_special_tokens(self, first: list[int], second: Any = None) -> list[int]:
            return [self.bos_token_id, *first]

    return Pieces()
