"""What is shown of a run: the bar, samples, warnings, and the files of TensorBoard."""

import sys
import threading
import types
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("tunix")

from training_runs import CONFIG, run

from tunix_reasoning.training import devices, tracking
from tunix_reasoning.training.progress import Progress


@pytest.fixture(scope="module")
def shown(policy, examples, tmp_path_factory):
    """A run's folder and what stood on the terminal."""
    folder = tmp_path_factory.mktemp("shown")
    config = replace(CONFIG, validation_every=2, validation_questions=4)
    lines = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tqdm.std.tqdm.write", lambda *text, **_: lines.append(text[-1]))
        patch.setattr("tqdm.std.tqdm.set_postfix", lambda self, values, **_: lines.append(dict(values)))
        trained = run(policy, examples, config, folder)
    return trained, folder, lines


def test_the_bar_has_what_matters(shown):
    trained, _, lines = shown
    bars = [line for line in lines if isinstance(line, dict)]
    assert [set(bar) for bar in bars[:1]] == [{"reward", "accuracy", "KL", "tokens/s"}]
    for bar, row in zip(bars, trained.rows, strict=True):
        assert bar["reward"] == f"{row['reward']:.3f}"
        assert bar["KL"] == f"{row['kl']:.3f}"
    assert bars[3]["validation"] == f"{trained.rows[3]['validation']:.0%}"


def test_the_time_left_is_not_told_by_the_step_that_compiles():
    logger = types.SimpleNamespace(log=lambda *_: None, close=lambda: None)
    progress = Progress(80, 0, logger)
    bar, now = progress._bar, [progress._bar.start_t]
    bar._time = lambda: now[0]
    row = {"step": 1, "reward": 0.5, "accuracy": 0.5, "kl": 0.0, "tokens_per_second": 9.0, "seconds": {}}
    for seconds in (13.0, 1.0, 1.0, 1.0):
        now[0] += seconds
        progress.step(row)
    assert bar.n == 4
    assert "[00:03<01:16, " in str(bar), "76 steps of a second"
    progress.close()


def test_samples_are_shown_with_their_parts_at_validations(shown):
    trained, _, lines = shown
    samples = [line for line in lines if isinstance(line, str) and "a sample" in line]
    assert len(samples) == 2
    step = trained.steps[1]
    for name, values in step.parts.items():
        assert f"{name} {values[0]:.2f}" in samples[0]
    assert step.texts["completions"][0][:50] in samples[0]


def test_every_number_is_in_tensorboard(shown):
    tensorboard = pytest.importorskip("tensorboardX.proto.event_pb2")
    trained, folder, _ = shown
    [file] = (folder / "tensorboard").iterdir()
    found = {}
    for record in records(file.read_bytes()):
        event = tensorboard.Event.FromString(record)
        for value in event.summary.value:
            found[value.tag, event.step] = value.simple_value
    for row in trained.rows:
        for name in ("reward", "format", "correctness", "quality", "kl", "loss", "no_signal"):
            assert found[f"grpo/train/{name}", row["step"]] == pytest.approx(row[name], abs=1e-6)
        assert found["seconds/train/rollout", row["step"]] == pytest.approx(row["seconds"]["rollout"], abs=1e-3)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_neither_stops_the_run_nor_prints_of_tensorboards_thread(monkeypatch, tmp_path):
    from tunix.sft.metrics_logger import MetricsLogger

    died, opened = [], Path.open
    monkeypatch.setattr(threading, "excepthook", died.append)
    monkeypatch.setattr(Path, "open", lambda self, mode: opened(Path("/dev/full"), mode))

    def write():
        logger = MetricsLogger(tracking.tracking(tmp_path))
        for step in range(1, 500):  # more than the buffer holds
            logger.log("grpo", "reward", 0.5, "train", step)
        logger.close()

    writing = threading.Thread(target=write, daemon=True)
    writing.start()
    writing.join(60)
    assert not writing.is_alive()
    assert not died


def records(data):
    """The records of a TFRecord file: length [8], its checksum [4], content, checksum [4]."""
    while data:
        length = int.from_bytes(data[:8], "little")
        yield data[12 : 12 + length]
        data = data[16 + length :]


def test_wandb_is_used_where_it_needs_to_ask_nobody(monkeypatch, tmp_path):
    for name in ("WANDB_API_KEY", "WANDB_MODE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(tracking.importlib.util, "find_spec", lambda name: None)
    assert not tracking.has_wandb(), "not installed"
    monkeypatch.setattr(tracking.importlib.util, "find_spec", lambda name: object())
    assert not tracking.has_wandb(), "not logged in"
    monkeypatch.setenv("WANDB_MODE", "offline")
    assert tracking.has_wandb()
    monkeypatch.setenv("WANDB_MODE", "disabled")
    monkeypatch.setenv("WANDB_API_KEY", "k")
    assert not tracking.has_wandb()
    monkeypatch.delenv("WANDB_MODE")
    assert tracking.has_wandb()
    monkeypatch.delenv("WANDB_API_KEY")
    (tmp_path / ".netrc").write_text("machine api.wandb.ai login user password k\n")
    (tmp_path / ".netrc").chmod(0o600)
    assert tracking.has_wandb()


def test_wandb_is_told_every_number(monkeypatch, tmp_path):
    told = []
    module = types.SimpleNamespace(
        init=lambda **settings: told.append(settings), log=lambda values, step: told.append((values, step)),
        run=types.SimpleNamespace(url="x"), finish=lambda: told.append("finished"),
    )
    monkeypatch.setitem(sys.modules, "wandb", module)
    monkeypatch.setattr(tracking, "has_wandb", lambda: True)
    from tunix.sft.metrics_logger import MetricsLogger

    logger = MetricsLogger(tracking.tracking(tmp_path / "mine"))
    logger.log("grpo", "reward", 0.5, "train", 3)
    logger.close()
    assert told[0]["project"] == "tunix-reasoning"
    assert told[0]["name"] == "mine"
    assert told[1:] == [({"grpo/train/reward": 0.5}, 3), "finished"]


def test_a_cpu_that_nobody_asked_for_is_told_of(monkeypatch, tmp_path):
    (tmp_path / "dev").mkdir()
    monkeypatch.delenv("JAX_PLATFORMS")
    assert devices.silent_cpu(1000, tmp_path) is None
    assert "2.6 billion parameters" in devices.silent_cpu(2_600_000_000, tmp_path)
    (tmp_path / "dev" / "nvidia0").touch()
    assert "there is a GPU here, but JAX computes on the CPU" in devices.silent_cpu(1000, tmp_path)
    monkeypatch.setenv("JAX_PLATFORMS", "cpu")
    assert devices.silent_cpu(2_600_000_000, tmp_path) is None
