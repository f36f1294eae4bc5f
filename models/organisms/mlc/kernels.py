"""
The kernels of the library, written for small models: a thread computes one number and reads what it needs for it, so
that none waits for another. Attention itself (prefill, decode, page handling) is what the TVM package offers for its
paged cache; merge_state is ours, since TVM's lets the threads of a head read and write the same number unordered.
"""

from tvm.script import tirx as T

THREADS = 64
LARGEST = 3.4028234e38


@T.macro
def _half(word, shift, out):
    """out[0] = the float16 that lies in `word` from bit `shift` on, as float32; exact, denormals too."""
    bits: T.let[T.uint32] = T.bitwise_and(T.shift_right(word, T.uint32(shift)), T.uint32(0xFFFF))
    mantissa: T.let[T.uint32] = T.bitwise_and(bits, T.uint32(0x3FF))
    magnitude: T.let[T.uint32] = T.bitwise_and(bits, T.uint32(0x7FFF))
    normal: T.let[T.uint32] = T.shift_left(magnitude, T.uint32(13)) + T.uint32(112 << 23)
    out[0] = T.Select(
        magnitude < T.uint32(0x400),
        T.Cast("float32", mantissa) * T.float32(2.0**-24),
        T.reinterpret("float32", normal),
    )
    if bits >= T.uint32(0x8000):
        out[0] = T.float32(0) - out[0]


