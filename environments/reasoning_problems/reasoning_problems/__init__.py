from reasoning_problems.taskset import ReasoningTaskset

__all__ = ["ReasoningTaskset"]
