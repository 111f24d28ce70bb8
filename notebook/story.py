# The story of the notebook, in percent format: `python notebook/build.py` makes the .ipynb from it.
# ruff: noqa: E402, I001

# %% [markdown]
# # Train Gemma to reason in the open, with GRPO and Tunix
#
# A language model often jumps to an answer. Here it learns to show its work, in a form that a program can check. The
# tiny model that comes with this project, asked a question that it was never trained on:
#
# {{example results/embedded-seed-0}}
#
# It samples several answers to a question, programs score them, and Group Relative Policy Optimization (GRPO) makes the
# better ones of each group more likely. This notebook does all of it on Google's
# [Tunix](https://github.com/google/tunix) library and JAX, and measures what changed on questions that the training
# never saw. Recorded runs, per cent of the held-out questions, with 95 % intervals:
#
# {{measured results/*}}
#
# {{figure results/embedded-seed-0/plots/evaluation.png}}
#
# **Without an accelerator** the cells train the tiny model; on a **TPU** the same cells train Gemma 2 2B. On Kaggle:
# choose the TPU, switch the internet on, add the dataset with `reasoning_training_data.json` and the model
# *Gemma 2 / Flax / gemma2-2b-it* as inputs, press *Run all*.

# %% [markdown]
# ## The package
#
# All plumbing stands here, a collapsed cell a folder. The next cell defines how such a cell becomes files.

# %%
import re
from pathlib import Path
from IPython.core.magic import register_cell_magic


@register_cell_magic
def package(line, cell):
    """Writes the files that the cell holds, each below a line with its path."""
    for part in re.split("^# ==== ", cell, flags=re.MULTILINE)[1:]:
        path, _, text = part.partition("\n")
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


# %% package requirements.txt

# %% package tunix_reasoning

# %% package reasoning_data/rubric.py

# %% package tunix_reasoning/answers

# %% package tunix_reasoning/traces

# %% package tunix_reasoning/model

# %% package tunix_reasoning/training

# %% package tunix_reasoning/warmup

# %% package tunix_reasoning/search

# %% package tunix_reasoning/evaluation

# %% package tunix_reasoning/reporting

# %% package tunix_reasoning/commands

# %% [markdown]
# ## The form of the answer
#
# One prompt asks for it, one parser reads it. The parser is strict: one reasoning block, then one answer block,
# nothing around them.

# %% chapter tunix_reasoning/prompts.py

# %% [markdown]
# ## Settings
#
# The one cell to change. The preset sets the scale: `kaggle` for Gemma 2 2B on a TPU, `embedded` for a CPU and a tiny
# model, `smoke` for a run of seconds that shows whether everything works. Any setting can be given by name; the
# collapsed cell `tunix_reasoning` explains each.

# %%
import json
import os
import time
from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.notebook_setup import accelerator, ensure_packages, find_data, find_model, reshuffled

scale = os.environ.get("TUNIX_REASONING_PRESET") or ("kaggle" if accelerator() else "embedded")
config = ReasoningTrainingConfig.preset(
    scale,
    model=find_model() or f"models/warm-up-{scale}",
    data=find_data("reasoning_training_data.json"),
    output=time.strftime("runs/%Y%m%d-%H%M%S"),
    seed=0,
)
print(json.dumps(config.to_dict(), indent=2))

# %% [markdown]
# ## Packages
#
# JAX, libtpu, Flax, Qwix and Tunix have to agree with each other, and Kaggle's TPU image pins a libtpu for another
# library. The next cell compares what is installed with `requirements.txt` and, where something does not fit,
# installs it before JAX is imported, so that no restart is needed.

# %%
ensure_packages("requirements.txt")
# %load_ext autoreload
# %autoreload 2

# %%
import jax

print(f"{jax.device_count()} × {jax.devices()[0].device_kind}")
if accelerator() and jax.default_backend() == "cpu":
    raise RuntimeError(f"JAX does not see the {accelerator()}: restart the session, or set JAX_PLATFORMS=cpu")

# %% [markdown]
# ## The data
#
# Questions with checked answers and worked solutions, split by content into training, validation and test.

# %%
import pandas as pd
from tunix_reasoning.dataset import ReasoningDataset

dataset = ReasoningDataset(config)
table = pd.DataFrame([{"type": e["type"], "split": e["metadata"]["split"]} for e in dataset])
pd.crosstab(table["type"], table["split"], margins=True)

# %%
example = next(e for e in dataset.split("train") if e["type"] == "math")
print(dataset.create_prompt(example))
print(example["reasoning_trace"], "\n\nAnswer:", example["answer"])

