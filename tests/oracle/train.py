"""Reference gradients for src/train, from PyTorch in float64.

rules: for every operator with a derivative rule, random inputs, a random cotangent c, and d(sum(c * y)) / d(input).
step:  a tiny transformers LlamaForCausalLM on packed rows (block-diagonal causal mask, restarting positions) with a loss
       mask; loss, norm and gradients of the first step, and the parameters after three steps of clip + torch AdamW.

Run: python tests/oracle/train.py   (writes tests/oracle/data/train.json)
"""
import json
import pathlib

import torch
import torch.nn.functional as F

from training_model import CONFIG, D, listed, tiny_llama, token_nll

torch.set_num_threads(1)
torch.manual_seed(7)


def rand(*shape, positive=False):
    # Rounded to float32, so that both sides start from the same numbers.
    x = torch.randn(*shape, dtype=torch.float32).to(D)
    return x.abs() + 0.5 if positive else x


def rms_norm(x, w, eps=1e-5):
    return w * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps)


def rope(x, positions, theta, heads):
    b, t, width = x.shape
    size = width // heads
    inverse = theta ** (-torch.arange(0, size, 2, dtype=D) / size)
    angle = positions[..., None].to(D) * inverse
    cos, sin = (torch.cat([f(angle)] * 2, -1)[:, :, None, :] for f in (torch.cos, torch.sin))
    x = x.view(b, t, heads, size)
    half = torch.cat([-x[..., size // 2 :], x[..., : size // 2]], -1)
    return (x * cos + half * sin).reshape(b, t, width)


INDEX = torch.tensor([[3, 0, 3], [1, 3, 4]])
COLUMN = torch.tensor([[2], [0], [4], [2]])
POSITIONS = torch.tensor([[0, 1, 2, 0, 1], [0, 1, 2, 3, 4]])
RULES = {
    "Add": ([rand(3, 4), rand(3, 4)], lambda a, b: a + b),
    "Add broadcast": ([rand(2, 3, 4), rand(3, 1)], lambda a, b: a + b),
    "Sub": ([rand(3, 1), rand(2, 3, 4)], lambda a, b: a - b),
    "Mul": ([rand(2, 3, 4), rand(4)], lambda a, b: a * b),
    "Div": ([rand(3, 4), rand(3, 1, positive=True)], lambda a, b: a / b),
    "Sigmoid": ([rand(3, 4)], torch.sigmoid),
    "Exp": ([rand(3, 4)], torch.exp),
    "Log": ([rand(3, 4, positive=True)], torch.log),
    "ReduceSum": ([rand(3, 4)], lambda x: x.sum(1, keepdim=True)),
    "Square of a sum": ([rand(3, 4)], lambda x: x.sum(1, keepdim=True) * x.sum(1, keepdim=True)),
    "FusedMatMul": ([rand(2, 3, 4), rand(2, 4, 5)], lambda a, b: 0.5 * a @ b),
    "FusedMatMul transA": ([rand(2, 4, 3), rand(2, 4, 5)], lambda a, b: a.mT @ b),
    "FusedMatMul transB": ([rand(3, 4), rand(5, 4)], lambda a, b: a @ b.mT),
    "FusedMatMul transA transB": ([rand(4, 3), rand(5, 4)], lambda a, b: a.mT @ b.mT),
    "Softmax": ([rand(2, 3, 5)], lambda x: x.softmax(-1)),
    "Gather": ([rand(5, 4)], lambda x: x[INDEX]),
    "GatherElements": ([rand(4, 5)], lambda x: x.gather(1, COLUMN)),
    "Reshape": ([rand(3, 4)], lambda x: x.reshape(2, 6)),
    "Transpose": ([rand(2, 3, 4)], lambda x: x.permute(2, 0, 1)),
    "Slice": ([rand(2, 5, 3)], lambda x: x[:, 1:4]),
    "Concat": ([rand(2, 2, 3), rand(2, 4, 3)], lambda a, b: torch.cat([a, b], 1)),
    "Identity": ([rand(3, 4)], lambda x: x),
    "SimplifiedLayerNormalization": ([rand(2, 3, 8), rand(8)], rms_norm),
    "RotaryEmbedding": ([rand(2, 5, 16)], lambda x: rope(x, POSITIONS, 10000.0, 2)),
    "SiLU gate": ([rand(3, 4), rand(3, 4)], lambda a, b: F.silu(a) * b),
    "Cross-entropy": ([rand(4, 5)], lambda x: -x.log_softmax(-1).gather(1, COLUMN)),
}


def rule_case(inputs, function):
    inputs = [x.requires_grad_() for x in inputs]
    y = function(*inputs)
    cotangent = rand(*y.shape)
    gradients = torch.autograd.grad((y * cotangent).sum(), inputs)
    return {
        "inputs": [listed(x) for x in inputs],
        "cotangent": listed(cotangent),
        "gradients": [listed(g) for g in gradients],
    }


ROWS, LENGTH = 3, 16
# Lengths of the documents of each row; what is left is padding (segment 0).
DOCUMENTS = [[7, 9], [16], [5, 4, 3]]


def make_batch():
    shape = (ROWS, LENGTH)
    positions, segments = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    weights = torch.zeros(shape, dtype=D)
    for row, lengths in enumerate(DOCUMENTS):
        start = 0
        for i, n in enumerate(lengths):
            positions[row, start : start + n] = torch.arange(n)
            segments[row, start : start + n] = i + 1
            prompt = n // 3
            weights[row, start + prompt : start + n] = 1
            weights[row, start + prompt] = 2.5
            start += n
    tokens, targets = (torch.randint(0, CONFIG["vocab"], shape) for _ in range(2))
    return tokens, targets, positions, segments, weights


def batch_loss(model, batch):
    *rows, weights = batch
    return (token_nll(model, *rows) * weights).sum() / weights.sum()


def step_case():
    model, parameters = tiny_llama()
    matrices = [p for p in parameters.values() if p.dim() > 1]
    vectors = [p for p in parameters.values() if p.dim() == 1]
    groups = [{"params": matrices, "weight_decay": 0.05}, {"params": vectors, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=1.0, betas=(0.9, 0.98), eps=1e-8)
    case = {"model": CONFIG, "rows": ROWS, "length": LENGTH, "rates": [0.01, 0.02, 0.015], "steps": []}
    case["initial"] = {name: listed(p) for name, p in parameters.items()}
    for rate in case["rates"]:
        batch = make_batch()
        optimiser.zero_grad()
        loss = batch_loss(model, batch)
        loss.backward()
        gradients = {name: listed(p.grad) for name, p in parameters.items()}
        norm = torch.nn.utils.clip_grad_norm_(parameters.values(), 1.0)
        for group in optimiser.param_groups:
            group["lr"] = rate
        optimiser.step()
        keys = ("tokens", "targets", "positions", "segments", "weights")
        record = {key: value.flatten().tolist() for key, value in zip(keys, batch)}
        case["steps"].append({**record, "loss": loss.item(), "norm": norm.item()})
        case.setdefault("gradients", gradients)
    case["final"] = {name: listed(p) for name, p in parameters.items()}
    return case


rules = {name: rule_case(inputs, function) for name, (inputs, function) in RULES.items()}
integers = {"index": INDEX, "column": COLUMN, "positions": POSITIONS}
out = {
    "integers": {name: {"dims": list(t.shape), "data": t.flatten().tolist()} for name, t in integers.items()},
    "rules": rules,
    "step": step_case(),
}
path = pathlib.Path(__file__).parent / "data" / "train.json"
path.write_text(json.dumps(out) + "\n")
print(path, path.stat().st_size)
