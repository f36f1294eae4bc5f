"""What the Python package `gguf` and numpy say of GGUF: dequantised blocks, rounding, and a file of their own writing.

Writes data/gguf-blocks.json. Run: python tests/oracle/gguf_blocks.py (needs gguf, numpy). Byte strings are base64.
"""
import base64
import json
import os
import tempfile
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFValueType, GGUFWriter, quants

HERE = Path(__file__).parent
rng = np.random.default_rng(20240501)
WEIGHTS = 1024
# Bytes where a block keeps binary16 numbers: random bits there would be NaN or infinite.
HALVES = {
    "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q8_0": [0],
    "Q2_K": [80, 82], "Q3_K": [108], "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208],
}


def b64(array) -> str:
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


def random_blocks(kind: GGMLQuantizationType) -> np.ndarray:
    weights, size = quants.GGML_QUANT_SIZES[kind]
    count = WEIGHTS // weights
    if kind.name in ("F32", "F16", "BF16"):
        values = (rng.standard_normal(WEIGHTS) * 10.0 ** rng.integers(-6, 4, WEIGHTS)).astype(np.float32)
        if kind.name == "BF16":
            return (values.view(np.uint32) >> 16).astype(np.uint16).view(np.uint8)
        return values.astype(np.float32 if kind.name == "F32" else np.float16).view(np.uint8)
    blocks = rng.integers(0, 256, (count, size), dtype=np.uint8)
    for at in HALVES[kind.name]:
        scale = (rng.standard_normal(count) * 10.0 ** rng.integers(-7, 2, count)).astype(np.float16)
        blocks[:, at : at + 2] = scale.view(np.uint8).reshape(count, 2)
    return blocks.reshape(-1)


def dequantised() -> list:
    names = ["F32", "F16", "BF16", *HALVES]
    cases = []
    for name in names:
        kind = GGMLQuantizationType[name]
        raw = random_blocks(kind)
        if name == "F32":
            weights = raw.view(np.float32)
        elif name == "F16":
            weights = raw.view(np.float16).astype(np.float32)
        else:
            weights = quants.dequantize(raw, kind)
        assert np.isfinite(weights).all() and weights.size == WEIGHTS
        cases.append({"type": name, "bytes": b64(raw), "weights": b64(weights.astype(np.float32))})
    return cases


def rounding() -> dict:
    edges = [0, -0.0, 65504, 65519.99, 65520, 1e9, -1e9, 2**-24, 2**-25, 3 * 2**-26, 2**-14, 2**-14 - 2**-25, 2047 / 2048]
    ties = [1 + k / 2048 for k in range(16)] + [(k + 0.5) * 2**-24 for k in range(16)]
    random = rng.standard_normal(2000) * 10.0 ** rng.integers(-9, 5, 2000)
    values = np.concatenate([edges, ties, random, [np.inf, -np.inf]]).astype(np.float32)
    with np.errstate(over="ignore"):
        return {"float32": b64(values), "float16": b64(values.astype(np.float16))}


def q8() -> dict:
    values = (rng.standard_normal((32, 32)) * 10.0 ** rng.integers(-5, 3, (32, 1))).astype(np.float32)
    values[3] = 0
    return {"float32": b64(values), "bytes": b64(quants.quantize(values, GGMLQuantizationType.Q8_0))}


def written_file() -> dict:
    path = Path(tempfile.mkstemp(suffix=".gguf")[1])
    writer = GGUFWriter(path, "llama")
    writer.add_uint8("t.u8", 200)
    writer.add_int8("t.i8", -100)
    writer.add_uint16("t.u16", 60000)
    writer.add_int16("t.i16", -30000)
    writer.add_uint32("t.u32", 4000000000)
    writer.add_int32("t.i32", -2000000000)
    writer.add_uint64("t.u64", 2**63 + 5)
    writer.add_key_value("t.i64", -(2**62), GGUFValueType.INT64)
    writer.add_float32("t.f32", 0.1)
    writer.add_float64("t.f64", 0.1)
    writer.add_bool("t.bool", True)
    writer.add_string("t.string", "naïve – 模型 🙂")
    writer.add_array("t.strings", ["", "a", "ü\n", "\ufeffbom"])
    writer.add_array("t.numbers", [1, -2, 3])
    writer.add_array("t.floats", [0.5, -1.25])
    writer.add_array("t.flags", [True, False])
    weights = rng.standard_normal((6, 64)).astype(np.float32)
    writer.add_tensor("f32", weights)
    writer.add_tensor("f16", weights[:3].astype(np.float16))
    packed = quants.quantize(weights, GGMLQuantizationType.Q8_0)
    writer.add_tensor("q8", packed, raw_dtype=GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    data = path.read_bytes()
    os.unlink(path)
    return {
        "bytes": base64.b64encode(data).decode(),
        "weights": b64(weights),
        "q8": b64(quants.dequantize(packed, GGMLQuantizationType.Q8_0)),
    }


out = {"dequantised": dequantised(), "rounding": rounding(), "q8": q8(), "file": written_file()}
(HERE / "data").mkdir(exist_ok=True)
(HERE / "data" / "gguf-blocks.json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
