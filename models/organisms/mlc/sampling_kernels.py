"""
What web-llm asks of a library besides the model: temperature, sorting, sampling, penalties. Our engine samples for
itself and calls none of it; web-llm does not load without, and its own interface works with it.
"""

from tvm.script import tirx as T

from kernels import LARGEST, THREADS


def softmax_with_temperature(vocab: int):
    """logits [b, 1, vocab], temperatures [b] → probabilities [b, 1, vocab]."""

    @T.prim_func(s_tir=True)
    def kernel(logits: T.handle, temperatures: T.handle, probabilities: T.handle):
        T.func_attr({"tirx.is_scheduled": True, "op_pattern": 8})
        b = T.int32()
        Logits = T.match_buffer(logits, (b, 1, vocab), "float32")
        Temperatures = T.match_buffer(temperatures, (b,), "float32")
        Probabilities = T.match_buffer(probabilities, (b, 1, vocab), "float32")
        for bx in T.thread_binding(T.ceildiv(b * vocab, THREADS), thread="blockIdx.x"):
            for tx in T.thread_binding(THREADS, thread="threadIdx.x"):
                with T.sblock("softmax"):
                    most = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    total = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    at: T.let[T.int32] = bx * THREADS + tx
                    if at < b * vocab:
                        row: T.let[T.int32] = at // vocab
                        most[0] = T.float32(-LARGEST)
                        for k in T.serial(vocab):
                            most[0] = T.max(most[0], Logits[row, 0, k])
                        total[0] = T.float32(0)
                        for k in T.serial(vocab):
                            total[0] += T.exp((Logits[row, 0, k] - most[0]) / Temperatures[row])
                        Probabilities[row, 0, at % vocab] = (
                            T.exp((Logits[row, 0, at % vocab] - most[0]) / Temperatures[row]) / total[0]
                        )

    return kernel


def argsort_probs(vocab: int):
    """probabilities [b, vocab] → sorted, largest first, ties by smaller id, and their ids, both [b, vocab]."""

    @T.prim_func(s_tir=True)
    def kernel(probabilities: T.handle, sorted_probabilities: T.handle, sorted_ids: T.handle):
        T.func_attr({"tirx.is_scheduled": True, "op_pattern": 8})
        b = T.int32()
        P = T.match_buffer(probabilities, (b, vocab), "float32")
        Sorted = T.match_buffer(sorted_probabilities, (b, vocab), "float32")
        Ids = T.match_buffer(sorted_ids, (b, vocab), "int32")
        for bx in T.thread_binding(T.ceildiv(b * vocab, THREADS), thread="blockIdx.x"):
            for tx in T.thread_binding(THREADS, thread="threadIdx.x"):
                with T.sblock("argsort"):
                    rank = T.sblock_alloc_buffer((1,), "int32", scope="local")
                    at: T.let[T.int32] = bx * THREADS + tx
                    if at < b * vocab:
                        row: T.let[T.int32] = at // vocab
                        own: T.let[T.float32] = P[row, at % vocab]
                        rank[0] = 0
                        for k in T.serial(vocab):
                            if P[row, k] > own:
                                rank[0] += 1
                            if P[row, k] == own and k < at % vocab:
                                rank[0] += 1
                        Sorted[row, rank[0]] = own
                        Ids[row, rank[0]] = at % vocab

    return kernel


def sample_with_top_p(vocab: int):
    """
    One id for each of n draws: sorted probabilities and ids [b, vocab], uniform draws [n], the row of each [n], top_p [b].
    Kept are the most likely tokens up to the one with which their mass reaches top_p.
    """

    @T.prim_func(s_tir=True)
    def kernel(
        sorted_probabilities: T.handle,
        sorted_ids: T.handle,
        uniform: T.handle,
        row_of: T.handle,
        top_p: T.handle,
        chosen: T.handle,
    ):
        T.func_attr({"tirx.is_scheduled": True, "op_pattern": 8})
        b = T.int32()
        n = T.int32()
        Sorted = T.match_buffer(sorted_probabilities, (b, vocab), "float32")
        Ids = T.match_buffer(sorted_ids, (b, vocab), "int32")
        Uniform = T.match_buffer(uniform, (n,), "float32")
        RowOf = T.match_buffer(row_of, (n,), "int32")
        TopP = T.match_buffer(top_p, (b,), "float32")
        Chosen = T.match_buffer(chosen, (n,), "int32")
        for bx in T.thread_binding(n, thread="blockIdx.x"):
            for tx in T.thread_binding(1, thread="threadIdx.x"):
                with T.sblock("sample"):
                    kept = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    passed = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    row: T.let[T.int32] = RowOf[bx]
                    kept[0] = T.float32(0)
                    for k in T.serial(vocab):
                        if kept[0] < TopP[row]:
                            kept[0] += Sorted[row, k]
                    passed[0] = T.float32(0)
                    Chosen[bx] = Ids[row, 0]
                    for k in T.serial(vocab):
                        if passed[0] <= Uniform[bx] * kept[0] and passed[0] < kept[0] and Sorted[row, k] > T.float32(0):
                            Chosen[bx] = Ids[row, k]
                        passed[0] += Sorted[row, k]

    return kernel


