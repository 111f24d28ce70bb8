# The story of the notebook, in percent format: `python notebook/build.py` makes the .ipynb from it.
# ruff: noqa: E402, I001

# %% [markdown]
# # Train Gemma to reason in the open, with GRPO and Tunix
#
# A language model is asked a question and answers in this form:
#
# ```
# <reasoning>15% is 15/100. 240 × 15 = 3600, and 3600 / 100 = 36.</reasoning><answer>36</answer>
# ```
#
# No one shows it how. It samples several answers, programs score them, and Group Relative Policy
# Optimization (GRPO) makes the better ones of each group more likely. This notebook does all of it, on
# Google's [Tunix](https://github.com/google/tunix) library and JAX, and measures what changed on questions
# that the training never saw.
#
# **On Kaggle**: choose a TPU as accelerator, switch the internet on, add `reasoning_training_data.json` and the
# model *Gemma 2 / Flax / gemma2-2b-it* as input, press *Run all*. **Without an accelerator** the same
# cells train a model of a few million weights in minutes, so that everything can be tried and mistakes found
# before a TPU session is spent.
#
# Measured before and after, greedy accuracy and format in per cent, the difference paired by question with its
# 95 % interval:
#
# {{measured results/*}}
#
# The notebook needs no other file: its cells hold the package. The chapters worth reading are open, the plumbing is
# collapsed. Change a chapter, run its cell and those below, and the change takes effect.

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
# ## The policy
#
# Gemma 2 from Kaggle, from Hugging Face or from a folder ends in the same place: Tunix's own Gemma module on a mesh of
# all devices, with its tokenizer. So does the tiny model for the CPU.

# %% [markdown]
# Where there is neither an accelerator nor the project's embedded model, the next cell makes a policy from nothing: a
# tokenizer and a tiny Gemma 2, taught on the short traces of the training questions. Afterwards it is made lazy on
# purpose, because that is how untrained chat models are: it knows how to reason and mostly jumps to the answer. The
# embedded model was taught fewer kinds of questions, and better; it is asked only those.

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
policy = load_policy(config.model)

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
# The policy answers verifiable questions that the training never sees: once greedily, and at the temperature of the
# training. A completion that cannot be read counts as wrong. Further questions come from the generator where it is
# beside this notebook; the file alone holds few of the kinds that the embedded model knows.

# %%
from tunix_reasoning.evaluation import print_scores, print_table, summary
from tunix_reasoning.run import TrainingRun

run = TrainingRun(config, policy=policy)
before = run.before()
print_scores(summary(before))

# %%
# %matplotlib inline
from tunix_reasoning.reporting import LivePlot, plot_by_type, plot_evaluation, plot_training

with LivePlot(run.folder):
    history = run.train()

# %% [markdown]
# A group whose completions all earn the same has no variance, hence no gradient. When most groups are like that, the
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
# The question whose reasoning changed most:

# %%
gain = [new["quality"] - old["quality"] for old, new in zip(before, after, strict=True)]
most = gain.index(max(gain))
print(run.questions[most]["question"])
print("\nBefore:", before[most]["completion"])
print("\nAfter:", after[most]["completion"], "\n\nAnswer:", run.questions[most]["answer"])

# %% [markdown]
# ## What is kept
#
# The run folder holds the settings, a line of metrics and a sampled completion for every step, checkpoints, the
# evaluation and the figures. `load_policy` takes the folder as a model.

# %%
run.report()
kept = (".json", ".jsonl", ".png", ".html")
print(*sorted(str(path) for path in run.folder.rglob("*") if path.suffix in kept), sep="\n")

# %% [markdown]
# ## Limits
#
# - GRPO reinforces what the policy does now and then. It teaches habits, such as showing the work, in minutes; it
#   does not teach arithmetic.
# - The shipped file holds few questions outside training: read the intervals, not the third digit. A change whose
#   interval contains 0 may be none.
# - The questions come from a generator. A gain on them says little about questions of another kind.
# - Reasoning quality looks for faults that a program can find. A trace without such faults can still be wrong.
# - A model warmed up in this notebook has seen a few hundred questions only and solves hardly any new one; with the
#   project's embedded model, or with Gemma, before and after are both far better.
