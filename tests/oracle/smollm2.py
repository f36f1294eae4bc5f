"""SmolLM2-135M-Instruct from its GGUF file through transformers in fp32: logits and greedy ids for smollm2.test.ts.

transformers dequantises the weights; its GGUF tokenizer ignores tokenizer.ggml.pre, so ids come from a byte-level BPE
built here from the file's own tokens and merges with the pre-tokenizer of type smollm: digits one by one, then
ByteLevel. Run: python smollm2.py path/to/smollm2-135m-instruct-q4_1.gguf
"""

import json
import pathlib
import sys

import torch
from gguf import GGUFReader
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import AutoConfig, AutoModelForCausalLM
from transformers.modeling_gguf_pytorch_utils import load_gguf_checkpoint

torch.set_num_threads(1)
HERE = pathlib.Path(__file__).parent
STEPS = 64
QUESTIONS = [
    "What is 17 + 25?",
    "Eva has 10 stickers. Eva buys 9 jars with 9 stickers each. How many stickers does Eva have now?",
    "Name the capital of France.",
    "Write a haiku about rain.",
    "Why is the sky blue?",
    "Translate 'good morning' into Spanish.",
    "List three prime numbers greater than 10.",
    "What is the boiling point of water in Fahrenheit?",
    "Explain photosynthesis to a child.",
    "Give me a synonym of 'quick'.",
    "Is 91 a prime number? Think step by step.",
    "Write a Python function that reverses a string.",
    "How many days are there in a leap year?",
    "Who wrote Hamlet?",
    "A train leaves at 9:40 and arrives at 11:05. How long is the trip?",
    "What does the word “naïve” mean?",
    "Tom had 3 boxes with 12 eggs each and broke 5 eggs. How many eggs are left?",
    "Finish the sentence: The early bird",
    "What is heavier, a kilo of iron or a kilo of feathers?",
    "Tell me a joke about computers.",
]


def field(reader, name):
    return reader.fields[name].contents()


def build_tokenizer(reader):
    tokens = field(reader, "tokenizer.ggml.tokens")
    types = field(reader, "tokenizer.ggml.token_type")
    assert field(reader, "tokenizer.ggml.pre") == "smollm"
    merges = [tuple(m.split(" ", 1)) for m in field(reader, "tokenizer.ggml.merges")]
    tokenizer = Tokenizer(models.BPE(vocab={t: i for i, t in enumerate(tokens)}, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True),
         pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(
        [AddedToken(t, special=True, normalized=False) for t, kind in zip(tokens, types) if kind in (3, 4)])
    return tokenizer


def chat(question):
    """The file's own template with its default system message, written out."""
    system = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"
    return (f"<|im_start|>system\n{system}<|im_end|>\n<|im_start|>user\n{question}<|im_end|>\n"
            "<|im_start|>assistant\n")


def greedy(model, prompts):
    """The argmax continuation of each prompt, STEPS tokens, no stop: batched by left padding, checked alone elsewhere."""
    longest = max(map(len, prompts))
    ids = torch.tensor([[0] * (longest - len(p)) + p for p in prompts])
    mask = torch.tensor([[0] * (longest - len(p)) + [1] * len(p) for p in prompts])
    position = (mask.cumsum(1) - 1).clamp(min=0)
    past, out, gaps = None, [[] for _ in prompts], [[] for _ in prompts]
    with torch.no_grad():
        for _ in range(STEPS):
            result = model(ids, attention_mask=mask, position_ids=position, past_key_values=past, use_cache=True)
            past, logits = result.past_key_values, result.logits[:, -1]
            top = logits.topk(2)
            for b in range(len(prompts)):
                out[b].append(int(top.indices[b, 0]))
                gaps[b].append(float(top.values[b, 0] - top.values[b, 1]))
            ids = top.indices[:, :1]
            mask = torch.cat([mask, torch.ones(len(prompts), 1, dtype=mask.dtype)], 1)
            position = position[:, -1:] + 1
    return out, gaps


def summary(logits):
    """One row of raw logits: what a full comparison would rest on, in few numbers."""
    top = logits.topk(20)
    some = list(range(0, logits.shape[0], 4096))
    logp = logits.double().log_softmax(0)
    entropy = float(-(logp.exp() * logp).sum())
    return {
        "top": [int(i) for i in top.indices], "topLogits": [round(float(x), 5) for x in top.values],
        "lse": round(float(logits.double().logsumexp(0)), 5), "mean": round(float(logits.double().mean()), 5),
        "entropy": round(entropy, 5), "some": some, "someLogits": [round(float(logits[i]), 5) for i in some],
    }


def load(path):
    """transformers' own reading of the file (names, order of q and k rows), fp32."""
    config = AutoConfig.from_pretrained(str(pathlib.Path(path).parent), gguf_file=pathlib.Path(path).name)
    config._attn_implementation = "eager"
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    loaded = load_gguf_checkpoint(path, return_tensors=True, model_to_load=model)["tensors"]
    missing, unexpected = model.load_state_dict(
        {name: tensor.float() for name, tensor in loaded.items()}, strict=False)
    assert not unexpected and set(missing) <= {"lm_head.weight"}, (missing, unexpected)
    model.tie_weights()
    assert model.lm_head.weight.data_ptr() == model.model.embed_tokens.weight.data_ptr()
    return model.eval()


def main(path):
    reader = GGUFReader(path)
    tokenizer = build_tokenizer(reader)
    model = load(path)
    texts = [chat(q) for q in QUESTIONS]
    prompts = [tokenizer.encode(t).ids for t in texts]
    continued, gaps = greedy(model, prompts)
    rows = []
    for index in (0, 1, 11):
        ids = prompts[index] + continued[index]
        with torch.no_grad():
            logits = model(torch.tensor([ids])).logits[0]
        end = len(prompts[index])
        alone = [int(logits[end - 1 + i].argmax()) for i in range(STEPS)]
        assert alone == continued[index], "batched greedy must equal the single sequence"
        at = sorted({0, 5, end // 2, end - 1, end + 9, end + 30, len(ids) - 1})
        rows.append({"ids": ids, "rows": [{"at": p, **summary(logits[p])} for p in at]})
    for text, p in zip(texts, prompts):
        assert tokenizer.decode(p, skip_special_tokens=False) == text
    out = {
        "sequences": rows,
        "greedy": [
            {"question": q, "prompt": p, "ids": c, "text": tokenizer.decode(c, skip_special_tokens=False),
             # Steps where the reference itself hardly prefers its token: rounding may tip them.
             "close": [i for i, gap in enumerate(g) if gap < 2e-3]}
            for q, p, c, g in zip(QUESTIONS, prompts, continued, gaps)],
    }
    target = HERE / "data" / "smollm2.json"
    target.write_text(json.dumps(out, ensure_ascii=False) + "\n")
    print(target.stat().st_size, "bytes; smallest gap between first and second logit", min(map(min, gaps)))
    print(out["greedy"][0]["text"], "|", out["greedy"][1]["text"])


if __name__ == "__main__":
    main(sys.argv[1])
