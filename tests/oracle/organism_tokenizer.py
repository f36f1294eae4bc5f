"""Ids of organism texts by Hugging Face tokenizers, from models/organisms/tokenizer.json (Digits, then ByteLevel)."""
import json
import subprocess
import sys
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers

root = Path(__file__).resolve().parents[2]
file = json.loads((root / "models/organisms/tokenizer.json").read_text())
vocabulary = {token: i for i, token in enumerate(file["tokens"])}
merges = [tuple(merge.split(" ")) for merge in file["merges"]]
tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
    [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
)
tokenizer.add_special_tokens([AddedToken(token, special=True) for token in file["special"]])

strange = [
    "", " ", "  two  spaces ", "tab\there\n\n\nthree lines\n", "café naïve Ünïcödé", "日本語の文字", "🙂👍🏽 emoji",
    "it's we've I'll they'd don't", "def f(x):\n    return x**2", "1234567 12.5% ½ ²", "a\u00a0b \u2003c", "Step 2: 10 + 81 = 91.",
]
printed = subprocess.run(
    ["npx", "tsx", "tests/oracle/print-corpus.ts"], cwd=root, check=True, capture_output=True, text=True
).stdout
texts = strange + [json.loads(line)["text"] for line in printed.splitlines()]
cases = [{"text": text, "ids": tokenizer.encode(text).ids} for text in texts]
out = Path(__file__).parent / "data" / "organism-tokenizer.json"
out.parent.mkdir(exist_ok=True)
out.write_text(json.dumps(cases, ensure_ascii=False, separators=(",", ":")) + "\n")
print(len(cases), out.stat().st_size, file=sys.stderr)
