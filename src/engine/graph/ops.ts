/**
 * Node helpers for the few operators a Llama-family decoder needs. Weights of products are [N, K], as GGUF keeps them,
 * so nothing is transposed at load. They know shapes and operator names, not models.
 */
import type { Dim, Graph, Value } from './graph.ts';

const CONTRIB = 'com.microsoft';

/** x / sqrt(mean(x²) + ε) · scale over the last axis (Zhang & Sennrich 2019). */
export function rmsNorm(graph: Graph, x: Value, scale: Value, epsilon: number): Value {
  return graph.node('SimplifiedLayerNormalization', [x, scale], {
    axis: -1,
    epsilon: { float: epsilon },
    stash_type: 1,
  });
}

/** x [M, K] · weightᵀ (weight [N, K]) + bias [N]. */
export function linear(
  graph: Graph,
  x: Value,
  weight: Value,
  bias: Value | null = null,
  name = 'product',
): Value {
  return graph.node('Gemm', bias ? [x, weight, bias] : [x, weight], { transB: 1 }, { name });
}

/** As `linear`, with the weight in blocks of 32 columns (MatMulNBits; zero point 2^(bits−1)). */
export function linearBlocks(
  graph: Graph,
  x: Value,
  weight: { readonly blocks: Value; readonly scales: Value },
  shape: { readonly rows: number; readonly columns: number; readonly bits: number },
  bias: Value | null = null,
  name = 'product',
): Value {
  const product = graph.node(
    'MatMulNBits',
    [x, weight.blocks, weight.scales],
    { N: shape.rows, K: shape.columns, bits: shape.bits, block_size: 32 },
    { domain: CONTRIB, name: bias ? 'product' : name },
  );
  return bias ? graph.node('Add', [product, bias], {}, { name }) : product;
}

/** alpha · a · bᵀ over the last two axes. */
export function timesTransposed(graph: Graph, a: Value, b: Value, alpha: number): Value {
  return graph.node('FusedMatMul', [a, b], { transB: 1, alpha: { float: alpha } }, { domain: CONTRIB });
}

/** Rotary embedding of x [B, heads, S, HD], halves convention (x_j with x_{j + HD/2}). */
export function rotate(
  graph: Graph,
  x: Value,
  positions: Value,
  tables: { readonly cos: Value; readonly sin: Value },
  result: { name?: string; dims?: readonly Dim[] } = {},
): Value {
  const inputs = [x, positions, tables.cos, tables.sin];
  return graph.node('RotaryEmbedding', inputs, { interleaved: 0 }, { ...result, domain: CONTRIB });
}

/** silu(gate) · up of a packed [M, 2F] product. */
export function gatedSilu(graph: Graph, packed: Value): Value {
  const [gate, up] = graph.multi('Split', [packed], { axis: -1, num_outputs: 2 }, [
    { name: 'gate' },
    { name: 'up' },
  ]);
  const sigmoid = graph.node('Sigmoid', [gate as Value]);
  return graph.node('Mul', [graph.node('Mul', [gate as Value, sigmoid]), up as Value]);
}

export function int64(graph: Graph, name: string, numbers: readonly number[]): Value {
  return graph.constant(name, 'int64', [numbers.length], BigInt64Array.from(numbers, BigInt));
}

/** Reshape to constant numbers; 0 keeps the axis, −1 takes what is left. */
export function reshape(graph: Graph, x: Value, shape: readonly number[], dims?: readonly Dim[]): Value {
  return graph.node('Reshape', [x, int64(graph, 'shape', shape)], {}, dims ? { dims } : {});
}

/** Reshape to [B, S, ...rest], with B and S taken from a value of shape [B, S, …] by `leadingAxes`. */
export function unflatten(graph: Graph, x: Value, leading: Value, rest: readonly number[]): Value {
  const shape = graph.node('Concat', [leading, int64(graph, 'shape', rest)], { axis: 0 }, { type: 'int64' });
  return graph.node('Reshape', [x, shape]);
}

/** int64 [end − start]: sizes of axes start … end − 1 of x. */
export function axisSizes(graph: Graph, x: Value, start: number, end: number): Value {
  return graph.node('Shape', [x], { start, end }, { type: 'int64', dims: [end - start] });
}

/** [B, X, Y, HD] → [B, Y, X, HD]. */
export function swapMiddle(graph: Graph, x: Value): Value {
  return graph.node('Transpose', [x], { perm: [0, 2, 1, 3] });
}
