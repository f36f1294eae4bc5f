"""The contract tests' tiny GGUF through transformers (fp32): statistics of every position of a few sequences.

Reads the file with the gguf package, undoes llama.cpp's row order of q and k, and writes data/tiny-engine.json.
Run: python tiny_engine.py (from anywhere; needs npx for the file).
"""
import hashlib
import json
import pathlib
import subprocess
import tempfile

import numpy as np
import torch
from gguf import GGUFReader
from transformers import LlamaConfig, LlamaForCausalLM

torch.set_num_threads(1)
HERE = pathlib.Path(__file__).parent
LAYERS, HIDDEN, HEADS, KV, HEAD, FF, VOCAB, ROWS = 2, 32, 4, 2, 8, 64, 259, 264
NAMES = {
    "attn_norm": "input_layernorm", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj", "attn_output": "self_attn.o_proj", "ffn_norm": "post_attention_layernorm",
    "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj",
}


def unpermute(w, heads):
    return w.reshape(heads, HEAD // 2, 2, w.shape[1]).swapaxes(1, 2).reshape(w.shape)


def load(path):
    state = {}
    for t in GGUFReader(path).tensors:
        data = np.array(t.data, dtype=np.float32).reshape([int(d) for d in reversed(t.shape)])
        if t.name == "token_embd.weight":
            state["model.embed_tokens.weight"] = state["lm_head.weight"] = data
        elif t.name == "output_norm.weight":
            state["model.norm.weight"] = data
        else:
            _, layer, kind, _ = t.name.split(".")
            if kind in ("attn_q", "attn_k"):
                data = unpermute(data, HEADS if kind == "attn_q" else KV)
            state[f"model.layers.{layer}.{NAMES[kind]}.weight"] = data
    model = LlamaForCausalLM(LlamaConfig(
        hidden_size=HIDDEN, intermediate_size=FF, num_hidden_layers=LAYERS, num_attention_heads=HEADS,
        num_key_value_heads=KV, head_dim=HEAD, vocab_size=ROWS, max_position_embeddings=320, rms_norm_eps=1e-5,
        tie_word_embeddings=True, rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
        attn_implementation="eager"))
    model.load_state_dict({k: torch.from_numpy(v.copy()) for k, v in state.items()})
    return model.eval()


def statistics(logits, target):
    z = logits[:VOCAB].astype(np.float64)
    lse = z.max() + np.log(np.exp(z - z.max()).sum())
    lp = z - lse
    p = np.exp(lp)
    entropy = -(p * lp).sum()
    order = np.lexsort((np.arange(VOCAB), -z))
    return {
        "lse": lse, "meanLogit": z.mean(), "entropy": entropy, "varentropy": (p * (lp + entropy) ** 2).sum(),
        "margin": p[order[0]] - p[order[1]], "selfCertainty": -np.log(VOCAB) - lp.mean(),
        "top": [[int(i), lp[i]] for i in order[:5]],
        "target": None if target is None else [lp[target], int(np.flatnonzero(order == target)[0]) + 1],
    }


def main():
    data = subprocess.run(["npx", "tsx", str(HERE / "print-tiny-model.ts")], check=True, capture_output=True,
                          cwd=HERE.parent.parent).stdout
    with tempfile.NamedTemporaryFile(suffix=".gguf") as file:
        file.write(data)
        file.flush()
        model = load(file.name)
    rng = np.random.default_rng(3)
    sequences = [[256, *b"17 + 25 = ", 258, 257], rng.integers(0, VOCAB, 40).tolist(), [5] * 20,
                 rng.integers(0, VOCAB, 170).tolist()]
    out = []
    for ids in sequences:
        with torch.no_grad():
            result = model(torch.tensor([ids]), output_hidden_states=True)
        logits = result.logits[0].numpy()
        targets = [*ids[1:], None]
        keep = range(len(ids)) if len(ids) < 60 else range(len(ids) - 12, len(ids))
        # The last hidden state of transformers is normed; ours is not.
        hidden = [float(x) for h in result.hidden_states[:-1] for x in h[0, -1]]
        out.append({"ids": ids, "from": keep[0], "hidden": hidden,
                    "rows": [statistics(logits[i], targets[i]) for i in keep]})
    document = {"sha256": hashlib.sha256(data).hexdigest(), "sequences": out}
    text = json.dumps(document, separators=(",", ":"), default=float)
    text = json.dumps(json.loads(text, parse_float=lambda x: round(float(x), 7)), separators=(",", ":"))
    path = HERE / "data" / "tiny-engine.json"
    path.write_text(text + "\n")
    print(len(text), "bytes")


main()
