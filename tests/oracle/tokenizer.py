"""Token ids from Python's `tokenizers` and `sentencepiece` for small tokenizers of every kind that GGUF files name.

Each is trained here on the test strings and some plain English, with the pre-tokenizer that the models' own
tokenizer.json uses (for `default`: the rule shared by GGUF readers). Writes data/tokenizer-strings.json and one
data/tokenizer-KIND.json each; with the path of a SmolLM2 GGUF as argument also data/tokenizer-smollm2.json.
Run: python tests/oracle/tokenizer.py [smollm2.gguf] (needs tokenizers, sentencepiece; gguf for the argument).
"""
import io
import json
import random
import re
import sys
from pathlib import Path

import sentencepiece
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

DATA = Path(__file__).parent / "data"

CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
USER = ["<think>", "</think>"]
NORMAL_TYPE, UNKNOWN_TYPE, CONTROL_TYPE, USER_TYPE, BYTE_TYPE = 1, 2, 3, 4, 6

FIXED = [
    " ", "  ", "   ", "\n", "\n\n", "\n\n\n", "\t", "\t\t", "\r\n", "\r\n\r\n", " \n", "\n ", " \n \n", "\n\t\n", "a\n", "\na", "a \n b",
    "a  b", "a   b", "  a", "a  ", " a ", "x\u00a0y", "x\u3000y", "x\u2003\u2003y", "x\u0085y", "\ufeffbom", "a\ufeffb", "zero\u200bwidth", "soft\u00adhyphen",
    "0", "7", "42", "123", "1234", "12345", "1234567890", "3.14159", "1,000,000", "-17", "+5", "1e-9", "0x1F", "12:30", "2024-05-01", "50%", "$9.99",
    "1 2 3", " 12 34", "a1b2c3", "١٢٣", "१२३", "x² + y³", "½ cup", "Ⅷ", "①②", "１２３", "17 + 25 = 42",
    "don't", "DON'T", "I'm he's we've you'll they'd we're", "IT'S WE'VE", "'s", "'Twas", "rock'n'roll", "l'été", "’s curly",
    "Hello, world!", "Hello world", "HELLO", "hello", "camelCaseWord", "snake_case_word", "kebab-case-word", "SCREAMING_SNAKE", "e.g.", "U.S.A.",
    "café", "cafe\u0301", "naïve", "Zürich", "Straße", "Ångström", "A\u030angstro\u0308m", "señor", "Dvořák", "İstanbul", "ﬁne", "Ǆ", "e\u0301\u0323", "가\u1100\u1161",
    "你好", "你好，世界！", "日本語のテキスト", "カタカナ ひらがな", "한국어 문장", "中文 English 混合 text", "𠀀𠀁", "漢字123",
    "Привет, мир", "Γειά σου", "שלום עולם", "مرحبا بالعالم", "नमस्ते दुनिया", "สวัสดีชาวโลก", "Xin chào", "გამარჯობა",
    "🙂", "🙂🙂", "👨‍👩‍👧‍👦", "👍🏽", "🇩🇪🇯🇵", "❤️", "a🙂b", " 🚀 launch", "☕️ time", "1️⃣", "🏳️‍🌈", "🫠",
    "…", "—", "“quoted”", "«guillemets»", "!!!", "?!", "...", "a...b", "(a)", "[b]{c}", "a/b\\c", "<tag>", "</tag>", "a=b", "a==b", "a<=b", "x^2", "~~", "|", "||", "`code`", "#tag", "@user", "$x$", "a&b", "€5", "£6", "a+b=c", "<<>>",
    "def f(x):\n    return x + 1\n", "for (let i = 0; i < 10; i++) {\n\tconsole.log(i);\n}\n", "SELECT * FROM t WHERE a >= 5;", "if x:\n        y()\n\n\nz",
    "https://example.org/a?b=1&c=2", "user@example.org", "{\"a\": [1, 2, {\"b\": null}]}", "<div class=\"x\">text</div>", "\\frac{1}{2}", "print('a')\r\nprint('b')\r\n",
    "<|endoftext|>", "<|im_start|>user\nHi<|im_end|>\n", "a<|im_end|>b", " <|im_end|> ", "<|im_end|><|im_end|>", "<|im_end", "<think>", "<think>\nHm 12\n</think>\n\nSo 3.", "a <think> b </think> c", "<|im_start|><think>x</think>", "</think", "<s>", "</s>", "<unk>", "<0x0A>",
    "\x00", "\x07bell", "a\x1bb", "\x7f", "\u2028line", "\ud7ff", "\ue000", "\U0010ffff", "x" * 300, "ab" * 100, " " * 33, "\n" * 20, "a b " * 40, "9" * 40, "▁▁ x", "Ġ Ċ", "token", " unreachable", "unreachable words",
]
ENGLISH = (
    "A small model answers step by step and shows how sure it is of every token. Wait, let me check that again. "
    "There are four boxes with six eggs each, so the number of eggs is twenty four. If we add two more, we have 26. "
    "The answer is not the same as before, because the first step was wrong. Think about it, then write the result. "
)


