"""Figures show the data they are given, at every length of a run; the report stands on its own."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import html5lib
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.container import BarContainer

from tunix_reasoning.evaluation import compare
from tunix_reasoning.reporting import comparison, curves, plots
from tunix_reasoning.reporting.html import write_report

NAMES = ("accuracy", "accuracy_lenient", "format", "quality")
TYPES = ("math",) * 30 + ("code",) * 25 + ("logic_puzzle",) * 5


def history(steps: int) -> list[dict[str, Any]]:
    rng = Random(steps)
    columns = (
        "reward",
        "format",
        "correctness",
        "quality",
        "accuracy",
        "kl",
        "no_signal",
        "truncated",
        "unparsed",
    )
    seconds = {"rollout": 1.0, "reward": 0.5, "update": 1.5, "total": 3.0}
    return [
        {"step": step, "length_mean": 40.0 + step, "length_max": 100, "seconds": seconds}
        | {column: rng.random() for column in columns}
        | {f"{column}_spread": 0.1 for column in ("reward", "format", "correctness", "quality")}
        for step in range(1, steps + 1)
    ]


def evaluation(samples: bool = True) -> dict[str, Any]:
    def rows(share: float) -> list[dict[str, Any]]:
        rng = Random(share)
        names = [*NAMES, *(f"{name}_sampled" for name in NAMES if samples)]
        return [
            {"id": str(i), "type": kind, "family": kind}
            | {name: float(rng.random() < share) for name in names}
            for i, kind in enumerate(TYPES)
        ]

    return compare(rows(0.2), rows(0.8))


@pytest.fixture
def run_folder(tmp_path: Path) -> Callable[..., Path]:
    def write(steps: int, scores: dict[str, Any] | None = None, completion: str = "<reasoning>…") -> Path:
        sample = {"prompt": "Q & A?", "completion": completion, "answer": "4", "reward": 0.5}
        rows = {
            "metrics.jsonl": history(steps),
            "samples.jsonl": [{"step": 1, **sample}, {"step": 2, **sample}],
        }
        for name, lines in rows.items():
            (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in lines), encoding="utf-8")
        (tmp_path / "config.json").write_text(json.dumps({"model": "embedded", "grpo": {"seed": 17}}))
        if scores:
            (tmp_path / "evaluation.json").write_text(json.dumps(scores))
        return tmp_path

    return write


@pytest.mark.parametrize("length", [1, 2, 19, 20, 57, 100])
def test_smoothing_is_a_centred_mean_of_a_tenth(length: int) -> None:
    values = np.random.default_rng(length).normal(size=length)
    reach = length // 20
    padded = np.pad(values, reach, constant_values=np.nan)
    expected = [np.nanmean(padded[i : i + 2 * reach + 1]) for i in range(length)]
    np.testing.assert_allclose(curves.smoothed(list(values)), expected)


@pytest.mark.parametrize("steps", [1, 2, 80])
def test_reward_curves_hold_every_step_and_their_mean(steps: int) -> None:
    rows = history(steps)
    (axes,) = curves.plot_rewards(rows).axes
    drawn = [line.get_ydata().tolist() for line in axes.lines]
    for column in ("reward", "format", "correctness", "quality"):
        values = [row[column] for row in rows]
        assert values in drawn
        assert curves.smoothed(values) in drawn
    assert {text.get_text() for text in axes.texts} == {"weighted sum", "format", "correctness", "quality"}


def test_names_stand_where_their_lines_end_and_not_on_each_other() -> None:
    rows = [row | {"format": 1.0, "quality": 0.2, "reward": 0.98, "correctness": 0.97} for row in history(30)]
    (axes,) = curves.plot_rewards(rows).axes
    places = {text.get_text(): text.xy[1] for text in axes.texts}
    assert all(text.xy[0] == 1 for text in axes.texts), "at the right end"
    high = axes.get_ylim()[1]
    assert places["quality"] == pytest.approx(0.2 / high)
    assert sorted(places, key=lambda name: places[name]) == ["quality", "correctness", "weighted sum", "format"]
    heights = sorted(places.values())
    assert all(b - a >= 0.0699 for a, b in itertools.pairwise(heights))
    assert heights[-1] <= 1
    for text in axes.texts:
        [line] = [line for line in axes.lines if line.get_label() == text.get_text()]
        assert text.get_color() == line.get_color()


def test_a_reward_of_the_users_own_is_drawn_under_its_name() -> None:
    rows = [row | {"brevity": 0.25, "brevity_spread": 0.0} for row in history(3)]
    (axes,) = curves.plot_rewards(rows).axes
    [line] = [line for line in axes.lines if line.get_label() == "brevity"]
    assert line.get_ydata() == pytest.approx([0.25] * 3)


def test_training_figure_shows_what_a_reward_curve_hides() -> None:
    rows = history(40)
    drawn = [line.get_ydata().tolist() for axes in curves.plot_training(rows).axes for line in axes.lines]
    columns = (
        "accuracy",
        "kl",
        "length_mean",
        "length_max",
        "no_signal",
        "truncated",
        "unparsed",
    )
    for column in columns:
        assert [row[column] for row in rows] in drawn, column


def test_validation_is_drawn_at_the_steps_that_have_one() -> None:
    rows = history(40)
    for row in rows[9::10]:
        row["validation"] = 0.5
    drawn = [line for axes in curves.plot_training(rows).axes for line in axes.lines]
    [line] = [line for line in drawn if line.get_label() == "validation, greedy"]
    assert line.get_xdata() == pytest.approx([10, 20, 30, 40])


def _bars(axes: Axes) -> dict[str, list[float]]:
    return {
        bars.get_label(): [bar.get_height() for bar in bars]
        for bars in axes.containers
        if isinstance(bars, BarContainer)
    }


@pytest.mark.parametrize("samples", [True, False])
def test_evaluation_bars_are_the_scores_with_their_intervals(samples: bool) -> None:
    scores = evaluation(samples)
    panels = comparison.plot_evaluation(scores).axes
    assert [axes.get_title(loc="left") for axes in panels] == ["Greedy", "Sampled"][: 1 + samples]
    for axes, suffix in zip(panels, ("", "_sampled"), strict=False):
        assert _bars(axes) == {
            when: [scores[when][name + suffix]["value"] for name in NAMES] for when in ("before", "after")
        }
        segments = [s for bars in axes.collections for s in bars.get_segments()]
        ends = {(round(s[0][1], 9), round(s[1][1], 9)) for s in segments}
        for when in ("before", "after"):
            for name in NAMES:
                score = scores[when][name + suffix]
                assert (round(score["low"], 9), round(score["high"], 9)) in ends


def test_types_come_in_the_order_of_their_numbers_of_questions() -> None:
    scores = evaluation()
    (axes,) = comparison.plot_by_type(scores).axes
    assert [label.get_text() for label in axes.get_xticklabels()] == [
        "math\nn = 30",
        "code\nn = 25",
        "logic\nn = 5",
    ]
    intervals = [bars.get_segments() for bars in axes.collections]
    assert len(intervals) == 4, "five questions have no interval"
    kinds = ("math", "code", "logic_puzzle")
    assert _bars(axes)["after"] == [scores["after"]["by_type"][kind]["accuracy"]["value"] for kind in kinds]


@pytest.mark.parametrize(
    ("steps", "scored", "expected"),
    [
        (0, False, set()),  # interrupted in its first step
        (3, False, {"rewards", "training"}),  # not evaluated
        (3, True, {"rewards", "training", "evaluation", "by_type"}),
    ],
)
def test_a_run_has_the_figures_and_the_report_that_its_files_allow(
    steps: int, scored: bool, expected: set[str], run_folder: Callable[..., Path]
) -> None:
    folder = run_folder(steps, evaluation() if scored else None)
    plots.save_plots(folder)
    assert {path.stem for path in (folder / "plots").glob("*.png")} == expected
    page = write_report(folder).read_text(encoding="utf-8")
    assert page.count("data:image/svg+xml") == len(expected)
    assert ("<th>metric</th>" in page) == scored
    assert "<th>grpo.seed</th><td><code>17</code></td>" in page
    assert not re.findall(r"""(?:src|href)=["'](?!data:)""", page), "the report needs another file"


