"""Tiny random decoders in transformers (fp32, eager attention): weights, logits, hidden states, steering, lens.

Writes data/decoder.json, which decoder.test.ts replays. Weights are small integers / 64, one byte each, under GGUF's
tensor names; q and k of architecture llama are permuted as llama.cpp's converter does. Run: python decoder.py
"""

import base64
import json
import pathlib

import numpy as np
import torch
from gguf import GGMLQuantizationType, quants
from transformers import LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM, Qwen3Config, Qwen3ForCausalLM

torch.set_num_threads(1)
HERE = pathlib.Path(__file__).parent
LLAMA3 = {
    "rope_type": "llama3",
    "rope_theta": 10000.0,
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 32,
}


def default_rope(theta):
    return {"rope_type": "default", "rope_theta": theta}


def shape(**kw):
    base = dict(
        hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
        vocab_size=72, max_position_embeddings=64, rms_norm_eps=1e-5, tie_word_embeddings=True,
        rope_parameters=default_rope(10000.0), attn_implementation="eager",
    )
    return {**base, **kw}


CASES = [
    ("llama-tied-gqa2", "llama", LlamaConfig, LlamaForCausalLM, shape(head_dim=16)),
    ("llama-untied-gqa1", "llama", LlamaConfig, LlamaForCausalLM,
     shape(head_dim=16, num_attention_heads=2, tie_word_embeddings=False, rms_norm_eps=1e-6)),
    ("llama-gqa4-rope-llama3", "llama", LlamaConfig, LlamaForCausalLM,
     shape(head_dim=16, num_key_value_heads=1, num_hidden_layers=3, rope_parameters=LLAMA3)),
    ("qwen2-bias", "qwen2", Qwen2Config, Qwen2ForCausalLM,
     shape(hidden_size=64, num_attention_heads=4, rope_parameters=default_rope(1e6), rms_norm_eps=1e-6)),
    ("qwen3-qk-norm", "qwen3", Qwen3Config, Qwen3ForCausalLM,
     shape(head_dim=16, num_key_value_heads=1, rope_parameters=default_rope(1e6), tie_word_embeddings=False)),
]


def b64(array):
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


def f32(tensor):
    return b64(tensor.detach().numpy().astype("<f4"))


def randomise(model, rng):
    for name, p in model.named_parameters():
        if name.endswith("norm.weight"):
            values = 64 + rng.integers(-24, 25, p.shape)
        elif "embed_tokens" in name:
            values = np.rint(rng.normal(0, 40, p.shape))
        else:
            values = np.rint(rng.normal(0, 14, p.shape))
        p.data = torch.tensor(np.clip(values, -127, 127), dtype=torch.float32) / 64


def permute(w, heads):
    """File row h·HD + 2j + s is row h·HD + s·HD/2 + j."""
    size = w.shape[0] // heads
    order = [h * size + s * size // 2 + j for h in range(heads) for j in range(size // 2) for s in range(2)]
    return w[order]


NAMES = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm",
    "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
}


def gguf_name(name):
    if name == "model.embed_tokens.weight":
        return "token_embd.weight"
    if name == "model.norm.weight":
        return "output_norm.weight"
    if name == "lm_head.weight":
        return "output.weight"
    _, _, layer, *rest = name.split(".")
    return f"blk.{layer}.{NAMES['.'.join(rest[:-1])]}.{rest[-1]}"


def tensors(model, architecture):
    config, out = model.config, {}
    for name, p in model.named_parameters():
        w = p.data
        if architecture == "llama" and ".q_proj." in name:
            w = permute(w, config.num_attention_heads)
        if architecture == "llama" and ".k_proj." in name:
            w = permute(w, config.num_key_value_heads)
        out[gguf_name(name)] = {"dims": list(w.shape), "data": b64((w * 64).numpy().astype("i1"))}
    return out