def make_strings() -> list:
    rnd = random.Random(7)
    words = ENGLISH.split() + ["42", "7", "100", "été", "日本", "🙂", "don't", "WE'LL", "x=1", "\n", "\n\n", "  ", "\t", "<think>", "<|im_end|>", "3.5", "(a)", "—", "ü"]
    mixed = []
    while len(mixed) < 70:
        parts = [rnd.choice(words) for _ in range(rnd.randint(2, 14))]
        mixed.append("".join(p + rnd.choice(["", " ", " ", " "]) for p in parts))
    strings = list(dict.fromkeys(FIXED + mixed))
    assert len(strings) >= 200
    return strings


def added(text: str, special: bool) -> AddedToken:
    return AddedToken(text, special=special, normalized=False)


def encode_all(tokenizer: Tokenizer, strings: list) -> list:
    return [tokenizer.encode(s, add_special_tokens=False).ids for s in strings]


GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
NEWER = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}%s| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"


def split(pattern: str):
    return pre_tokenizers.Split(Regex(pattern), behavior="isolated")


def pre_tokenizer(kind: str):
    bytes_only = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    gpt2 = pre_tokenizers.ByteLevel(add_prefix_space=False)
    return {
        "smollm": lambda: pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), gpt2]),
        "gpt-2": lambda: gpt2,
        "qwen2": lambda: pre_tokenizers.Sequence([split(NEWER % ""), bytes_only]),
        "llama-bpe": lambda: pre_tokenizers.Sequence([split(NEWER % "{1,3}"), bytes_only]),
        "default": lambda: pre_tokenizers.Sequence(
            [split(r"[\p{P}\$\+<=>\^~\|]+"), split(GPT2), split(r"\p{N}+"), split("[0-9][0-9][0-9]"), bytes_only]
        ),
    }[kind]()


def assemble(kind: str, model, added_tokens: list) -> Tokenizer:
    tokenizer = Tokenizer(model)
    if kind == "qwen2":
        tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizer(kind)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_tokens(added_tokens)
    return tokenizer


def byte_level(kind: str, strings: list) -> dict:
    learner = assemble(kind, models.BPE(), [])
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=640, special_tokens=CONTROL + USER, initial_alphabet=alphabet, show_progress=False)
    learner.train_from_iterator([ENGLISH] * 3 + [s for s in strings if "<" not in s], trainer)
    learned = json.loads(learner.to_str())["model"]
    vocab, merges = learned["vocab"], [tuple(m) for m in learned["merges"]]
    # Reached by no merge: only a tokenizer that looks whole pieces up first finds it.
    vocab["Ġunreachable"] = len(vocab)
    model = lambda: models.BPE(vocab=vocab, merges=merges, ignore_merges=kind == "llama-bpe")  # noqa: E731
    user = [added(t, False) for t in USER]
    plain = assemble(kind, model(), user)
    full = assemble(kind, model(), user + [added(t, True) for t in CONTROL])
    tokens = sorted(vocab, key=vocab.get)
    types = [CONTROL_TYPE if t in CONTROL else USER_TYPE if t in USER else NORMAL_TYPE for t in tokens]
    ids = encode_all(plain, strings)
    return {
        "model": "gpt2",
        "pre": kind,
        "tokens": tokens,
        "types": types,
        "merges": [f"{a} {b}" for a, b in merges],
        "ids": ids,
        "specialIds": encode_all(full, strings),
        "decoded": differing(strings, [plain.decode(row, skip_special_tokens=False) for row in ids]),
    }


