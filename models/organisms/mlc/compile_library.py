"""
compile_library.py MODEL.gguf OUT: the web-llm library for the shape of this model, OUT/library.wasm, and its card,
OUT/library.json. TVM_HOME: the source tree; MLC_LINK_FLAGS: for emscripten's link, default -O2 (with -O1 the
link is a third shorter and the library half as large again).
"""

import hashlib
import json
import os
import sys
from pathlib import Path

import tvm
from tvm import relax
from tvm.support import emcc

from gguf_file import read_gguf
from organism import Sizes, sizes_of
from relax_model import Model

HOST = {"kind": "llvm", "mtriple": "wasm32-unknown-unknown-wasm", "mcpu": "mvp"}


@tvm.transform.module_pass(opt_level=0)
def lower(module: tvm.IRModule, _context: tvm.transform.PassContext) -> tvm.IRModule:
    """From relax to what the virtual machine runs. Nothing is fused: the kernels are written as they shall be."""
    from tvm.s_tir import dlight

    steps = [
        relax.transform.LegalizeOps(),
        # A reshape is a view; the pass knows it as such only before it is scheduled.
        relax.transform.RewriteDataflowReshape(),
        relax.transform.DeadCodeElimination(),
        dlight.ApplyDefaultSchedule(dlight.gpu.Fallback()),
        relax.transform.ToNonDataflow(),
        relax.transform.RemovePurityChecking(),
        relax.transform.CallTIRRewrite(),
        relax.transform.StaticPlanBlockMemory(),
        relax.transform.LowerAllocTensor(),
        relax.transform.KillAfterLastUse(),
        relax.transform.LowerRuntimeBuiltin(),
        relax.transform.ComputePrimValue(),
        relax.transform.VMShapeLower(),
        relax.transform.AttachGlobalSymbol(),
    ]
    return tvm.transform.Sequential(steps)(module)


def link(output: str, objects: list[str], options: list[str]) -> None:
    emcc.create_tvmjs_wasm(output, objects, options)


# Not bitcode: the TVM package's LLVM is newer than the linker's.
link.object_format = "o"


def card_of(library: Path, sizes: Sizes) -> dict:
    """What the page needs to know which models run on it; named like its own hyper-parameters."""
    data = library.read_bytes()
    shape = {
        "layers": sizes.layers,
        "hidden": sizes.hidden,
        "feedForward": sizes.feed_forward,
        "heads": sizes.heads,
        "kvHeads": sizes.kv_heads,
        "headSize": sizes.head_size,
        "vocab": sizes.vocab,
        "context": sizes.context,
        "normEpsilon": sizes.rms_epsilon,
        "ropeTheta": sizes.rope_theta,
        "tied": sizes.tied,
    }
    return {
        "file": library.name,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "license": "Apache-2.0; contains the runtime of Apache TVM, see NOTICE",
        "shape": shape,
    }


def main(model: str, out: str) -> None:
    sizes = sizes_of(read_gguf(Path(model)))
    target = tvm.target.Target({"kind": "webgpu"}, host=HOST)
    with target:
        module = Model(sizes, target).module()
    executable = relax.build(module, target, relax_pipeline=lower)
    library = Path(out) / "library.wasm"
    flags = os.environ.get("MLC_LINK_FLAGS", "-O2").split()
    executable.export_library(str(library), fcompile=link, options=flags)
    card = card_of(library, sizes)
    library.with_suffix(".json").write_text(json.dumps(card, indent=1) + "\n")
    print(json.dumps(card))


if __name__ == "__main__":
    main(*sys.argv[1:])