def run(model, ids, steer=None):
    """Logits [S, V] and residual streams [L + 1, S, D]: embedding, then after every layer, before the final norm."""
    streams, hooks = [], []

    def first(_module, args):
        streams.append(args[0][0].detach().clone())

    def after(index):
        def hook(_module, _args, output):
            hidden = output[0] if isinstance(output, tuple) else output
            if steer is not None:
                hidden = hidden + steer[index]
            streams.append(hidden[0].detach().clone())
            return (hidden, *output[1:]) if isinstance(output, tuple) else hidden
        return hook

    hooks.append(model.model.layers[0].register_forward_pre_hook(first))
    for i, layer in enumerate(model.model.layers):
        hooks.append(layer.register_forward_hook(after(i)))
    with torch.no_grad():
        logits = model(torch.tensor([ids]), use_cache=False).logits[0]
    for hook in hooks:
        hook.remove()
    return logits, torch.stack(streams)


def hyper_parameters(model, architecture):
    c = model.config
    scaling = None
    if c.rope_parameters["rope_type"] == "llama3":
        size = c.head_dim
        plain = 1.0 / (c.rope_parameters["rope_theta"] ** (torch.arange(0, size, 2).float() / size))
        scaling = [float(x) for x in plain / model.model.rotary_emb.inv_freq]
        assert len({round(x, 3) for x in scaling}) > 2, "the case must mix scaled, unscaled and interpolated"
    return {
        "architecture": architecture, "layers": c.num_hidden_layers, "hidden": c.hidden_size,
        "heads": c.num_attention_heads, "kvHeads": c.num_key_value_heads,
        "headSize": getattr(c, "head_dim", None) or c.hidden_size // c.num_attention_heads,
        "feedForward": c.intermediate_size, "vocab": c.vocab_size, "context": c.max_position_embeddings,
        "normEpsilon": c.rms_norm_eps, "ropeTheta": c.rope_parameters["rope_theta"], "ropeFactors": scaling,
        "tied": c.tie_word_embeddings, "qkvBias": architecture == "qwen2", "qkNorm": architecture == "qwen3",
    }


def case(name, architecture, config_class, model_class, options, seed):
    rng = np.random.default_rng(seed)
    config = config_class(**options)
    model = model_class(config).eval().float()
    randomise(model, rng)
    first = [int(x) for x in rng.integers(0, config.vocab_size, 12)]
    second = [int(x) for x in rng.integers(0, config.vocab_size, 7)]
    steer = torch.tensor(rng.integers(-64, 65, (config.num_hidden_layers, config.hidden_size)), dtype=torch.float32) / 64
    logits, hidden = run(model, first)
    with torch.no_grad():
        lens = model.lm_head(model.model.norm(hidden[:-1]))
    steered, steered_hidden = run(model, first, steer)
    return {
        "name": name, "hyper": hyper_parameters(model, architecture), "tensors": tensors(model, architecture),
        "first": first, "second": second, "steer": f32(steer),
        "logits": f32(logits), "hidden": f32(hidden), "lens": f32(lens),
        "steeredLogits": f32(steered), "steeredHidden": f32(steered_hidden),
        "secondLogits": f32(run(model, second)[0]),
    }


def block_rows(kind, seed):
    """Rows of 96 as a GGUF of this type would give them back: quantised and dequantised by the gguf package."""
    rows = np.random.default_rng(seed).normal(0, 0.1, (4, 96)).astype(np.float32)
    rows[3, 32:64] = 0
    return f32(torch.tensor(quants.dequantize(quants.quantize(rows, kind), kind)))


if __name__ == "__main__":
    blocks = {"q8": block_rows(GGMLQuantizationType.Q8_0, 7), "q4": block_rows(GGMLQuantizationType.Q4_0, 8)}
    cases = [case(*c, seed=100 + i) for i, c in enumerate(CASES)]
    (HERE / "data" / "decoder.json").write_text(json.dumps({"blocks": blocks, "cases": cases}) + "\n")
    for c in cases:
        logits = np.frombuffer(base64.b64decode(c["logits"]), "<f4")
        print(c["name"], "largest logit", np.abs(logits).max(), "steering moves", np.abs(
            np.frombuffer(base64.b64decode(c["steeredLogits"]), "<f4") - logits).max())
