"""The model as the library and its weights see it: sizes from the GGUF file, parameters in MLC's order and layout."""

from dataclasses import dataclass

import numpy as np

from gguf_file import GgufFile

# Most new tokens of one call of the library; scratch memory grows with it.
PREFILL_CHUNK = 128


@dataclass(frozen=True)
class Sizes:
    layers: int
    hidden: int
    feed_forward: int
    heads: int
    kv_heads: int
    head_size: int
    vocab: int
    context: int
    rms_epsilon: float
    rope_theta: float
    tied: bool

    @property
    def qkv_rows(self) -> int:
        return (self.heads + 2 * self.kv_heads) * self.head_size


@dataclass(frozen=True)
class Parameter:
    """float32 as it is, or `uint32` holding two float16 a word, the even column in the low half."""

    name: str
    shape: tuple[int, ...]
    dtype: str


def sizes_of(file: GgufFile) -> Sizes:
    """Raises ValueError where the file needs what the library does not have."""
    meta = file.metadata
    if meta["general.architecture"] != "llama":
        raise ValueError(f"Only the llama architecture is built, not {meta['general.architecture']}.")
    unknown = [key for key in meta if key.startswith("llama.rope.scaling")]
    unknown += [name for name in file.tensors if name.endswith(".bias") or "rope_freqs" in name]
    if unknown:
        raise ValueError(f"The library has no {', '.join(unknown)}.")
    hidden, heads = meta["llama.embedding_length"], meta["llama.attention.head_count"]
    return Sizes(
        layers=meta["llama.block_count"],
        hidden=hidden,
        feed_forward=meta["llama.feed_forward_length"],
        heads=heads,
        kv_heads=meta.get("llama.attention.head_count_kv", heads),
        head_size=meta.get("llama.attention.key_length", hidden // heads),
        vocab=file.tensors["token_embd.weight"].shape[0],
        context=meta["llama.context_length"],
        rms_epsilon=meta["llama.attention.layer_norm_rms_epsilon"],
        rope_theta=meta.get("llama.rope.freq_base", 10000.0),
        tied="output.weight" not in file.tensors,
    )


def parameters_of(sizes: Sizes) -> list[Parameter]:
    def matrix(name: str, rows: int, columns: int) -> Parameter:
        return Parameter(name, (rows, columns // 2), "uint32")

    def norm(name: str) -> Parameter:
        return Parameter(name, (sizes.hidden,), "float32")

    found = [matrix("model.embed_tokens.weight", sizes.vocab, sizes.hidden)]
    for i in range(sizes.layers):
        layer = f"model.layers.{i}"
        found += [
            norm(f"{layer}.input_layernorm.weight"),
            matrix(f"{layer}.self_attn.qkv_proj.weight", sizes.qkv_rows, sizes.hidden),
            matrix(f"{layer}.self_attn.o_proj.weight", sizes.hidden, sizes.heads * sizes.head_size),
            norm(f"{layer}.post_attention_layernorm.weight"),
            matrix(f"{layer}.mlp.gate_up_proj.weight", 2 * sizes.feed_forward, sizes.hidden),
            matrix(f"{layer}.mlp.down_proj.weight", sizes.hidden, sizes.feed_forward),
        ]
    found.append(norm("model.norm.weight"))
    if not sizes.tied:
        found.append(matrix("lm_head.weight", sizes.vocab, sizes.hidden))
    return found


def weights_of(file: GgufFile, sizes: Sizes) -> dict[str, np.ndarray]:
    """Every parameter by its name, as parameters_of names and shapes it. Exact: nothing is rounded."""
    tensors = file.tensors

    def layer(i: int) -> dict[str, np.ndarray]:
        def part(name: str) -> np.ndarray:
            return tensors[f"blk.{i}.{name}.weight"]

        query = unpermute(part("attn_q"), sizes.heads)
        key = unpermute(part("attn_k"), sizes.kv_heads)
        prefix = f"model.layers.{i}"
        return {
            f"{prefix}.input_layernorm.weight": part("attn_norm"),
            f"{prefix}.self_attn.qkv_proj.weight": packed(np.concatenate([query, key, part("attn_v")])),
            f"{prefix}.self_attn.o_proj.weight": packed(part("attn_output")),
            f"{prefix}.post_attention_layernorm.weight": part("ffn_norm"),
            f"{prefix}.mlp.gate_up_proj.weight": packed(np.concatenate([part("ffn_gate"), part("ffn_up")])),
            f"{prefix}.mlp.down_proj.weight": packed(part("ffn_down")),
        }

    found = {"model.embed_tokens.weight": packed(tensors["token_embd.weight"])}
    for i in range(sizes.layers):
        found |= layer(i)
    found["model.norm.weight"] = tensors["output_norm.weight"]
    if not sizes.tied:
        found["lm_head.weight"] = packed(tensors["output.weight"])
    for parameter in parameters_of(sizes):
        weight = found[parameter.name]
        if weight.shape != parameter.shape or str(weight.dtype) != parameter.dtype:
            raise ValueError(f"{parameter.name} is {weight.dtype}{weight.shape}, not {parameter}.")
    return found


def unpermute(weight: np.ndarray, heads: int) -> np.ndarray:
    """Rotary pairs lie side by side in GGUF files of llama models, and half a head apart here."""
    rows, columns = weight.shape
    pairs = weight.reshape(heads, rows // heads // 2, 2, columns)
    return pairs.swapaxes(1, 2).reshape(rows, columns)


def packed(weight: np.ndarray) -> np.ndarray:
    """Two float16 a uint32 word, so that devices without 16-bit arithmetic read half the bytes too."""
    if weight.dtype != np.dtype("<f2"):
        raise ValueError(f"Matrices must be float16 in the file, not {weight.dtype}.")
    if not np.isfinite(weight).all():
        raise ValueError("A weight is not a finite number.")
    return np.ascontiguousarray(weight).view("<u4")
