"""What preflight says of a run, with rows in place of a compiler: fits or not, the largest that does, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("tunix")

import safetensors.numpy
from rich.console import Console
from typer.testing import CliRunner

from tunix_reasoning import preflight as package
from tunix_reasoning.commands import app
from tunix_reasoning.config import PRESETS, ReasoningTrainingConfig
from tunix_reasoning.model import PolicyError
from tunix_reasoning.model.sources import EMBEDDED
from tunix_reasoning.preflight import TPUS, PreflightError, preflight, print_report, save_plot, verdict
from tunix_reasoning.preflight.chips import check_libtpu
from tunix_reasoning.preflight.largest import largest
from tunix_reasoning.preflight.plot import _drawn
from tunix_reasoning.preflight.report import in_process, phases, weight_bytes
from tunix_reasoning.preflight.shapes import model_shape
from tunix_reasoning.preflight.table import SHOWN_NARROW, SHOWN_WIDE

KAGGLE = PRESETS["kaggle"].updated(sft_steps=0)
GIB = 2**30
RECORDED = Path(__file__).parents[2] / "results" / "preflight"


def compiler(held=2.0, a_prompt=1.0):
    """Rows of a compiler in which each prompt of a micro-batch takes so many GiB, and what it was asked for."""
    asked = []

    def compiled(tpu, model, phase, config, cache):
        micro = config.grpo.micro_batch_size or config.grpo.batch_size
        asked.append((phase, micro))
        memory = {"weights": int(held * GIB), "cache": 0}
        row = {"phase": phase, "name": phase, "runs": 2, "turns": 1, "memory": memory, "fits": False}
        if held * GIB > TPUS[tpu].memory:
            return [row | {"peak_bytes": memory["weights"]}]
        memory["temporaries"] = int(a_prompt * micro * GIB) if phase == "update" else GIB
        peak = sum(memory.values())
        return [row | {
            "fits": peak <= TPUS[tpu].memory, "peak_bytes": peak, "flops": 1e12, "bytes": 1e9, "cycles": 10**9,
            "compute_seconds": 0.5, "collective_seconds": 0.25, "optimal_seconds": 0.375, "collectives": 100,
            "collectives_in_loops": {"all-reduce": {"count": 3, "bytes": 10**6, "largest": 10**5}},
            "compile_seconds": 60.0, "compile_cpu_seconds": 60.0,
        }]

    compiled.asked = asked
    return compiled


def quiet(text):
    pass


def test_a_run_that_fits():
    report = preflight(KAGGLE, "v5e-8", say=quiet, compiled=compiler())
    assert report["fits"]
    assert (report["mesh"], set(report["phases"])) == ("2x4", {"rollout", "reference", "update", "evaluation"})
    assert report["step_seconds"] == pytest.approx(3 * 2 * 0.75)
    assert report["step_over_roofline"] == pytest.approx(2)
    assert report["completion_tokens_per_second"] == pytest.approx(64 * 512 / 4.5)
    asked = 2 * 2 * 2 * 1.5  # before and after, greedy and sampled, two batches
    around = 2 * 5.2e9 / 1e8 + 4 * 60 + asked
    validated = 4.5 + 1.5 / 50
    assert report["steps_in_nine_hours"] == pytest.approx((9 * 3600 - around) / validated, rel=0.01)
    assert report["run_hours"] == pytest.approx((around + 500 * validated) / 3600, rel=0.01)
    json.dumps(report)


def test_a_warmup_is_counted_with_its_steps_and_its_evaluation():
    plain, warmed = (preflight(KAGGLE.updated(sft_steps=n), "v5e-8", say=quiet, compiled=compiler()) for n in (0, 40))
    assert set(warmed["phases"]) - set(plain["phases"]) == {"sft"}
    assert warmed["around_seconds"]["warm-up"] == pytest.approx(40 * 2 * 0.75)  # its row has two runs, as all here
    assert warmed["around_seconds"]["evaluation"] == pytest.approx(1.5 * plain["around_seconds"]["evaluation"])
    assert warmed["step_seconds"] == plain["step_seconds"]


def test_what_does_not_fit_is_made_smaller():
    compiled = compiler(held=6, a_prompt=3)
    report = preflight(KAGGLE.updated(micro_batch_size=8), "v5e-8", say=quiet, compiled=compiled)
    assert not report["fits"]
    assert report["largest"] == {"micro_batch_size": 2}  # 6 + 3 × 2 GiB
    assert [micro for phase, micro in compiled.asked if phase == "update"] == [8, 4, 2]
    assert (
        verdict(report)
    ) == "does not fit: update needs 30.00 of 15.75 GiB a device; the largest that fits: micro_batch_size=2"


def test_what_no_batch_makes_fit():
    compiled = compiler(held=36)
    report = preflight(KAGGLE.updated(lora_rank=0), "v5e-8", say=quiet, compiled=compiled)
    assert not report["fits"]
    assert len(report["phases"]) == 1, "what does not even hold the weights is said at once"
    assert report["largest"] == {}
    assert "whatever the batch; adapters (lora_rank) or a mesh" in verdict(report)


@pytest.mark.parametrize("limit", range(1, 40))
def test_the_largest_size_is_found_with_few_compilations(limit):
    for fixed in (0, 3, 7):
        for each in (1, 2, 5):
            tried = []
            sizes = [1, 2, 4, 8]
            bytes_of = lambda size: fixed + each * size  # noqa: B023, E731
            if bytes_of(16) <= limit:
                continue
            found = largest(sizes, lambda size: tried.append(size) or bytes_of(size), (16, bytes_of(16)), limit)  # noqa: B023
            assert found == max((size for size in sizes if bytes_of(size) <= limit), default=None)
            assert len(tried) <= 3


def test_a_mesh_that_does_not_divide_the_heads_is_refused():
    with pytest.raises(PolicyError, match=r"mesh 1x8: tp=8 does not divide the model's key-value heads \(4\)"):
        preflight(KAGGLE.updated(mesh="1x8"), "v5e-8", say=quiet, compiled=compiler())


@pytest.mark.parametrize("name", [
    "gemma2-2b", "google/gemma-2-2b-it", "kaggle:google/gemma-2/flax/gemma2-2b-it", "keras:gemma2_instruct_2b_en",
])
def test_gemma_2_2b_by_any_of_its_names(name):
    assert weight_bytes(model_shape(name)) == 2 * 2_614_341_888  # as its model card's safetensors say


def test_bytes_of_the_embedded_model_are_those_of_its_checkpoint():
    tensors = safetensors.numpy.load_file(EMBEDDED / "model.safetensors")
    assert weight_bytes(model_shape("embedded")) == 2 * sum(tensor.size for tensor in tensors.values())


def test_rollouts_on_a_mesh_of_their_own_are_refused():
    with pytest.raises(PreflightError, match=r"^preflight is for runs that .* on one mesh\. Received: mesh=2x2\+4x1$"):
        preflight(KAGGLE.updated(mesh="2x2+4x1"), "v5e-8", say=quiet, compiled=compiler())


def test_an_unknown_model_is_refused():
    with pytest.raises(PolicyError, match="no shape is known of 'llama'"):
        model_shape("llama")


def test_phases_follow_the_settings():
    assert phases(KAGGLE) == ["rollout", "reference", "update", "evaluation"]
    assert phases(KAGGLE.updated(sft_steps=1)) == ["sft", "rollout", "reference", "update", "evaluation"]
    assert phases(KAGGLE.updated(kl_coef=0.0, lora_rank=0)) == ["rollout", "renew", "update", "evaluation"]
    assert phases(KAGGLE.updated(evaluation_questions=0, validation_every=0)) == ["rollout", "reference", "update"]


def test_table_and_plot(tmp_path):
    for held, says in ((2, "fits"), (36, "does not fit")):
        report = preflight(KAGGLE, "v3-8", say=quiet, compiled=compiler(held=held))
        for width, shown in ((200, SHOWN_WIDE), (80, SHOWN_NARROW)):
            console = Console(record=True, width=width)
            print_report(report, console)
            text = console.export_text()
            assert says in text
            assert "no TPU has run this" in text
            assert "…" not in text  # every word in full
            head = next(line for line in text.splitlines() if line.startswith("┃"))
            assert tuple(name.strip() for name in head.strip("┃").split("┃")) == shown
        save_plot(report, tmp_path / "plot.png")
        assert (tmp_path / "plot.png").stat().st_size > 10_000


@pytest.mark.parametrize("path", sorted(RECORDED.glob("*.json")), ids=lambda path: path.stem)
def test_all_memory_of_a_recorded_report_is_drawn(path):
    report = json.loads(path.read_text())
    memory = _drawn(report).axes[0]
    for row, (name, held) in enumerate((row["name"], row["memory"]) for row in report["phases"].values()):
        bars = [bar for bar in memory.patches if round(bar.get_y() + bar.get_height() / 2) == row]
        assert sum(bar.get_width() for bar in bars) == pytest.approx(sum(held.values()) / GIB), name


def invoked(monkeypatch, *arguments, **how):
    compiled = compiler(**how)
    monkeypatch.setattr(
        package, "preflight", lambda config, tpu, model, cache, say: preflight(config, tpu, model, cache, say, compiled)
    )
    return CliRunner().invoke(app, ["preflight", *arguments])


def test_the_command(monkeypatch, tmp_path):
    written = tmp_path / "report.json", tmp_path / "plot.png"
    ended = invoked(monkeypatch, "--tpu", "v5e-8", "--json", str(written[0]), "--plot", str(written[1]))
    assert ended.exit_code == 0, ended.output
    saved = json.loads(written[0].read_text())
    assert saved["fits"]
    assert written[1].exists()
    assert ReasoningTrainingConfig.from_dict(saved["config"]) == PRESETS["kaggle"]
    assert invoked(monkeypatch, "--set", "lora_rank=0", held=36).exit_code == 1
    assert invoked(monkeypatch, "--preset", "default").exit_code == 0
    assert invoked(monkeypatch, "--tpu", "v4-8").exit_code == 2
    assert invoked(monkeypatch, "--set", "lora_rang=0").exit_code == 2


def distribution(folder: Path, number: str) -> str:
    about = folder / f"libtpu-{number}.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: libtpu\nVersion: {number}\n")
    return str(folder)


@pytest.mark.slow
@pytest.mark.parametrize("number", ["0.0.17", "0.0.420", "0.1.0"])
def test_another_libtpu_is_refused_before_it_is_loaded(tmp_path, number):
    ended = subprocess.run(
        [sys.executable, "-c", "import sys; sys.path.insert(0, sys.argv[1]); "
         "from tunix_reasoning.commands import main; main(['preflight'])", distribution(tmp_path, number)],
        capture_output=True, text=True,
    )
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines() == [
        f"error: preflight compiles with libtpu 0.0.42; {number} would crash the process: pip install "
        "'libtpu==0.0.42.*' (or tunix-reasoning[preflight])"
    ]


def test_the_right_libtpu_and_none(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [distribution(tmp_path, "0.0.42.1")])
    check_libtpu()
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(PreflightError, match="which is not installed"):
        check_libtpu()


@pytest.mark.parametrize(
    ("end", "told"),
    [("kill -9 $$", "update could not be compiled: the compiler was killed, as where memory ends"),
     ("exit 3", "update could not be compiled: a warning that came before")],
)
def test_a_compiler_that_is_killed_is_told_from_one_that_fails(tmp_path, monkeypatch, end, told):
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\necho a warning that came before >&2\n{end}\n")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(PreflightError, match=told):
        in_process("v3-8", "gemma2-2b", "update", KAGGLE, None)
