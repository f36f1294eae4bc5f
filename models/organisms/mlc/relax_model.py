"""The model as a relax module: a Llama decoder over TVM's paged cache, with the entry points that web-llm looks for."""

import json

import tvm
from tvm import relax as rx
from tvm.relax.frontend.nn.llm import kv_cache as paged

import kernels
import sampling_kernels
from organism import PREFILL_CHUNK, Sizes, parameters_of

FLOAT, INT = "float32", "int32"


class Model:
    """Adds one function at a time to a block builder; kernels are added when they are first used."""

    def __init__(self, sizes: Sizes, target: tvm.target.Target):
        self.sizes = sizes
        self.target = target
        self.builder = rx.BlockBuilder()
        self.kernels = {}

    def module(self) -> tvm.IRModule:
        self.add_embed()
        self.add_forward("prefill", batched=False, last=True)
        self.add_forward("decode", batched=True, last=False)
        self.add_forward("batch_decode", batched=True, last=False)
        # Every position's row: what scoring needs.
        self.add_forward("batch_verify", batched=False, last=False)
        self.add_cache()
        self.add_sampling()
        self.add_metadata()
        return self.builder.finalize()

    def kernel(self, name: str, make, *shape):
        key = "_".join([name, *(str(size) for size in shape if isinstance(size, int))])
        if key not in self.kernels:
            self.kernels[key] = self.builder.add_func(make(*shape).with_attr("global_symbol", key), key)
        return self.kernels[key]

    def call(self, name: str, make, shape: tuple, inputs: list, out: rx.TensorType) -> rx.Var:
        return self.builder.emit(rx.call_tir(self.kernel(name, make, *shape), inputs, out_ty=out))

    def parameters(self) -> rx.Var:
        types = [rx.TensorType(p.shape, p.dtype) for p in parameters_of(self.sizes)]
        return rx.Var("packed_params", rx.TupleType(types))

    def by_name(self, packed: rx.Var) -> dict[str, rx.Var]:
        names = [p.name for p in parameters_of(self.sizes)]
        return {name: self.builder.emit(rx.TupleGetItem(packed, i)) for i, name in enumerate(names)}

    def add_embed(self) -> None:
        """ids int32 [n], parameters → [n, hidden]."""
        sizes, n = self.sizes, tvm.tirx.Var("n", "int64")
        ids = rx.Var("ids", rx.TensorType((n,), INT))
        packed = self.parameters()
        with self.builder.function("embed", [ids, packed], attrs={"num_input": 1}):
            table = self.by_name(packed)["model.embed_tokens.weight"]
            shape = (sizes.vocab, sizes.hidden)
            out = rx.TensorType((n, sizes.hidden), FLOAT)
            self.builder.emit_func_output(self.call("embed", kernels.embed, shape, [ids, table], out))

    def add_forward(self, name: str, *, batched: bool, last: bool) -> None:
        """
        Embedded tokens, cache, parameters → (logits, cache). Tokens of one sequence [1, n, hidden], or one of each of n
        sequences [n, 1, hidden]; logits of all of them, or of the last.
        """
        sizes, n = self.sizes, tvm.tirx.Var("n", "int64")
        lead = (n, 1) if batched else (1, n)
        embedded = rx.Var("input_embed", rx.TensorType((*lead, sizes.hidden), FLOAT))
        cache = rx.Var("paged_kv_cache", rx.AnyType())
        packed = self.parameters()
        with self.builder.function(name, [embedded, cache, packed], attrs={"num_input": 2}):
            with self.builder.dataflow():
                logits = self.logits_of(embedded, cache, packed, n, batched=batched, last=last)
                result = self.builder.emit_output(rx.Tuple([logits, cache]))
            self.builder.emit_func_output(result)

    def logits_of(self, embedded: rx.Var, cache: rx.Var, packed: rx.Var, n, *, batched: bool, last: bool) -> rx.Var:
        sizes, weights = self.sizes, self.by_name(packed)
        x = self.builder.emit(rx.op.reshape(embedded, (n, sizes.hidden)))
        for i in range(sizes.layers):
            x = self.layer(i, x, cache, weights, n)
        rows = n
        if last:
            rows = 1
            out = rx.TensorType((1, sizes.hidden), FLOAT)
            x = self.call("last_row", kernels.last_row, (sizes.hidden,), [x], out)
        x = self.norm(x, weights["model.norm.weight"], rows)
        head = weights["model.embed_tokens.weight" if sizes.tied else "lm_head.weight"]
        logits = self.matmul(x, head, sizes.vocab, sizes.hidden, rows)
        shape = (rows, 1, sizes.vocab) if batched else (1, rows, sizes.vocab)
        return self.builder.emit(rx.op.reshape(logits, shape))

    def layer(self, i: int, x: rx.Var, cache: rx.Var, weights: dict[str, rx.Var], n) -> rx.Var:
        sizes, name = self.sizes, f"model.layers.{i}"
        width = sizes.heads * sizes.head_size
        normed = self.norm(x, weights[f"{name}.input_layernorm.weight"], n)
        qkv = self.matmul(normed, weights[f"{name}.self_attn.qkv_proj.weight"], sizes.qkv_rows, sizes.hidden, n)
        attended = self.attention(i, qkv, cache, n)
        projected = self.matmul(attended, weights[f"{name}.self_attn.o_proj.weight"], sizes.hidden, width, n)
        x = self.sum(x, projected, n)
        normed = self.norm(x, weights[f"{name}.post_attention_layernorm.weight"], n)
        ff = sizes.feed_forward
        both = self.matmul(normed, weights[f"{name}.mlp.gate_up_proj.weight"], 2 * ff, sizes.hidden, n)
        gated = self.call("gated_silu", kernels.gated_silu, (ff,), [both], rx.TensorType((n, ff), FLOAT))
        down = self.matmul(gated, weights[f"{name}.mlp.down_proj.weight"], sizes.hidden, ff, n)
        return self.sum(x, down, n)

    def attention(self, i: int, qkv: rx.Var, cache: rx.Var, n) -> rx.Var:
        """Rotates, appends to the cache and attends, all by the runtime's paged cache; [n, heads · head_size]."""
        sizes = self.sizes
        heads = sizes.heads + 2 * sizes.kv_heads
        split = self.builder.emit(rx.op.reshape(qkv, (n, heads, sizes.head_size)))
        attended = self.builder.emit(
            rx.call_dps_packed(
                "vm.builtin.attention_kv_cache_attention_with_fused_qkv",
                [cache, rx.prim_value(i), rx.prim_value(sizes.head_size**-0.5), split],
                out_ty=rx.TensorType((n, sizes.heads, sizes.head_size), FLOAT),
            )
        )
        return self.builder.emit(rx.op.reshape(attended, (n, sizes.heads * sizes.head_size)))

    def norm(self, x: rx.Var, scale: rx.Var, n) -> rx.Var:
        sizes = self.sizes
        shape = (sizes.hidden, sizes.rms_epsilon)
        return self.call("rms_norm", kernels.rms_norm, shape, [x, scale], rx.TensorType((n, sizes.hidden), FLOAT))

    def matmul(self, x: rx.Var, weight: rx.Var, rows: int, columns: int, n) -> rx.Var:
        return self.call("matmul", kernels.matmul, (rows, columns), [x, weight], rx.TensorType((n, rows), FLOAT))

    def sum(self, a: rx.Var, b: rx.Var, n) -> rx.Var:
        width = self.sizes.hidden
        return self.call("add", kernels.add, (width,), [a, b], rx.TensorType((n, width), FLOAT))

    def add_cache(self) -> None:
        """Shapes of one number each: most sequences, most tokens, most new tokens, page size, sliding window or not."""
        names = ["max_batch_size", "max_total_seq_len", "prefill_chunk_size", "page_size", "support_sliding_window"]
        numbers = [tvm.tirx.Var(name, "int64") for name in names]
        shapes = [rx.Var(f"{name}_", rx.ShapeType([number])) for name, number in zip(names, numbers)]
        with self.builder.function("create_tir_paged_kv_cache", shapes):
            created = rx.call_pure_packed(
                "vm.builtin.paged_attention_kv_cache_create", *self.cache_arguments(numbers), ty_args=rx.AnyType()
            )
            self.builder.emit_func_output(self.builder.emit(created))

    def cache_arguments(self, numbers: list) -> list:
        """What the runtime's constructor takes, in its order; what these models never use is left empty."""
        s, target = self.sizes, self.target
        shape = (s.kv_heads, s.heads, s.head_size)
        empty = rx.Tuple([])

        def attention(name: str, function) -> rx.Tuple:
            return rx.Tuple([tvm.ir.StringImm("tirx"), self.builder.add_func(function, name)])

        def function(name: str, made):
            return self.builder.add_func(made, name)

        ragged = paged._attention_prefill_ragged(*shape, s.head_size, FLOAT, {}, target)
        prefill = paged._attention_prefill(*shape, FLOAT, False, {}, target)
        decode = paged._attention_decode(*shape, FLOAT, False, {}, target)
        rotary = paged.llama_rope_with_position_map(
            s.rope_theta, 1, s.head_size, s.heads, s.kv_heads, FLOAT, {}, s.head_size
        )
        return [
            rx.ShapeExpr(numbers),
            rx.ShapeExpr([0, s.layers]),
            *(rx.prim_value(n) for n in (s.heads, s.kv_heads, s.head_size, s.head_size)),
            rx.ShapeExpr([int(paged.AttnKind.MHA)] * s.layers),
            rx.prim_value(False),
            rx.prim_value(int(paged.RopeMode.NORMAL)),
            rx.prim_value(1),
            rx.prim_value(s.rope_theta),
            # No extension factors; the constructor wants a number where there is no tensor.
            rx.prim_value(0),
            rx.op.zeros((), FLOAT),
            function("kv_append", paged._kv_cache_transpose_append(s.kv_heads, s.head_size, FLOAT)),
            rx.prim_value(0),
            attention("attention_prefill_ragged", ragged),
            attention("attention_prefill", prefill),
            attention("attention_decode", decode),
            *([empty] * 5),
            rx.Tuple([function("merge_state", kernels.merge_state(s.heads, s.head_size))]),
            function("rotary", rotary),
            function("copy_page", paged._copy_single_page(s.kv_heads, numbers[3], s.head_size, FLOAT, target)),
            function("debug_get_kv", paged._kv_cache_debug_get_kv(s.layers, s.kv_heads, s.head_size, FLOAT)),
            function("compact_kv", paged._compact_kv_copy(s.kv_heads, s.head_size, FLOAT, target)),
        ]

    def add_sampling(self) -> None:
        vocab = self.sizes.vocab
        b, n = tvm.tirx.Var("b", "int64"), tvm.tirx.Var("n", "int64")
        row, one = rx.TensorType((b, vocab), FLOAT), rx.TensorType((b, 1, vocab), FLOAT)
        ids = rx.TensorType((b, vocab), INT)
        build = self.builder

        logits, temperatures = rx.Var("logits", one), rx.Var("temperatures", rx.TensorType((b,), FLOAT))
        with build.function("softmax_with_temperature", [logits, temperatures]):
            make = sampling_kernels.softmax_with_temperature
            build.emit_func_output(self.call("softmax", make, (vocab,), [logits, temperatures], one))

        probabilities = rx.Var("probs", row)
        with build.function("argsort_probs", [probabilities]):
            sort = self.kernel("argsort", sampling_kernels.argsort_probs, vocab)
            build.emit_func_output(build.emit(rx.call_tir(sort, [probabilities], out_ty=[row, ids])))

        draws = [rx.Var("sorted_probs", row), rx.Var("sorted_ids", ids), rx.Var("uniform", rx.TensorType((n,), FLOAT))]
        draws += [rx.Var("row_of", rx.TensorType((n,), INT)), rx.Var("top_p", rx.TensorType((b,), FLOAT))]
        with build.function("sample_with_top_p", draws):
            make = sampling_kernels.sample_with_top_p
            build.emit_func_output(self.call("sample", make, (vocab,), draws, rx.TensorType((n,), INT)))

        build.add_func(sampling_kernels.apply_logit_bias(vocab), "apply_logit_bias_inplace")
        build.add_func(sampling_kernels.apply_penalty(vocab), "apply_penalty_inplace")
        build.add_func(sampling_kernels.apply_bitmask(vocab), "apply_bitmask_inplace")

    def add_metadata(self) -> None:
        sizes = self.sizes
        facts = {
            "model_type": "llama",
            "quantization": "f16 in uint32, float32 arithmetic",
            "context_window_size": sizes.context,
            "sliding_window_size": -1,
            "attention_sink_size": -1,
            "prefill_chunk_size": PREFILL_CHUNK,
            "kv_state_kind": "kv_cache",
            "params": [
                {"name": p.name, "shape": list(p.shape), "dtype": p.dtype} for p in parameters_of(sizes)
            ],
        }
        with self.builder.function("_metadata", []):
            self.builder.emit_func_output(tvm.ir.StringImm(json.dumps(facts)))