def test_the_table_of_the_report_is_the_evaluation(run_folder: Callable[..., Path]) -> None:
    scores = evaluation()
    page = write_report(run_folder(2, scores)).read_text(encoding="utf-8")
    cells = re.search(r"<tr><th>Accuracy, lenient, sampled</th>(.*)</tr>", page)
    assert cells
    values = [float(value) for value in re.findall(r">([+-]?[\d.]+) \[", cells[1])]
    expected = [
        100 * scores[part]["accuracy_lenient_sampled"]["value"] for part in ("before", "after", "difference")
    ]
    assert values == pytest.approx(expected, abs=0.05)
    assert cells[1].endswith(">60</td>")


def test_the_report_is_valid_html_and_says_how_to_make_it_again(run_folder: Callable[..., Path]) -> None:
    folder = run_folder(3, evaluation(), "<reasoning>a < b & c</reasoning>")
    (folder / "config.json").write_text(json.dumps({
        "model": "embedded", "grpo": {"seed": 17}, "commit": "abc1234", "command": "train --output runs/<mine>",
        "hardware": {"kind": "cpu", "cpus": 2},
    }))
    page = write_report(folder).read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(page)  # raises at the first error
    assert "git checkout abc1234\ntunix-reasoning train --output runs/&lt;mine&gt;" in page
    assert "hardware.cpus" in page


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="no browser")
def test_the_report_is_readable_on_a_phone(run_folder: Callable[..., Path], tmp_path: Path) -> None:
    """In a frame of 390 px: nothing is wider, and every figure is there."""
    page = write_report(run_folder(30, evaluation(), "7" * 500))
    probe = tmp_path / "probe.html"
    probe.write_text(
        f'''<iframe id="f" src="{page.as_uri()}" width="390" height="800" style="border:0"></iframe><script>
        onload = () => {{
            const inside = document.getElementById("f").contentDocument;
            const pictures = [...inside.images].map(image => image.complete && image.naturalWidth > 0);
            document.title = JSON.stringify([inside.documentElement.scrollWidth, pictures]);
        }}</script>'''
    )
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
               "--virtual-time-budget=20000", "--enable-logging=stderr", "--dump-dom", probe.as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900)
    title = re.search("<title>(.*)</title>", shown.stdout)
    assert title, shown.stderr
    width, pictures = json.loads(title[1])
    assert width <= 390
    assert pictures == [True] * 4
    assert "CONSOLE" not in shown.stderr


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)


