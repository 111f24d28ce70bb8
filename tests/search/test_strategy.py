"""The optimizer finds ground states that brute force finds, and learns from rewards, not from a table."""

import random
from itertools import product

import dimod
import pytest

from tunix_reasoning.search.strategy import QuantumStrategyOptimizer, anneal


def random_model(spins, seed):
    rng = random.Random(seed)
    model = dimod.BinaryQuadraticModel(dimod.SPIN)
    for i in range(spins):
        model.add_linear(i, rng.gauss(0, 1))
        for j in range(i):
            if rng.random() < 0.6:
                model.add_quadratic(i, j, rng.gauss(0, 1))
    return model


@pytest.mark.parametrize("sampler", ["quantum", "classical"])
@pytest.mark.parametrize("seed", range(5))
def test_the_best_strategies_of_four_kinds_are_found(sampler, seed):
    """Against every choice of one strategy for each of four kinds: 625."""
    rng = random.Random(seed)
    optimizer = QuantumStrategyOptimizer(bonus=0.2, coupling=0.6, sampler=sampler, seed=seed)
    for name, strategy in product("abcd", optimizer.strategies):
        for _ in range(rng.randrange(1, 5)):
            features = {"type": name, "level": "easy" if name in "ab" else "hard"}
            optimizer.update(features, strategy, float(rng.random() < 0.5))
    model, kinds = optimizer.energy_model(), list(optimizer.counts)

    def energy(choice):
        chosen = dict(zip(kinds, choice, strict=True))
        return model.energy({(kind, s): int(s == chosen[kind]) for kind in kinds for s in optimizer.strategies})

    found = [optimizer.optimize(dict(kind)) for kind in kinds]
    assert energy(found) == pytest.approx(min(map(energy, product(optimizer.strategies, repeat=4))), abs=1e-4)


def lowest(model):
    """By trying all."""
    names = list(model.variables)
    values = (-1, 1) if model.vartype is dimod.SPIN else (0, 1)
    return min(model.energy(dict(zip(names, state, strict=True))) for state in product(values, repeat=len(names)))


@pytest.mark.parametrize("sampler", ["quantum", "classical"])
@pytest.mark.parametrize("spins", [2, 5, 9, 12])
@pytest.mark.parametrize("seed", range(5))
def test_the_ground_state_is_the_one_that_brute_force_finds(sampler, spins, seed):
    model = random_model(spins, f"{spins}/{seed}")
    found = anneal(model, sampler, reads=16, sweeps=256, seed=seed)
    assert found.first.energy == pytest.approx(lowest(model))


@pytest.mark.parametrize("seed", range(6))
def test_the_ground_state_of_sixteen_spins_is_found(seed):
    model = random_model(16, f"sixteen/{seed}")
    found = anneal(model, "quantum", reads=16, sweeps=256, seed=seed)
    exact = dimod.ExactSolver().sample(model).first.energy
    assert found.first.energy == pytest.approx(exact)


@pytest.mark.parametrize("sampler", ["quantum", "classical"])
def test_the_same_seed_gives_the_same_states(sampler):
    model = random_model(12, "again")
    runs = [anneal(model, sampler, reads=4, sweeps=32, seed=seed).record.sample.tolist() for seed in (0, 0, 0, 1)]
    assert runs[0] == runs[1] == runs[2] != runs[3]


def test_the_energy_is_the_formula():
    optimizer = QuantumStrategyOptimizer(("a", "b"), bonus=0.0, coupling=0.4)
    easy, hard = {"type": "math", "level": "easy"}, {"type": "math", "level": "hard"}
    optimizer.update(easy, "a", 1.0)
    optimizer.optimize(hard)
    model = optimizer.energy_model()
    first, second = optimizer.counts
    gain = (1.0 + 0.5) / 2 - 0.5  # of a, which was paid once, over b, by the mean with one imagined sample
    strength = 0.4 * 0.5  # one of two features is shared, and `hard` has no rewards yet
    states = {
        name: {(first, "a"): x, (first, "b"): 1 - x, (second, "a"): y, (second, "b"): 1 - y}
        for name, (x, y) in {"aa": (1, 1), "ab": (1, 0), "ba": (0, 1), "bb": (0, 0)}.items()
    }
    energies = {name: model.energy(state) for name, state in states.items()}
    assert energies["ab"] - energies["aa"] == pytest.approx(strength)
    assert energies["bb"] - energies["aa"] == pytest.approx(gain)
    assert energies["ba"] - energies["aa"] == pytest.approx(gain + strength)
    for broken in ({**states["aa"], (first, "b"): 1}, dict.fromkeys(states["aa"], 0)):
        assert model.energy(broken) > energies["aa"]


def learn(optimizer, truth, rounds, seed):
    """Plays the bandit of known truth; returns the share of best choices in the last half."""
    rng, kinds, best = random.Random(seed), list(truth), 0
    for number in range(rounds):
        kind = kinds[number % len(kinds)]
        features = dict(kind)
        strategy = optimizer.optimize(features)
        optimizer.update(features, strategy, float(rng.random() < truth[kind][strategy]))
        best += number >= rounds // 2 and strategy == max(truth[kind], key=truth[kind].get)
    return best / (rounds - rounds // 2)


MATH, PUZZLE = (("type", "math"),), (("type", "logic_puzzle"),)
NAMES = QuantumStrategyOptimizer().strategies


@pytest.mark.parametrize(("math", "puzzle"), [("forward", "backward"), ("elimination", "forward")])
def test_it_learns_what_pays_and_not_what_a_table_says(math, puzzle):
    truth = {
        MATH: {name: 0.8 if name == math else 0.3 for name in NAMES},
        PUZZLE: {name: 0.8 if name == puzzle else 0.3 for name in NAMES},
    }
    optimizer = QuantumStrategyOptimizer(bonus=0.3, reads=4, sweeps=128)
    learn(optimizer, truth, 160, seed=1)
    optimizer.bonus = optimizer.coupling = 0.0
    assert optimizer.optimize({"type": "math"}) == math
    assert optimizer.optimize({"type": "logic_puzzle"}) == puzzle


def test_a_new_kind_follows_its_relatives():
    optimizer = QuantumStrategyOptimizer(coupling=1.0)
    for level in ("easy", "medium"):
        for name in NAMES:
            for _ in range(6):
                optimizer.update({"type": "code", "level": level}, name, 1.0 if name == "elimination" else 0.0)
    assert optimizer.optimize({"type": "code", "level": "hard"}) == "elimination"


def test_what_was_learned_is_saved(tmp_path):
    optimizer = QuantumStrategyOptimizer(seed=3, bonus=0.0)
    optimizer.update({"type": "math"}, "verification", 1.0)
    optimizer.save(tmp_path / "strategies.json")
    again = QuantumStrategyOptimizer.load(tmp_path / "strategies.json")
    assert again.optimize({"type": "math"}) == optimizer.optimize({"type": "math"}) == "verification"
    assert (again.counts, again.totals, again.bonus) == (optimizer.counts, optimizer.totals, 0.0)
    with pytest.raises(ValueError, match="strategy must be one of"):
        optimizer.update({"type": "math"}, "guessing", 1.0)
