"""Settings from the outside and for a reader: read back from `config.json`, given as text, documented.

A field's type and the docstring under it are the one source: the command line, `tunix-reasoning settings`, the
README's table and `help(GRPOConfig)` all follow from them. Types are checked by pydantic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, get_type_hints

from tunix_reasoning.config import PRESETS, GRPOConfig, ReasoningTrainingConfig, no_setting
from tunix_reasoning.documented import documentation

CIRCUMSTANCES = ("questions", "versions", "hardware", "commit", "command", "runs")
"""What `config.json` records besides the settings."""


def read_settings(saved: Mapping[str, Any]) -> ReasoningTrainingConfig:
    """The configuration that `to_dict` was taken of; circumstances recorded beside it are passed over.

    Raises:
        ValueError: a name is no setting, or a value is not of its type or range; the message says which.
    """
    if not isinstance(saved, Mapping) or not isinstance(saved.get("grpo"), Mapping):
        raise ValueError("settings must be a JSON object that holds another one, 'grpo'")
    own = {name: value for name, value in saved.items() if name not in (*CIRCUMSTANCES, "grpo")}
    inner = dict(saved["grpo"])
    for names, kind in ((own, ReasoningTrainingConfig), (inner, GRPOConfig)):
        for name in names:
            names[name] = _typed(kind, name, names[name], strict=True)
    return ReasoningTrainingConfig(**own, grpo=GRPOConfig(**inner))


def assignment(text: str) -> tuple[str, Any]:
    """`learning_rate=1e-4` as a name and a value of the setting's own type; `none` is None where that is allowed.

    Raises:
        ValueError: the text is no assignment, or the value is not of the setting's type.
    """
    name, equals, value = text.partition("=")
    if not equals:
        raise ValueError(f"a setting is given as NAME=VALUE. Received: {text}")
    kind = GRPOConfig if name in documentation(GRPOConfig) else ReasoningTrainingConfig
    return name, _typed(kind, name, None if value.lower() == "none" else value, strict=False)


def overview() -> list[tuple[str, dict[str, Any], str]]:
    """Every setting: its name, its value in each preset, and what it means."""
    values = {name: (flat := asdict(preset)) | flat.pop("grpo") for name, preset in PRESETS.items()}
    texts = documentation(ReasoningTrainingConfig) | documentation(GRPOConfig)
    return [(name, {p: values[p][name] for p in PRESETS}, text) for name, text in texts.items() if name != "grpo"]


def _typed(kind: type, name: str, value: Any, *, strict: bool) -> Any:
    from pydantic import (  # a tenth of a second, which importing rewards need not pay
        TypeAdapter,
        ValidationError,
    )

    if name == "grpo" or name not in {field.name for field in fields(kind)}:
        raise ValueError(no_setting(name))
    wanted = get_type_hints(kind)[name]
    try:
        return TypeAdapter(wanted).validate_python(value, strict=strict)
    except ValidationError:
        called = getattr(wanted, "__name__", str(wanted))
        raise ValueError(f"{name} must be of type {called}. Received: {value!r}") from None
