"""How a run ends: by itself, by its user, by a full disk, by numbers that are not finite."""

import math
import os
import shutil
import signal
import threading
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("tunix")

from helpers import copied, weights
from training_runs import CONFIG, assert_same_weights, lines, run, timeless

from tunix_reasoning import GRPOTrainer, load_policy
from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.files import write_json
from tunix_reasoning.interruption import Interrupted, Interruption, TrainingStopped
from tunix_reasoning.training import budget as budgets
from tunix_reasoning.training.checkpoints import CheckpointManager
from tunix_reasoning.training.loop import Loop
from tunix_reasoning.training.tunix import Learner
from tunix_reasoning.training.validation import Validation


def after_step(number, action):
    """Does something in the middle of a step, when its update is over."""
    step = Learner.step

    def wrapped(self, n, columns):
        result = step(self, n, columns)
        return action(result) or result if n == number else result

    return wrapped


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_is_saved_says_how_to_go_on_and_does(
    policy, examples, unbroken, tmp_path, monkeypatch, capfd, sent
):
    handlers = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    trained = copied(policy)
    config = replace(CONFIG, checkpoint_every=50)
    monkeypatch.setattr(Learner, "step", after_step(2, lambda _: os.kill(os.getpid(), sent)))
    with pytest.raises(Interrupted, match=rf"interrupted at step 2; go on with: .* --output {tmp_path} --resume"):
        GRPOTrainer(trained, config, examples, tmp_path).train()
    assert "stopping after the step in hand" in capfd.readouterr().err
    assert handlers == (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)), "as they were"
    monkeypatch.undo()
    resumed = run(policy, examples, config, tmp_path)
    assert [step.number for step in resumed.steps] == [3, 4]
    assert timeless(resumed.rows) == timeless(unbroken.rows)
    assert_same_weights(resumed.weights, unbroken.weights)


@pytest.mark.slow
def test_an_interruption_during_a_checkpoint_waits_for_it(policy, examples, tmp_path, monkeypatch):
    save = CheckpointManager.save

    def interrupted(self, step, *arguments, **options):
        if step == 2:
            os.kill(os.getpid(), signal.SIGINT)
        return save(self, step, *arguments, **options)

    monkeypatch.setattr(CheckpointManager, "save", interrupted)
    with pytest.raises(Interrupted, match="at step 2"):
        GRPOTrainer(copied(policy), CONFIG, examples, tmp_path).train()
    assert (tmp_path / "checkpoints" / "last" / "2").is_dir()


def test_a_second_interruption_ends_at_once():
    with Interruption():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_outside_the_main_thread_signals_are_left_alone():
    found = []

    def enter():
        with Interruption() as interruption:
            found.append(interruption.asked)

    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    assert found == [False]


@pytest.mark.slow
def test_minutes_end_a_run_that_goes_on_later(policy, examples, unbroken, tmp_path, monkeypatch):
    class Spent(budgets.Budget):
        @property
        def spent(self):
            return len(self._steps) >= 2

    monkeypatch.setattr("tunix_reasoning.training.trainer.Budget", Spent)
    stopped = GRPOTrainer(copied(policy), replace(CONFIG, checkpoint_every=50), examples, tmp_path).train(max_minutes=5)
    assert [row["step"] for row in stopped] == [1, 2, 3]
    monkeypatch.undo()
    resumed = run(policy, examples, CONFIG, tmp_path)
    assert timeless(resumed.rows) == timeless(unbroken.rows)
    assert_same_weights(resumed.weights, unbroken.weights)


@pytest.mark.slow
def test_a_step_that_went_wrong_leaves_no_trace(policy, examples, unbroken, tmp_path, monkeypatch):
    monkeypatch.setattr(Learner, "step", after_step(3, lambda s: replace(s, update=s.update | {"loss": math.nan})))
    with pytest.raises(TrainingStopped, match=r"step 3 went wrong: loss is nan\. A lower learning_rate helps"):
        GRPOTrainer(copied(policy), CONFIG, examples, tmp_path).train()
    assert timeless(lines(tmp_path / "metrics.jsonl")) == timeless(unbroken.rows[:2])
    assert sorted(path.name for path in (tmp_path / "checkpoints" / "last").iterdir()) == ["1", "2"]


@pytest.mark.slow
def test_a_rate_far_too_high_is_stopped_by_what_it_does(policy, examples, tmp_path):
    with pytest.raises(TrainingStopped, match=r"step \d+"):
        run(policy, examples, replace(CONFIG, learning_rate=1e30, num_training_steps=30), tmp_path)


