"""Reads a GGUF file, versions 2 and 3 little-endian: metadata and tensors (specification of the ggml project)."""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
STRING, ARRAY = 8, 9
TENSOR_TYPES = {0: np.dtype("<f4"), 1: np.dtype("<f2")}


class Reader:
    """A cursor over the bytes of the file."""

    def __init__(self, data: bytes):
        self.data = data
        self.at = 0

    def scalar(self, code: str):
        size = struct.calcsize("<" + code)
        (value,) = struct.unpack_from("<" + code, self.data, self.at)
        self.at += size
        return value

    def string(self) -> str:
        length = self.scalar("Q")
        text = self.data[self.at : self.at + length].decode("utf-8")
        self.at += length
        return text

    def value(self, kind: int):
        if kind == STRING:
            return self.string()
        if kind == ARRAY:
            of = self.scalar("I")
            return [self.value(of) for _ in range(self.scalar("Q"))]
        return self.scalar(SCALARS[kind])


@dataclass
class GgufFile:
    metadata: dict
    tensors: dict  # name -> array, slowest dimension first


def read_gguf(path: Path) -> GgufFile:
    """Raises ValueError for another format and for tensors that are neither float32 nor float16."""
    reader = Reader(path.read_bytes())
    if reader.data[:4] != b"GGUF":
        raise ValueError(f"{path} is not a GGUF file.")
    reader.at = 4
    if reader.scalar("I") not in (2, 3):
        raise ValueError(f"{path} has an unknown GGUF version.")
    tensor_count, metadata_count = reader.scalar("Q"), reader.scalar("Q")
    metadata = {}
    for _ in range(metadata_count):
        key = reader.string()
        metadata[key] = reader.value(reader.scalar("I"))
    infos = []
    for _ in range(tensor_count):
        name = reader.string()
        shape = [reader.scalar("Q") for _ in range(reader.scalar("I"))]
        infos.append((name, shape[::-1], reader.scalar("I"), reader.scalar("Q")))
    alignment = metadata.get("general.alignment", 32)
    start = -(-reader.at // alignment) * alignment
    tensors = {}
    for name, shape, kind, offset in infos:
        if kind not in TENSOR_TYPES:
            raise ValueError(f"{name} has GGUF type {kind}; only float32 and float16 are converted.")
        count = int(np.prod(shape))
        tensors[name] = np.frombuffer(reader.data, TENSOR_TYPES[kind], count, start + offset).reshape(shape)
    return GgufFile(metadata, tensors)