def apply_logit_bias(vocab: int):
    """logits [b, vocab] += bias [n] at row [n], id [n]."""

    @T.prim_func(s_tir=True)
    def kernel(logits: T.handle, row_of: T.handle, ids: T.handle, bias: T.handle):
        T.func_attr({"tirx.is_scheduled": True, "global_symbol": "apply_logit_bias_inplace"})
        b = T.int32()
        n = T.int32()
        Logits = T.match_buffer(logits, (b, vocab), "float32")
        RowOf = T.match_buffer(row_of, (n,), "int32")
        Ids = T.match_buffer(ids, (n,), "int32")
        Bias = T.match_buffer(bias, (n,), "float32")
        for bx in T.thread_binding(T.ceildiv(n, THREADS), thread="blockIdx.x"):
            for tx in T.thread_binding(THREADS, thread="threadIdx.x"):
                with T.sblock("bias"):
                    at: T.let[T.int32] = bx * THREADS + tx
                    if at < n:
                        Logits[RowOf[at], Ids[at]] += Bias[at]

    return kernel


def apply_penalty(vocab: int):
    """
    For ids [n] that appeared counts [n] times in sequence of [n]: − presence − frequency · count, then divided (or, below
    0, multiplied) by repetition; penalties [s, 3] hold the three for each sequence, rows [s] its row of the logits.
    """

    @T.prim_func(s_tir=True)
    def kernel(
        logits: T.handle, rows: T.handle, sequence_of: T.handle, ids: T.handle, counts: T.handle, penalties: T.handle
    ):
        T.func_attr({"tirx.is_scheduled": True, "global_symbol": "apply_penalty_inplace"})
        b = T.int32()
        s = T.int32()
        n = T.int32()
        Logits = T.match_buffer(logits, (b, vocab), "float32")
        Rows = T.match_buffer(rows, (s,), "int32")
        SequenceOf = T.match_buffer(sequence_of, (n,), "int32")
        Ids = T.match_buffer(ids, (n,), "int32")
        Counts = T.match_buffer(counts, (n,), "int32")
        Penalties = T.match_buffer(penalties, (s, 3), "float32")
        for bx in T.thread_binding(T.ceildiv(n, THREADS), thread="blockIdx.x"):
            for tx in T.thread_binding(THREADS, thread="threadIdx.x"):
                with T.sblock("penalty"):
                    value = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    at: T.let[T.int32] = bx * THREADS + tx
                    if at < n:
                        sequence: T.let[T.int32] = SequenceOf[at]
                        value[0] = (
                            Logits[Rows[sequence], Ids[at]]
                            - Penalties[sequence, 0]
                            - Penalties[sequence, 1] * T.Cast("float32", Counts[at])
                        )
                        if value[0] < T.float32(0):
                            value[0] = value[0] * Penalties[sequence, 2]
                        else:
                            value[0] = value[0] / Penalties[sequence, 2]
                        Logits[Rows[sequence], Ids[at]] = value[0]

    return kernel


def apply_bitmask(vocab: int):
    """Takes out of logits [b, vocab] what bitmask [b, ⌈vocab/32⌉] has no bit for, in the rows [s]."""

    @T.prim_func(s_tir=True)
    def kernel(logits: T.handle, rows: T.handle, bitmask: T.handle):
        T.func_attr({"tirx.is_scheduled": True, "global_symbol": "apply_bitmask_inplace"})
        b = T.int32()
        s = T.int32()
        m = T.int32()
        Logits = T.match_buffer(logits, (b, vocab), "float32")
        Rows = T.match_buffer(rows, (s,), "int32")
        Bitmask = T.match_buffer(bitmask, (m, (vocab + 31) // 32), "int32")
        for bx in T.thread_binding(T.ceildiv(s * vocab, THREADS), thread="blockIdx.x"):
            for tx in T.thread_binding(THREADS, thread="threadIdx.x"):
                with T.sblock("bitmask"):
                    at: T.let[T.int32] = bx * THREADS + tx
                    if at < s * vocab:
                        row: T.let[T.int32] = Rows[at // vocab]
                        id: T.let[T.int32] = at % vocab
                        if T.bitwise_and(T.shift_right(Bitmask[row, id // 32], id % 32), 1) == 0:
                            Logits[row, id] = T.float32(-LARGEST)

    return kernel