def embed(vocab: int, hidden: int):
    """ids [n], table [vocab, hidden/2] → rows [n, hidden]."""

    @T.prim_func(s_tir=True)
    def kernel(ids: T.handle, table: T.handle, rows: T.handle):
        T.func_attr({"tirx.is_scheduled": True, "op_pattern": 8})
        n = T.int32()
        Ids = T.match_buffer(ids, (n,), "int32")
        Table = T.match_buffer(table, (vocab, hidden // 2), "uint32")
        Rows = T.match_buffer(rows, (n, hidden), "float32")
        for bx in T.thread_binding(T.ceildiv(n * hidden, THREADS), thread="blockIdx.x"):
            for tx in T.thread_binding(THREADS, thread="threadIdx.x"):
                with T.sblock("embed"):
                    value = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    at: T.let[T.int32] = bx * THREADS + tx
                    if at < n * hidden:
                        word: T.let[T.uint32] = Table[Ids[at // hidden], at % hidden // 2]
                        _half(word, at % 2 * 16, value)
                        Rows[at // hidden, at % hidden] = value[0]

    return kernel


def rms_norm(hidden: int, epsilon: float):
    """x [n, hidden], scale [hidden] → x / sqrt(mean x² + epsilon) · scale."""

    @T.prim_func(s_tir=True)
    def kernel(x: T.handle, scale: T.handle, y: T.handle):
        T.func_attr({"tirx.is_scheduled": True, "op_pattern": 8})
        n = T.int32()
        X = T.match_buffer(x, (n, hidden), "float32")
        Scale = T.match_buffer(scale, (hidden,), "float32")
        Y = T.match_buffer(y, (n, hidden), "float32")
        for bx in T.thread_binding(T.ceildiv(n * hidden, THREADS), thread="blockIdx.x"):
            for tx in T.thread_binding(THREADS, thread="threadIdx.x"):
                with T.sblock("norm"):
                    total = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    at: T.let[T.int32] = bx * THREADS + tx
                    if at < n * hidden:
                        total[0] = T.float32(0)
                        for k in T.serial(hidden):
                            total[0] += X[at // hidden, k] * X[at // hidden, k]
                        Y[at // hidden, at % hidden] = (
                            X[at // hidden, at % hidden]
                            / T.sqrt(total[0] / T.float32(hidden) + T.float32(epsilon))
                            * Scale[at % hidden]
                        )

    return kernel


def matmul(rows: int, columns: int):
    """x [n, columns], weight [rows, columns/2] → x · weightᵀ [n, rows]."""

    @T.prim_func(s_tir=True)
    def kernel(x: T.handle, weight: T.handle, y: T.handle):
        T.func_attr({"tirx.is_scheduled": True, "op_pattern": 8})
        n = T.int32()
        X = T.match_buffer(x, (n, columns), "float32")
        Weight = T.match_buffer(weight, (rows, columns // 2), "uint32")
        Y = T.match_buffer(y, (n, rows), "float32")
        for bx in T.thread_binding(T.ceildiv(n * rows, THREADS), thread="blockIdx.x"):
            for tx in T.thread_binding(THREADS, thread="threadIdx.x"):
                with T.sblock("matmul"):
                    total = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    low = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    high = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    at: T.let[T.int32] = bx * THREADS + tx
                    if at < n * rows:
                        total[0] = T.float32(0)
                        for k in T.serial(columns // 2):
                            word: T.let[T.uint32] = Weight[at % rows, k]
                            _half(word, 0, low)
                            _half(word, 16, high)
                            total[0] += X[at // rows, k * 2] * low[0] + X[at // rows, k * 2 + 1] * high[0]
                        Y[at // rows, at % rows] = total[0]

    return kernel


def add(width: int):
    """a, b [n, width] → a + b."""

    @T.prim_func(s_tir=True)
    def kernel(a: T.handle, b: T.handle, y: T.handle):
        T.func_attr({"tirx.is_scheduled": True, "op_pattern": 8})
        n = T.int32()
        A = T.match_buffer(a, (n, width), "float32")
        B = T.match_buffer(b, (n, width), "float32")
        Y = T.match_buffer(y, (n, width), "float32")
        for bx in T.thread_binding(T.ceildiv(n * width, THREADS), thread="blockIdx.x"):
            for tx in T.thread_binding(THREADS, thread="threadIdx.x"):
                with T.sblock("add"):
                    at: T.let[T.int32] = bx * THREADS + tx
                    if at < n * width:
                        Y[at // width, at % width] = A[at // width, at % width] + B[at // width, at % width]

    return kernel


def gated_silu(width: int):
    """gate and up side by side [n, 2·width] → gate · sigmoid(gate) · up [n, width]."""

    @T.prim_func(s_tir=True)
    def kernel(x: T.handle, y: T.handle):
        T.func_attr({"tirx.is_scheduled": True, "op_pattern": 8})
        n = T.int32()
        X = T.match_buffer(x, (n, width * 2), "float32")
        Y = T.match_buffer(y, (n, width), "float32")
        for bx in T.thread_binding(T.ceildiv(n * width, THREADS), thread="blockIdx.x"):
            for tx in T.thread_binding(THREADS, thread="threadIdx.x"):
                with T.sblock("silu"):
                    at: T.let[T.int32] = bx * THREADS + tx
                    if at < n * width:
                        gate: T.let[T.float32] = X[at // width, at % width]
                        Y[at // width, at % width] = (
                            gate / (T.float32(1) + T.exp(T.float32(0) - gate)) * X[at // width, at % width + width]
                        )

    return kernel


def last_row(width: int):
    """x [n, width] → its last row [1, width]."""

    @T.prim_func(s_tir=True)
    def kernel(x: T.handle, y: T.handle):
        T.func_attr({"tirx.is_scheduled": True, "op_pattern": 8})
        n = T.int32()
        X = T.match_buffer(x, (n, width), "float32")
        Y = T.match_buffer(y, (1, width), "float32")
        for bx in T.thread_binding(T.ceildiv(width, THREADS), thread="blockIdx.x"):
            for tx in T.thread_binding(THREADS, thread="threadIdx.x"):
                with T.sblock("last"):
                    at: T.let[T.int32] = bx * THREADS + tx
                    if at < width:
                        Y[0, at] = X[n - 1, at]

    return kernel


def merge_state(heads: int, head_size: int):
    """
    Joins attention over two sets of keys, in place: v, v_other [n, heads, head_size] are means weighted by softmax, s and
    s_other [n, heads] the base-2 logarithms of their masses. One thread a head: who reads the masses also writes them.
    """

    @T.prim_func(s_tir=True)
    def kernel(v: T.handle, s: T.handle, v_other: T.handle, s_other: T.handle):
        T.func_attr({"tirx.is_scheduled": True, "global_symbol": "merge_state"})
        n = T.int32()
        V = T.match_buffer(v, (n, heads, head_size), "float32")
        S = T.match_buffer(s, (n, heads), "float32")
        V_other = T.match_buffer(v_other, (n, heads, head_size), "float32")
        S_other = T.match_buffer(s_other, (n, heads), "float32")
        for bx in T.thread_binding(n, thread="blockIdx.x"):
            for tx in T.thread_binding(heads, thread="threadIdx.x"):
                with T.sblock("merge"):
                    mine = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    other = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    most = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    most[0] = T.max(S[bx, tx], S_other[bx, tx])
                    mine[0] = T.exp2(S[bx, tx] - most[0])
                    other[0] = T.exp2(S_other[bx, tx] - most[0])
                    for d in T.serial(head_size):
                        V[bx, tx, d] = (V[bx, tx, d] * mine[0] + V_other[bx, tx, d] * other[0]) / (mine[0] + other[0])
                    S[bx, tx] = T.log2(mine[0] + other[0]) + most[0]

    return kernel