def test_completions_cannot_break_the_report(run_folder: Callable[..., Path]) -> None:
    page = write_report(run_folder(2, None, '<script>alert(1)</script><img src="http://x/">')).read_text(
        encoding="utf-8"
    )
    parser = _Tags()
    parser.feed(page)
    assert "script" not in parser.tags
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_an_unfinished_line_is_left_out(run_folder: Callable[..., Path]) -> None:
    folder = run_folder(3)
    for name in ("metrics.jsonl", "samples.jsonl"):
        with (folder / name).open("a") as file:
            file.write('{"step": 4, "rew')
    assert [row["step"] for row in plots.read_history(folder)] == [1, 2, 3]
    assert "3 GRPO steps" in write_report(folder).read_text(encoding="utf-8")


def test_the_live_plot_draws_when_steps_arrive_and_at_the_end(
    run_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, int]] = []

    class Display:
        """Records which figure is shown, by the number of steps in it."""

        def display(self, figure: Any) -> None:
            shown.append(("display", len(figure.axes[0].lines[0].get_ydata())))

        def update(self, figure: Any) -> None:
            shown.append(("update", len(figure.axes[0].lines[0].get_ydata())))

    monkeypatch.setattr("IPython.display.DisplayHandle", Display)
    folder = run_folder(0)
    with plots.LivePlot(folder, seconds=1000) as live:
        live.draw()  # no step yet: nothing to show
        run_folder(2)
        live.draw()
        live.draw()  # nothing new
        run_folder(5)
    assert shown == [("display", 2), ("update", 5)]


@pytest.mark.parametrize("module", ["curves", "comparison", "plots", "style"])
def test_no_figure_goes_through_pyplot(module: str) -> None:
    source = (Path(plots.__file__).parent / f"{module}.py").read_text(encoding="utf-8")
    assert "pyplot" not in re.sub(r'"""[\s\S]*?"""', "", source)
