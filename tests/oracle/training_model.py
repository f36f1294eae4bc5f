"""The tiny LlamaForCausalLM in float64 that the training oracles share (train.py, losses.py), with our names for its
parameters and −log p of every target on packed rows."""
import torch
import torch.nn.functional as F
from transformers import LlamaConfig, LlamaForCausalLM

D = torch.float64
CONFIG = dict(layers=2, hidden=16, heads=4, kvHeads=2, headSize=4, feedForward=24, vocab=19)


def listed(t):
    return {"dims": list(t.shape), "data": [float(f"{x:.9g}") for x in t.detach().flatten().tolist()]}


def names(layers):
    yield "token_embd.weight", "model.embed_tokens.weight"
    for i in range(layers):
        here, there = f"blk.{i}.", f"model.layers.{i}."
        yield here + "attn_norm.weight", there + "input_layernorm.weight"
        for ours, theirs in ("q", "q"), ("k", "k"), ("v", "v"), ("output", "o"):
            yield f"{here}attn_{ours}.weight", f"{there}self_attn.{theirs}_proj.weight"
        yield here + "ffn_norm.weight", there + "post_attention_layernorm.weight"
        for ours in "gate", "up", "down":
            yield f"{here}ffn_{ours}.weight", f"{there}mlp.{ours}_proj.weight"
    yield "output_norm.weight", "model.norm.weight"


def tiny_llama(sizes=CONFIG):
    """A model with random parameters that float32 holds exactly, and its parameters by our names."""
    config = LlamaConfig(
        vocab_size=sizes["vocab"],
        hidden_size=sizes["hidden"],
        intermediate_size=sizes["feedForward"],
        num_hidden_layers=sizes["layers"],
        num_attention_heads=sizes["heads"],
        num_key_value_heads=sizes["kvHeads"],
        head_dim=sizes["headSize"],
        rms_norm_eps=1e-5,
        rope_theta=10000.0,
        tie_word_embeddings=True,
        attn_implementation="eager",
    )
    model = LlamaForCausalLM(config).to(D)
    parameters = {ours: model.get_parameter(theirs) for ours, theirs in names(sizes["layers"])}
    with torch.no_grad():
        for name, p in parameters.items():
            p.copy_((0.3 * torch.randn(p.shape) + (1 if "norm" in name else 0)).float())
    return model, parameters


def token_nll(model, tokens, targets, positions, segments):
    """−log p of every target, [rows, length]: causal within a segment."""
    rows, length = tokens.shape
    same = segments[:, :, None] == segments[:, None, :]
    visible = same & torch.tril(torch.ones(length, length, dtype=torch.bool))
    mask = torch.zeros(visible.shape, dtype=D).masked_fill(~visible, torch.finfo(D).min)[:, None]
    logits = model(input_ids=tokens, position_ids=positions, attention_mask=mask, use_cache=False).logits
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none").view(rows, length)
