"""convert_weights.py MODEL.gguf OUT: the folder that web-llm loads: weight shards, manifest, chat config, tokenizer."""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np

from gguf_file import GgufFile, read_gguf
from organism import PREFILL_CHUNK, parameters_of, sizes_of, weights_of

# GGUF token types.
CONTROL, USER_DEFINED = 3, 4
SHARD_BYTES = 32 << 20


def write_shards(weights: dict[str, np.ndarray], out: Path) -> None:
    """params_shard_N.bin and tensor-cache.json. Bytes are stored as they are: "raw", never shortened to bfloat16."""
    shards, records, data = [], [], bytearray()

    def close() -> None:
        nonlocal records, data
        name = f"params_shard_{len(shards)}.bin"
        (out / name).write_bytes(data)
        md5 = hashlib.md5(data).hexdigest()
        sha256 = hashlib.sha256(data).hexdigest()
        shard = {"dataPath": name, "format": "raw-shard", "nbytes": len(data), "md5sum": md5, "sha256": sha256}
        shards.append(shard | {"records": records})
        records, data = [], bytearray()

    for name, weight in weights.items():
        raw = np.ascontiguousarray(weight).tobytes()
        if data and len(data) + len(raw) > SHARD_BYTES:
            close()
        record = {"name": name, "shape": list(weight.shape), "dtype": str(weight.dtype), "format": "raw"}
        records.append(record | {"nbytes": len(raw), "byteOffset": len(data)})
        data += raw
    close()
    total = sum(shard["nbytes"] for shard in shards)
    metadata = {"ParamSize": len(weights), "ParamBytes": total, "BitsPerParam": 16.0}
    write_json(out / "tensor-cache.json", {"metadata": metadata, "records": shards})


def tokenizer_json(file: GgufFile) -> dict:
    """Byte-level BPE as the file has it; digits stand alone (the rule that GGUF names smollm)."""
    meta = file.metadata
    if meta["tokenizer.ggml.model"] != "gpt2" or meta["tokenizer.ggml.pre"] != "smollm":
        raise ValueError("Only byte-level BPE with the smollm rule is converted.")
    tokens, kinds = meta["tokenizer.ggml.tokens"], meta["tokenizer.ggml.token_type"]
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    added = [
        {"id": i, "content": token, "special": kind == CONTROL} | flags
        for i, (token, kind) in enumerate(zip(tokens, kinds))
        if kind in (CONTROL, USER_DEFINED)
    ]
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    digits = {"type": "Digits", "individual_digits": True}
    model = {
        "type": "BPE",
        "dropout": None,
        "unk_token": None,
        "continuing_subword_prefix": None,
        "end_of_word_suffix": None,
        "fuse_unk": False,
        "byte_fallback": False,
        "ignore_merges": False,
        "vocab": {token: i for i, token in enumerate(tokens)},
        "merges": meta["tokenizer.ggml.merges"],
    }
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": None,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [digits, byte_level]},
        "post_processor": None,
        "decoder": byte_level,
        "model": model,
    }


def chat_config(file: GgufFile, name: str) -> dict:
    """web-llm's own settings. Our engine hands it token ids and reads only sizes; its own chat follows the template."""
    meta = file.metadata
    sizes = sizes_of(file)
    tokens = meta["tokenizer.ggml.tokens"]
    end = meta["tokenizer.ggml.eos_token_id"]
    conversation = {
        "name": name,
        "system_template": "{system_message}",
        "system_message": "",
        "render_empty_system_message": False,
        "roles": {"user": "<|user|>", "assistant": "<|assistant|>", "tool": "<|user|>"},
        "role_templates": {"user": "{user_message}", "assistant": "{assistant_message}", "tool": "{tool_message}"},
        "seps": [tokens[end]],
        "role_content_sep": "",
        "role_empty_sep": "",
        "stop_str": [tokens[end]],
        "stop_token_ids": [end],
    }
    return {
        "version": "0.1.0",
        "model_type": "llama",
        # MLC's name for float32 arithmetic on weights as they are; "f16" in it would ask for a GPU with 16-bit arithmetic.
        "quantization": "q0f32",
        "model_config": {
            "hidden_size": sizes.hidden,
            "num_attention_heads": sizes.heads,
            "num_key_value_heads": sizes.kv_heads,
            "head_dim": sizes.head_size,
            "num_hidden_layers": sizes.layers,
        },
        "vocab_size": sizes.vocab,
        "context_window_size": sizes.context,
        "sliding_window_size": -1,
        "attention_sink_size": -1,
        "prefill_chunk_size": PREFILL_CHUNK,
        "tensor_parallel_shards": 1,
        "temperature": 1.0,
        "top_p": 1.0,
        "repetition_penalty": 1.0,
        "frequency_penalty": 0.0,
        "presence_penalty": 0.0,
        "bos_token_id": meta["tokenizer.ggml.bos_token_id"],
        "eos_token_id": end,
        "tokenizer_files": ["tokenizer.json"],
        "tokenizer_info": {
            "token_postproc_method": "byte_level",
            "prepend_space_in_encode": False,
            "strip_space_in_decode": False,
        },
        "conv_template": conversation,
    }


def write_json(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(model: str, out: str) -> None:
    file, folder = read_gguf(Path(model)), Path(out)
    sizes = sizes_of(file)
    folder.mkdir(parents=True, exist_ok=True)
    weights = weights_of(file, sizes)
    write_shards({p.name: weights[p.name] for p in parameters_of(sizes)}, folder)
    write_json(folder / "tokenizer.json", tokenizer_json(file))
    write_json(folder / "mlc-chat-config.json", chat_config(file, Path(model).stem))


if __name__ == "__main__":
    main(*sys.argv[1:])
