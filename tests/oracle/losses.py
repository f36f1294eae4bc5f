"""Reference values and gradients for the losses of src/train/loss.ts, from PyTorch in float64, on a tiny LlamaForCausalLM.

dpo:       arXiv 2305.18290, the mean over pairs of -log sigmoid(beta * (moved(chosen) - moved(rejected))), where moved is
           log pi - log pi_ref of the tokens that count; pi_ref is another random model.
reinforce: -sum(advantage * log pi) / divisor, advantages of either sign, one a row.
softplus:  the derivative rule that DPO needs, at arguments where a plain log(1 + exp(x)) overflows too.

Run: python tests/oracle/losses.py   (writes tests/oracle/data/losses.json)
"""
import json
import pathlib

import torch
import torch.nn.functional as F

from training_model import D, listed, tiny_llama, token_nll

torch.set_num_threads(1)
torch.manual_seed(11)
SIZES = dict(layers=1, hidden=8, heads=2, kvHeads=1, headSize=4, feedForward=12, vocab=11)
ROWS, LENGTH, BETA, DIVISOR = 4, 12, 0.3, 13.0
# Tokens of each row's document, and how many of them are the prompt.
DOCUMENTS = [(12, 4), (9, 4), (11, 3), (7, 3)]
ADVANTAGES = [0.75, -0.25, -1.5, 0.5]


def make_batch():
    tokens, targets = (torch.randint(0, SIZES["vocab"], (ROWS, LENGTH)) for _ in range(2))
    positions, segments = (torch.zeros(ROWS, LENGTH, dtype=torch.long) for _ in range(2))
    mask = torch.zeros(ROWS, LENGTH, dtype=D)
    for row, (length, prompt) in enumerate(DOCUMENTS):
        positions[row, :length] = torch.arange(length)
        segments[row, :length] = 1
        mask[row, prompt:length] = 1
    return (tokens, targets, positions, segments), mask


def gradients(loss, parameters):
    found = torch.autograd.grad(loss, list(parameters.values()))
    return {name: listed(g) for name, g in zip(parameters, found)}


rows, mask = make_batch()
policy, parameters = tiny_llama(SIZES)
reference, reference_parameters = tiny_llama(SIZES)


def row_logprobs(model):
    return -(token_nll(model, *rows) * mask).sum(1)


with torch.no_grad():
    given = row_logprobs(reference)
rewards = BETA * (row_logprobs(policy) - given)
dpo = -F.logsigmoid(rewards[: ROWS // 2] - rewards[ROWS // 2 :]).mean()
weights = mask * torch.tensor(ADVANTAGES, dtype=D)[:, None]
reinforce = (token_nll(policy, *rows) * weights).sum() / DIVISOR

x = torch.tensor([-100.0, -3.5, 0.0, 2.25, 100.0], dtype=D, requires_grad=True)
softplus = F.softplus(x, threshold=1e9)
keys = ("tokens", "targets", "positions", "segments")
out = {
    "model": SIZES,
    "rows": ROWS,
    "length": LENGTH,
    "batch": {key: value.flatten().tolist() for key, value in zip(keys, rows)},
    "mask": mask.flatten().tolist(),
    "policy": {name: listed(p) for name, p in parameters.items()},
    "reference": {name: listed(p) for name, p in reference_parameters.items()},
    "logprobs": {"policy": listed(row_logprobs(policy)), "reference": listed(given)},
    "dpo": {"beta": BETA, "loss": dpo.item(), "rewards": listed(rewards), "gradients": gradients(dpo, parameters)},
    "reinforce": {
        "divisor": DIVISOR,
        "weights": weights.flatten().tolist(),
        "loss": reinforce.item(),
        "gradients": gradients(reinforce, parameters),
    },
    "softplus": {
        "x": listed(x),
        "y": listed(softplus),
        "slope": listed(torch.autograd.grad(softplus.sum(), x)[0]),
    },
}
path = pathlib.Path(__file__).parent / "data" / "losses.json"
path.write_text(json.dumps(out) + "\n")
print(path, path.stat().st_size)