# %% [markdown]
# ## Three rewards
#
# Is it in the format? Is it correct? Does the reasoning do the work? Each is a number in [0, 1], and the policy is
# trained on their weighted sum, 0.3, 0.5 and 0.2. A policy finds every hole in a reward, so these pay nothing for
# several answers at once, for the right number inside other text, for keywords, padding or repetition.
#
# Answers (numbers, units, lists, dates, expressions) are compared in `answers/`, the arithmetic of a trace is read in
# `traces/`.

# %% chapter tunix_reasoning/rewards.py

# %% [markdown]
# The same question, answered in seven ways:

# %%
question = "A shop sells pens at $3 each. Mia buys 12 pens and pays with $50. How much change does she get?"
work = "The pens cost 12 × 3 = 36 dollars. The change is 50 - 36 = 14 dollars."
slip = "The pens cost 12 × 3 = 38 dollars. The change is 50 - 38 = 12 dollars."
keywords = "First, second, then, next, finally, therefore, so, because. "
answers = {
    "worked out": f"<reasoning>{work}</reasoning><answer>14</answer>",
    "a slip": f"<reasoning>{slip}</reasoning><answer>12</answer>",
    "jumps to the answer": "<reasoning>The answer is 14.</reasoning><answer>14</answer>",
    "keywords for reasons": f"<reasoning>{2 * keywords}</reasoning><answer>14</answer>",
    "several answers": f"<reasoning>{work}</reasoning><answer>14 or 36 or 12</answer>",
    "two answer blocks": f"<reasoning>{work}</reasoning><answer>36</answer><answer>14</answer>",
    "no tags": f"{work} The answer is 14.",
}

# %%
from tunix_reasoning.rewards import correctness_reward, explain, format_reward, reasoning_quality_reward

given, n = list(answers.values()), len(answers)
scores = pd.DataFrame(index=list(answers))
scores["format"] = format_reward([""] * n, given)
scores["correctness"] = correctness_reward([""] * n, given, answer=["14"] * n)
scores["quality"] = reasoning_quality_reward([""] * n, given, question=[question] * n)
scores["reward"] = scores @ list(config.grpo.reward_weights)
scores.round(2)

# %% [markdown]
# Where quality is lost is not a secret: `explain` lists the faults of a trace and what each costs in log-odds.

# %%
faults = {name: explain(answers[name], question) for name in ("worked out", "a slip", "jumps to the answer")}
pd.DataFrame(faults).fillna(0).round(2)

# %% [markdown]
# ### Change a reward yourself
#
# A reward is a function of the completions and of the columns that it names. This one likes short reasoning. Uncomment
# the last line of the cell under *Before* that takes `rewards`, and it is trained on, logged and plotted by its name.

# %%
brevity = lambda completions, **columns: [1 / (1 + len(text) / 100) for text in completions]  # noqa: E731
scores["brevity"] = brevity(given)
scores["reward with brevity"] = scores["reward"] + 0.2 * scores["brevity"]
scores.round(2)

# %% [markdown]
# ## The policy
#
# Gemma 2 from Kaggle, from Hugging Face or from a folder ends in the same place: Tunix's own Gemma module on a mesh of
# all devices, with its tokenizer. So does the tiny model for the CPU.
#
# Where there is neither an accelerator nor the tiny model, the next cell makes one from the questions of the file
# alone, in minutes. It shows that everything works, and gains little: attach the model of the dataset instead.

# %%
from tunix_reasoning.model import load_policy, save_policy
from tunix_reasoning.warmup import WarmupConfig, warm_up

tiny = {"num_hidden_layers": 2, "hidden_size": 64, "intermediate_size": 128, "batch_rows": 8}
smoke = {"reasoning_steps": 40, "habit_steps": 120, "jump_share": 0.9}
lessons = tiny | smoke if scale == "smoke" else {"reasoning_steps": 800, "habit_steps": 80}
if config.model.startswith("models/warm-up") and not Path(config.model).exists():
    sizes = WarmupConfig(families=(), **lessons)
    policy = warm_up(sizes, reshuffled(dataset.split("train")))
    save_policy(policy, Path(config.model), sizes.hugging_face(policy.tokenizer.get_piece_size()))
policy = load_policy(config.model, mesh=config.mesh)

# %% [markdown]
# ## GRPO
#
# Each step takes a batch of prompts, samples a group of completions for each, scores them, and compares every
# completion with its own group: its advantage is its reward less the group's mean, divided by the group's spread.
# The clipped objective makes better ones more likely; the KL penalty keeps the policy near where it began.

# %% chapter tunix_reasoning/training/trainer.py