def differing(strings: list, decoded: list) -> dict:
    return {str(i): d for i, (s, d) in enumerate(zip(strings, decoded)) if s != d}


def sentence_piece(strings: list) -> dict:
    blob = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([ENGLISH] * 3 + [s for s in strings if "<" not in s and "▁" not in s and "\x00" not in s]),
        model_writer=blob, model_type="bpe", vocab_size=640, character_coverage=0.985, byte_fallback=True,
        normalization_rule_name="identity", remove_extra_whitespaces=False, split_digits=True,
        allow_whitespace_only_pieces=True, user_defined_symbols=USER, num_threads=1, minloglevel=2,
    )
    processor = sentencepiece.SentencePieceProcessor(model_proto=blob.getvalue())
    count = processor.get_piece_size()
    control = ["<s>", "</s>"]

    def kind_of(i: int) -> int:
        if processor.is_unknown(i):
            return UNKNOWN_TYPE
        if processor.is_byte(i):
            return BYTE_TYPE
        if processor.is_control(i):
            return CONTROL_TYPE
        return USER_TYPE if processor.id_to_piece(i) in USER else NORMAL_TYPE

    def with_user(text: str) -> list:
        """Every stretch between tokens found whole is a text of its own, as GGUF readers do it."""
        return pieces(text, USER)

    def pieces(text: str, whole: list) -> list:
        parts = re.split("(" + "|".join(re.escape(w) for w in whole) + ")", text)
        return [
            i for part in parts if part
            for i in ([processor.piece_to_id(part)] if part in whole else processor.encode(part))
        ]

    ids = [with_user(s) for s in strings]
    return {
        "model": "llama",
        "tokens": [processor.id_to_piece(i) for i in range(count)],
        "types": [kind_of(i) for i in range(count)],
        "scores": [round(processor.get_score(i), 6) for i in range(count)],
        "ids": ids,
        "specialIds": [pieces(s, USER + control) for s in strings],
        "decoded": differing(strings, [processor.decode(row) for row in ids]),
    }


def smollm2(path: str, strings: list) -> dict:
    from gguf import GGUFReader

    fields = GGUFReader(path).fields
    tokens = fields["tokenizer.ggml.tokens"].contents()
    types = fields["tokenizer.ggml.token_type"].contents()
    merges = [tuple(m.split(" ")) for m in fields["tokenizer.ggml.merges"].contents()]
    model = models.BPE(vocab={t: i for i, t in enumerate(tokens)}, merges=merges)
    control = [added(t, True) for t, k in zip(tokens, types) if k == CONTROL_TYPE]
    user = [added(t, False) for t, k in zip(tokens, types) if k == USER_TYPE]
    plain, full = assemble("smollm", model, user), assemble("smollm", model, user + control)
    return {"ids": encode_all(plain, strings), "specialIds": encode_all(full, strings)}


def write(name: str, value) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    (DATA / f"tokenizer-{name}.json").write_text(text + "\n", encoding="utf-8")


strings = make_strings()
write("strings", strings)
for kind in ["smollm", "qwen2", "llama-bpe", "gpt-2", "default"]:
    write(kind, byte_level(kind, strings))
write("sentencepiece", sentence_piece(strings))
if len(sys.argv) > 1:
    write("smollm2", smollm2(sys.argv[1], strings))
