"""Is the run still sound? Numbers that are not finite, a policy that collapses, groups that teach nothing.

Everything is judged by the rows alone, so that a run that was resumed is judged like one that was not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import jax
import jax.numpy as jnp
from flax import nnx

from tunix_reasoning.files import Row
from tunix_reasoning.interruption import TrainingStopped

_WINDOW = 5  # steps; a single one may be an accident
FAR = 5.0  # nats a token from the reference, hundreds of times what a sound run has
GONE = 0.95  # share of completions without an answer, in a run that began below a half
SURE = 0.002  # nats a token: every completion of a prompt will be the same
IDLE_WARNING, IDLE_LIMIT = 10, 50  # steps in a row in which no group had a signal


def require_finite(row: Row) -> None:
    """Raises `TrainingStopped` if a number of the step's update is not finite."""
    for name in ("loss", "kl", "gradient_norm"):
        if not math.isfinite(row[name]):
            raise TrainingStopped(f"step {row['step']} went wrong: {name} is {row[name]}. A lower learning_rate helps")


def require_finite_weights(model: nnx.Module, when: str) -> None:
    """Raises `TrainingStopped` if a weight of the model is not finite."""
    if not bool(_finite(nnx.state(model, nnx.Param))):
        raise TrainingStopped(f"{when}, weights of the model are not finite")


@jax.jit
def _finite(state: nnx.State) -> jax.Array:
    return jnp.all(jnp.array([jnp.isfinite(leaf).all() for leaf in jax.tree.leaves(state)]))


def require_sound(rows: Sequence[Row]) -> str | None:
    """Looks at the rows so far; returns a warning to be shown once.

    Raises:
        TrainingStopped: the policy has collapsed, or no group has had a signal for very long.
    """
    if len(rows) < 2 * _WINDOW:
        return None
    first, last = rows[:_WINDOW], rows[-_WINDOW:]
    step = rows[-1]["step"]
    if _mean(last, "kl") > FAR:
        raise TrainingStopped(f"step {step}: the policy is {_mean(last, 'kl'):.1f} nats a token away from its "
                              "reference. A larger kl_coef or a lower learning_rate helps")
    if _mean(last, "unparsed") > GONE and _mean(first, "unparsed") < 0.5:
        raise TrainingStopped(f"step {step}: {_mean(last, 'unparsed'):.0%} of the completions have no answer any more")
    idle = next((n for n, row in enumerate(reversed(rows)) if row["no_signal"] < 1.0), len(rows))
    if idle >= IDLE_LIMIT:
        raise TrainingStopped(f"step {step}: {_idle(idle, rows[-1])}")
    if idle == IDLE_WARNING:
        return _idle(idle, rows[-1])
    if _mean(last, "entropy") < SURE <= _mean(rows[-_WINDOW - 1 : -1], "entropy"):
        return "the policy is sure of every token: its completions of a prompt are alike, with nothing to learn from"
    return None


def _idle(steps: int, row: Row) -> str:
    why = "every completion earns nearly the same" if row["reward_spread"] < 0.1 else "all of a group earn the same"
    return f"no group has had a signal for {steps} steps: {why} (mean reward {row['reward']:.2f})"


def _mean(rows: Sequence[Row], name: str) -> float:
    return sum(row[name] for row in rows) / len(rows)