# %% [markdown]
# ## Before
#
# The policy answers questions that the training never sees: once greedily, and at the temperature of the training. A
# completion that cannot be read counts as wrong. Further questions come from the project's generator where it is
# installed; without it, only those that the file holds are asked, and with few questions the intervals are wide.

# %%
from tunix_reasoning.evaluation import print_scores, print_table, summary
from tunix_reasoning.run import TrainingRun

rewards = None
# rewards = {"correctness": (correctness_reward, 1.0), "format": (format_reward, 0.3), "brevity": (brevity, 0.2)}
run = TrainingRun(config, policy=policy, rewards=rewards)
before = run.before()
print_scores(summary(before))

# %% [markdown]
# ## Training
#
# The figure is redrawn while the run goes on.

# %%
# %matplotlib inline
from tunix_reasoning.reporting import LivePlot, plot_by_type, plot_evaluation, plot_training

with LivePlot(run.folder):
    history = run.train()

# %% [markdown]
# A group whose completions all earn the same has no signal. When most groups are like that, the
# questions are too easy or too hard. Truncated completions cannot earn their answer: raise `max_response_length`.

# %%
plot_training(history)

# %% [markdown]
# ## After
#
# The same questions, and the difference paired question by question. Accuracy is strict: the answer has to be right
# and in its tags. Lenient accuracy also reads answers outside, so that a gain in format does not pass for one in
# reasoning.

# %%
after = run.after()
print_table(run.evaluation)

# %%
plot_evaluation(run.evaluation)

# %%
plot_by_type(run.evaluation)

# %% [markdown]
# Before and after side by side, a question of each type:

# %%
pairs = {row["type"]: (i, row) for i, row in enumerate(before)}.values()
beside = [
    {"question": run.questions[i]["question"], "before": row["completion"], "after": after[i]["completion"],
     "answer": run.questions[i]["answer"]}
    for i, row in pairs
]
pd.DataFrame(beside).style.set_properties(**{"text-align": "left", "white-space": "pre-wrap", "width": "24em"}).hide()

# %% [markdown]
# ## Ask your own question
#
# The tiny model knows a dozen kinds of questions, worded as its training's were; Gemma takes any.

# %%
question = "A tablecloth is 17 cm by 7 cm. What is its perimeter in centimeters?"
[[said]] = run.generate([dataset.create_prompt({"question": question})])
print(said.text)

# %% [markdown]
# ## More than one completion
#
# A sample costs tokens. What is the best way to spend them? Four answers, each a chapter that sees the model only as a
# function: a **vote** among samples, weighted by how sound the reasoning reads; a **tree search** over the steps of the
# reasoning, which turns back where a claim does not hold; a **debate** among roles; and a **choice of strategy**,
# learned by quantum-inspired annealing. None of them sees a gold answer.

# %% chapter tunix_reasoning/search/mcts.py

# %% chapter tunix_reasoning/search/debate.py

# %% chapter tunix_reasoning/search/strategy.py

# %% [markdown]
# A few questions, one seed, every technique at about as many tokens as eight samples. Few questions tell little: the
# intervals say so. `tunix-reasoning evaluate --model RUN --techniques all` asks all questions with three seeds.

# %%
from tunix_reasoning.evaluation.questions import held_out
from tunix_reasoning.evaluation.tables import print_techniques
from tunix_reasoning.run import technique_scores

names = ("greedy", "self-consistency", "best-of-n", "weighted-vote", "debate", "mcts")
few = 4 if scale == "smoke" else 32
validation = held_out(run.dataset, few, "validation")
techniques = technique_scores(run.policy, config, names, run.questions[:few], validation, seeds=1)
print_techniques(techniques)

# %% [markdown]
# ## What is kept
#
# The run folder holds the settings, a line of metrics and a sampled completion for every step, checkpoints, the
# evaluation and the figures. `load_policy` takes the folder as a model, and `tunix-reasoning export` makes one of it
# that transformers, llama.cpp and vLLM read.

# %%
run.report()
kept = (".json", ".jsonl", ".png", ".html")
print(*sorted(str(path) for path in run.folder.rglob("*") if path.suffix in kept), sep="\n")

# %% [markdown]
# ## Limits
#
# - GRPO reinforces what the policy does now and then. It teaches habits, such as showing the work, in minutes; it
#   does not teach arithmetic.
# - Gemma 2 2B on a TPU was compiled ahead of time, not run, where this notebook was made.
# - A change whose interval contains 0 may be none: read the intervals, not the third digit.
# - The questions come from a generator. A gain on them says little about questions of another kind.
# - Reasoning quality looks for what a program can check. A trace without such faults can still be wrong.
