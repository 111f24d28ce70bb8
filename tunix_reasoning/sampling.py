"""Completions of many prompts at once, token by token on the device: `Sampler`.

Tunix 0.1.7's sampler reads every completion's prompt anew and runs all of them for as long as the longest takes. Here

- a prompt is read once, and its completions grow side by side in one row of the key-value cache, each seeing the
  prompt and itself (the mask does it; the module is untouched, adapters and all);
- the loop over tokens runs on the device; only where half of the completions have ended does the host look, and goes
  on with a smaller batch of those that have not;
- sizes are halves and quarters of the limits, so that everything is compiled after the first calls.

A completion depends on the weights, its prompt and its own uniform numbers, not on its company.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx
from jax.sharding import NamedSharding, PartitionSpec

from tunix_reasoning.model.forward import check_window, empty_cache, hidden_states, lanes, logits, transposed
from tunix_reasoning.next_token import pick
from tunix_reasoning.sampling_state import Sample, Stage

SMALLEST = 8
"""Completions a device below which a batch is not made smaller: every token reads all weights anyway."""
TILE = 128
"""Slots that a TPU lays side by side: attention to a part of a tile takes a token a third longer."""
EVERY = 4
"""Tokens from one look at a completion to the next, where somebody listens."""


class Sampler:
    """Samples with a model's weights as they are at the moment of the call."""

    def __init__(
        self, sampled: Callable[[], Any], mesh: jax.sharding.Mesh, pad: int, ends: Sequence[int],
        max_prompt_length: int, max_tokens: int,
    ) -> None:
        """`sampled` gives the model with the weights of now; `pad` is never sampled, `ends` end a completion.

        Limits are in tokens, the begin token included.

        Raises:
            ValueError: the limits do not fit the model's sliding window.
        """
        self._sampled, self._pad, self._ends = sampled, pad, np.array(ends)
        self._model = sampled()
        self._config = self._model.config
        check_window(self._config, max_prompt_length + max_tokens)
        self._width, self._limit = max_prompt_length, max_tokens
        self._mesh, self._parts = mesh, mesh.shape["fsdp"]
        heads = "tp" if self._config.num_kv_heads % mesh.shape["tp"] == 0 else None
        self.rows, self._whole = NamedSharding(mesh, PartitionSpec("fsdp")), NamedSharding(mesh, PartitionSpec())
        self.keys = NamedSharding(mesh, PartitionSpec("fsdp", None, heads))
        self._compile()

    def _compile(self) -> None:
        self._graph = nnx.graphdef(self._model)
        self.prefill = jax.jit(self._prefilled)
        self.regroup = jax.jit(self._regrouped)
        self.decode = jax.jit(self._decoded, static_argnames="greedy", donate_argnames="cache")

    def __call__(
        self, prompts: Sequence[Sequence[int]], n: int, temperature: float, uniforms: np.ndarray, rows: int = 0,
        heard: Callable[[np.ndarray], None] | None = None,
    ) -> list[Sample]:
        """Samples `n` completions of each prompt, the greedy one at temperature 0.

        Args:
            prompts: their tokens, the begin token first.
            n: completions a prompt.
            temperature: divides the logits.
            uniforms: a number in [0, 1) for each token that may be drawn: [prompts × n, max_tokens].
            rows: fills up to so many prompts, so that few sizes are compiled.
            heard: is given the tokens so far, [prompts × n, written], after every `EVERY` of them.

        Returns:
            The completions of one prompt after those of the other.
        """
        if (model := self._sampled()) is not self._model:  # the policy has got adapters
            self._model = model
            self._compile()
        found = np.full((len(prompts) * n, self._limit), self._pad, np.int32)
        logps = np.zeros(found.shape, np.float32)
        start = np.repeat([len(prompt) - 1 for prompt in prompts], n).astype(np.int32)  # where the last token stands
        last = np.repeat([prompt[-1] for prompt in prompts], n).astype(np.int32)
        state = nnx.state(self._model)
        with self._mesh:
            stage, written, alive = self._begin(state, prompts, n, rows), 0, np.arange(len(found))
            full = stage.owner.size
            while True:
                lane, real = np.maximum(stage.owner, 0), np.isin(stage.owner, alive)
                size = self._bucket(len(alive), full)
                smaller = self._bucket(size // 2, full)
                threshold = smaller if smaller < size else 0
                stage.cache, tokens, scores, done = self.decode(
                    state, *map(self._split, (last[lane], real, start[lane[:, 0]], uniforms[lane].astype(np.float32))),
                    written, threshold, temperature, cache=stage.cache, greedy=temperature == 0,
                    until=written + EVERY if heard else None,
                )
                tokens, scores, done = jax.device_get((tokens, scores, done))
                new = slice(written, int(done))
                found[stage.owner[real], new], logps[stage.owner[real], new] = tokens[real, new], scores[real, new]
                written = int(done)
                last = found[:, written - 1]
                if heard:
                    heard(found[:, :written])
                alive = alive[~np.isin(last[alive], [*self._ends, self._pad])]
                if not len(alive) or written == self._limit:
                    break
                if written == stage.room or len(alive) <= threshold:
                    stage = self._compacted(stage, alive, self._bucket(len(alive), full), written)
        lengths = (found != self._pad).sum(1)
        return [Sample(t[:length], p[:length]) for t, p, length in zip(found, logps, lengths, strict=True)]

    def _bucket(self, count: int, full: int) -> int:
        """The smallest batch for so many completions: a half, a quarter, … of the full one."""
        size = full
        while size > SMALLEST * self._parts and -(-size // 2) >= count:
            size = -(-size // 2)
        return -(-size // self._parts) * self._parts

    def first_stage(self, prompts: int, n: int) -> tuple[int, int, int]:
        """Prompts that are read, lanes a row, and tokens a lane has slots for, until completions have ended."""
        count = -(-prompts // self._parts) * self._parts
        k = lanes(self._config, self._width, self._limit, n, count, self._parts)
        slots = self._width + k * -(-self._limit // 3)
        slots = slots if slots < 2 * TILE else -(-slots // TILE) * TILE
        few = count * n <= SMALLEST * self._parts
        return count, k, self._limit if few else min((slots - self._width) // k, self._limit)

    def _begin(self, state: Any, prompts: Sequence[Sequence[int]], n: int, rows: int) -> Stage:
        """Reads the prompts, and gives each as many rows as its completions need."""
        count, k, capacity = self.first_stage(max(len(prompts), rows), n)
        quarters = (-(-self._width * part // 4) for part in (1, 2, 3, 4))
        width = next(w for w in quarters if w >= max(map(len, prompts)))
        tokens = np.full((count, width), self._pad, np.int32)
        for row, prompt in zip(tokens, prompts, strict=False):
            row[width - len(prompt) + 1 :] = prompt[:-1]  # the last token comes with the first step
        cache = self.prefill(state, self._split(tokens), self._split((tokens != self._pad).sum(1, dtype=np.int32)))
        owner = np.full((count * n // k, k), -1)
        owner[: len(prompts) * n // k] = np.arange(len(prompts) * n).reshape(-1, k)
        slots = np.maximum(np.arange(self._width + k * capacity) - (self._width - width), 0)
        slots = np.where(slots < width, slots, 0)
        row_of = np.arange(len(owner)) // (n // k)
        slots = np.broadcast_to(slots, (len(owner), len(slots)))
        return Stage(self._moved(cache, row_of, slots, self._width), owner, capacity)

    def _compacted(self, stage: Stage, alive: np.ndarray, size: int, written: int) -> Stage:
        """The completions that go on, each in a row of its own."""
        k, width = stage.owner.shape[1], self._width
        owner = np.full((size, 1), -1)
        owner[: len(alive), 0] = alive
        row_of, lane_of = (np.zeros(size, int) for _ in range(2))
        place = {completion: where for where, completion in np.ndenumerate(stage.owner)}
        for i, completion in enumerate(alive):
            row_of[i], lane_of[i] = place[completion]
        slot = np.arange(width + self._limit)
        own = width + (slot - width) * k + lane_of[:, None]
        slots = np.where(slot < width, slot, np.where(slot < width + written, own, 0))
        return Stage(self._moved(stage.cache, row_of, slots, width + written), owner, self._limit)

    def _moved(self, cache: Any, row_of: np.ndarray, slots: np.ndarray, end: int) -> Any:
        return self.regroup(cache, *map(self._split, (row_of.astype(np.int32), slots.astype(np.int32))), end)

    def _split(self, array: np.ndarray) -> jax.Array:
        return jax.device_put(array, self.rows)

    # ---- what runs on the device

    def _prefilled(self, state: Any, tokens: jax.Array, lengths: jax.Array) -> Any:
        """The cache of left-padded prompts [B, W] of these lengths [B]."""
        model, (rows, width) = nnx.merge(self._graph, state), tokens.shape
        slot = jnp.arange(width)
        mask = (slot[None, :] <= slot[:, None]) & (slot >= width - lengths[:, None])[:, None]
        positions = jnp.maximum(slot - (width - lengths[:, None]), 0)
        cache = empty_cache(model, rows, width)
        return self._placed(hidden_states(model, tokens, positions, mask, cache)[1])

    def _regrouped(self, cache: Any, row_of: jax.Array, slots: jax.Array, end: jax.Array) -> Any:
        """The cache whose row r has, in its slot s, what the old one has in slot `slots[r, s]` of row `row_of[r]`."""
        def moved(layer: dict[str, jax.Array]) -> dict[str, jax.Array]:
            keys = {name: layer[name][row_of[:, None], slots] for name in ("k", "v")}
            return keys | {"end_index": jnp.full(row_of.shape, end, jnp.int32)}

        return self._placed({name: moved(layer) for name, layer in cache.items()})

    def _placed(self, cache: Any) -> Any:
        def constrained(layer: dict[str, jax.Array]) -> dict[str, jax.Array]:
            keys = {name: jax.lax.with_sharding_constraint(layer[name], self.keys) for name in ("k", "v")}
            return layer | keys

        return {name: constrained(layer) for name, layer in cache.items()}

    def _decoded(
        self, state: Any, last: jax.Array, active: jax.Array, start: jax.Array, uniforms: jax.Array,
        written: jax.Array, threshold: jax.Array, temperature: jax.Array, *, cache: Any, greedy: bool,
        until: jax.Array | None = None,
    ) -> tuple[Any, jax.Array, jax.Array, jax.Array]:
        """Goes on until the slots are full or at most `threshold` completions are left.

        Args:
            last: the token of each lane that is not in the cache yet [R, K].
            active: lanes that go on [R, K].
            start: the position of the first such token [R].
            uniforms: [R, K, max_tokens].
            written: tokens of each lane in the cache.
            until: of them at the end, where somebody listens.

        Returns:
            The cache, tokens and log-probs [R, K, max_tokens] from `written` on, and how many are written now.
        """
        (rows, k), slots = last.shape, cache["layer_0"]["k"].shape[1]
        slot, width = jnp.arange(slots), self._width
        prompt = (slot < width) & (slot >= width - start[:, None])  # [R, S]
        lane = (slot >= width) & ((slot - width) % k == jnp.arange(k)[:, None])  # [K, S]
        room = min((slots - width) // k, self._limit)
        most = room if until is None else jnp.minimum(room, until)
        turn = transposed if self._mesh.devices.flat[0].platform == "cpu" else (lambda state: state)

        def goes_on(carry: Any) -> jax.Array:
            step, _, _, active, _, _ = carry
            return (step < most) & (active.sum() > threshold)

        def one_more(carry: Any) -> Any:
            step, cache, last, active, tokens, logps = carry
            model = nnx.merge(self._graph, turn(ready))
            mask = prompt[:, None] | (lane & (slot < width + (step + 1) * k))
            positions = jnp.broadcast_to(start[:, None] + step, (rows, k))
            hidden, cache = hidden_states(model, last, positions, mask, cache)
            token, logp = pick(logits(model, hidden), uniforms[..., step], temperature, greedy, self._pad)
            token, logp = jnp.where(active, token, self._pad), jnp.where(active, logp, 0.0)
            active &= ~jnp.isin(token, self._ends)
            return step + 1, cache, token, active, tokens.at[..., step].set(token), logps.at[..., step].set(logp)

        ready = turn(state)
        empty = jnp.full(uniforms.shape, self._pad, jnp.int32)
        carry = (jnp.asarray(written, jnp.int32), cache, last, active, empty, jnp.zeros(uniforms.shape))
        step, cache, _, _, tokens, logps = jax.lax.while_loop(goes_on, one_more, carry)
        return cache, *jax.lax.with_sharding_constraint((tokens, logps, step), self._whole)  # every host reads them
