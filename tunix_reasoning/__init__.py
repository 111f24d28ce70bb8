"""Train Gemma models to reason in the open with GRPO through Google's Tunix."""
