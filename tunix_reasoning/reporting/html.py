"""A run, or several pooled, as one HTML file, figures included: it can be mailed, archived, read on a phone.

It is made from the run folder's files alone, so that an interrupted run, or one without an evaluation, has its
report too. The template escapes everything that comes from a file: completions are a model's words.

    python -m tunix_reasoning report runs/latest
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from matplotlib.figure import Figure

from tunix_reasoning.evaluation import shown
from tunix_reasoning.files import read_json, read_rows, write_whole
from tunix_reasoning.reporting.comparison import LABELS
from tunix_reasoning.reporting.plots import read_history, run_figures
from tunix_reasoning.settings import CIRCUMSTANCES

SHOWN_SAMPLES = 6
SHOWN_TABLES = {
    "evaluation.json": ("Before and after, per cent", ("before", "after", "difference", "questions")),
    "evaluation_sft.json": ("What GRPO added to the SFT warm-up, per cent",
                            ("after SFT", "after GRPO", "difference", "questions")),
}
TEMPLATE = Path(__file__).with_name("report.html")
CAPTIONS = {
    "rewards": "Rewards of the sampled completions, each in [0, 1]: every step pale, a running mean strong; the band "
    "is one standard deviation of the weighted sum over a step's completions.",
    "training": "What a reward curve hides. A group whose completions all earn the same teaches nothing.",
    "sft": "The SFT warm-up: the loss of worked solutions, every step pale, a running mean strong.",
    "evaluation": "Held-out questions before and after training, with 95 % intervals.",
    "by_type": "Greedy accuracy by type of question, with 95 % intervals.",
}


def write_report(run_folder: Path | str) -> Path:
    """Writes `report.html` into a run folder from the files that are there, and returns its path."""
    folder = Path(run_folder)
    settings, evaluation = (_read(folder / name) for name in ("config.json", "evaluation.json"))
    tables = [(title, columns, list(_table(found))) for name, (title, columns) in SHOWN_TABLES.items()
              if (found := _read(folder / name))]
    history, samples = read_history(folder), read_rows(folder / "samples.jsonl")
    own = {name: value for name, value in settings.items() if name not in CIRCUMSTANCES}
    surroundings = {name: settings[name] for name in CIRCUMSTANCES if name in settings}
    page = _template().render(
        title=folder.resolve().name,
        summary=_summary(settings, history),
        tables=tables,
        pooling=_pooling(evaluation),
        figures=[(CAPTIONS[name], _svg(figure)) for name, figure in run_figures(folder).items()],
        samples=list(_samples(samples)),
        settings=[(name, list(_flat(part))) for name, part in
                  (("Settings", own), ("Where and with what it ran", surroundings)) if part],
        again=list(_again(settings)),
    )
    write_whole(folder / "report.html", page + "\n")
    return folder / "report.html"


def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def _summary(settings: Mapping[str, Any], history: Sequence[Mapping[str, Any]]) -> str:
    minutes = sum(row["seconds"]["total"] for row in history) / 60
    steps = f"{len(history)} GRPO steps in {minutes:.1f} minutes" if history else "no step was finished"
    return f"{settings.get('model', 'unknown model')}, {steps}"


def _again(settings: Mapping[str, Any]) -> Iterator[str]:
    """The commands that make the run again; none where no command made it."""
    if settings.get("command"):
        if settings.get("commit"):
            yield f"git checkout {settings['commit'].removesuffix('-dirty')}"
        yield f"tunix-reasoning {settings['command']}"


def _pooling(evaluation: Mapping[str, Any]) -> str:
    seeds = evaluation.get("after", {}).get("accuracy", {}).get("seeds")
    return f" Pooled over {seeds} seeds; intervals are for a further seed and further questions." if seeds else ""


def _table(evaluation: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str, str, int]]]:
    """Label and cells of every metric, then of every type's accuracy."""
    before, after, difference = (evaluation[name] for name in ("before", "after", "difference"))
    rows = [
        (label + suffix.replace("_", ", "), [part[name + suffix] for part in (before, after, difference)])
        for suffix in ("", "_sampled")
        for name, label in LABELS.items()
        if name + suffix in after
    ]
    rows += [
        (f"Accuracy, {kind}", [part["by_type"][kind]["accuracy"] for part in (before, after, difference)])
        for kind in after["by_type"]
    ]
    for label, (old, new, change) in rows:
        yield label, (shown(old), shown(new), shown(change, signed=True), old["n"])


def _svg(figure: Figure) -> str:
    file = io.BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    return base64.b64encode(file.getvalue()).decode()


def _samples(samples: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Some completions, spread over the run, each with its rewards as one text."""
    if not samples:
        return
    spread = [samples[round(i * (len(samples) - 1) / (SHOWN_SAMPLES - 1))] for i in range(SHOWN_SAMPLES)]
    for sample in {sample["step"]: sample for sample in spread}.values():
        rewards = ", ".join(f"{name} {value:.2f}" for name, value in sample.items() if isinstance(value, float))
        yield {**sample, "rewards": rewards}


def _flat(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, str(value)


def _read(path: Path) -> dict[str, Any]:
    return read_json(path) if path.is_file() else {}
