"""One of several processes that train together; `test_distributed.py` starts them.

usage: distributed_run.py PROCESS COUNT PORT MODEL DATA OUTPUT
"""

import sys
from dataclasses import replace
from pathlib import Path

import jax


def main(process, count, port, model, data, output):
    if count > 1:
        jax.config.update("jax_cpu_collectives_implementation", "gloo")
        jax.distributed.initialize(f"localhost:{port}", count, process)  # before anything computes

    import numpy as np
    from flax import nnx
    from jax.experimental import multihost_utils
    from training_runs import CONFIG

    from tunix_reasoning import GRPOTrainer, load_policy

    policy = load_policy(model)
    config = replace(CONFIG, validation_every=2, validation_questions=4, num_training_steps=2, min_group_spread=0.0)
    GRPOTrainer(policy, config, data, output).train()
    state = {"/".join(map(str, path)): leaf[...] for path, leaf in nnx.state(policy.model).flat_state()}
    whole = multihost_utils.process_allgather(state, tiled=True) if count > 1 else state
    if process == 0:
        np.savez(output / "weights.npz", **{name: np.asarray(value) for name, value in whole.items()})


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]), *sys.argv[4:6], Path(sys.argv[6]))