def test_a_model_with_broken_weights_is_refused(policy, examples):
    broken = copied(policy)
    broken.model.final_norm.scale[...] = np.nan
    with pytest.raises(TrainingStopped, match="before training, weights of the model are not finite"):
        GRPOTrainer(broken, CONFIG, examples).train()


@pytest.mark.slow
def test_a_full_disk_is_one_line_and_leaves_the_last_good_checkpoint(policy, examples, tmp_path, monkeypatch):
    save = CheckpointManager.save

    def full(self, step, *arguments, **options):
        if step == 3:
            raise OSError(28, "No space left on device")
        return save(self, step, *arguments, **options)

    monkeypatch.setattr(CheckpointManager, "save", full)
    with pytest.raises(TrainingStopped, match=r"checkpoint of step 3 .*No space left.*; the one of step 2 is left"):
        GRPOTrainer(copied(policy), CONFIG, examples, tmp_path).train()
    monkeypatch.undo()
    assert [row["step"] for row in run(policy, examples, CONFIG, tmp_path).rows] == [1, 2, 3, 4]


@pytest.mark.slow
def test_a_checkpoint_that_would_not_fit_is_not_begun(policy, examples, tmp_path, monkeypatch):
    usage = shutil.disk_usage

    def nearly_full(folder):
        written = (tmp_path / "checkpoints" / "last" / "2").is_dir()
        return usage(folder)._replace(free=1_050_000) if written else usage(folder)

    monkeypatch.setattr(shutil, "disk_usage", nearly_full)
    message = r"step 3 cannot .*no space left on the disk, it takes \d+ MB and 1 MB are free; the one of step 2 is left"
    with pytest.raises(TrainingStopped, match=message):
        run(policy, examples, CONFIG, tmp_path)
    assert sorted(path.name for path in (tmp_path / "checkpoints" / "last").iterdir()) == ["1", "2"]


def test_another_number_of_steps_is_refused_with_the_reason(policy, examples, unbroken):
    with pytest.raises(ValueError, match=r"planned for 4 steps, and its learning rate falls by that plan.*Received: 8"):
        run(policy, examples, replace(CONFIG, num_training_steps=8), unbroken.output)


@pytest.mark.slow
def test_the_best_checkpoint_is_kept_loaded_and_what_a_folder_gives(
    policy, examples, model_folder, unbroken, tmp_path, monkeypatch
):
    scores = iter([0.2, 0.6, 0.6, 0.4])
    kept = {}

    def scored(self):
        kept[len(kept) + 1] = weights(self._generate._policy.model)
        return next(scores)

    monkeypatch.setattr(Validation, "__call__", scored)
    config = replace(CONFIG, validation_every=1, validation_questions=3)
    trained = run(policy, examples, config, tmp_path)
    assert [row["validation"] for row in trained.rows] == [0.2, 0.6, 0.6, 0.4]
    assert timeless({**row, "validation": 0} for row in trained.rows) == timeless(
        {**row, "validation": 0} for row in unbroken.rows
    ), "validation changes nothing in training"
    assert_same_weights(trained.weights, kept[3])  # the later of equals
    assert_same_weights(kept[4], unbroken.weights)
    write_json(tmp_path / "config.json", ReasoningTrainingConfig(model=str(model_folder), grpo=config).to_dict())
    assert_same_weights(weights(load_policy(str(tmp_path)).model), kept[3])
    assert_same_weights(run(policy, examples, config, tmp_path).weights, kept[3])  # nothing left to do


@pytest.mark.slow
def test_a_run_killed_before_its_best_checkpoint_was_kept_keeps_it_later(policy, examples, tmp_path, monkeypatch):
    keep, killed = Loop._keep_best, []

    def once(self):
        if self._done == 2 and not killed:
            killed.append(True)
            raise MemoryError
        keep(self)

    monkeypatch.setattr(Loop, "_keep_best", once)
    monkeypatch.setattr(Validation, "__call__", lambda self: 0.5)
    config = replace(CONFIG, validation_every=2, validation_questions=3, num_training_steps=2)
    with pytest.raises(MemoryError):
        run(policy, examples, config, tmp_path)
    run(policy, examples, config, tmp_path)
    assert (tmp_path / "checkpoints" / "best" / "2").is_dir()
