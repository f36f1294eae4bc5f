/**
 * Operators of the training graph, with static shapes worked out here. Semantics are those of ONNX opset 20 and of
 * onnxruntime's com.microsoft domain (FusedMatMul, RotaryEmbedding). rules/ holds a derivative for each one used
 * between parameters and loss; backward passes are written with the same functions.
 */
import { AppError } from '#core/app-error.ts';
import type { DataType, Graph, Value } from '#engine/graph/graph.ts';

/** Throws AppError 'internal' for a value without a static shape: training graphs give every shape. */
export function dimsOf(value: Value): readonly number[] {
  const dims = value.dims?.map((dim) => (typeof dim === 'number' ? dim : NaN));
  if (!dims || dims.some(Number.isNaN))
    throw new AppError(
      'internal',
      `"${value.name}" has no static shape. Report this with the command you ran.`,
    );
  return dims;
}

export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** NumPy broadcasting of two shapes. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const at = (dims: readonly number[], i: number) => dims[i - rank + dims.length] ?? 1;
  return Array.from({ length: rank }, (_, i) => Math.max(at(a, i), at(b, i)));
}

export function scalar(graph: Graph, value: number): Value {
  return graph.constant('scalar', 'float32', [], Float32Array.of(value));
}

export function integers(graph: Graph, values: readonly number[]): Value {
  return graph.constant('integers', 'int64', [values.length], BigInt64Array.from(values.map(BigInt)));
}

type Binary = 'Add' | 'Sub' | 'Mul' | 'Div';
export function binary(graph: Graph, op: Binary, a: Value, b: Value): Value {
  return graph.node(op, [a, b], {}, { dims: broadcast(dimsOf(a), dimsOf(b)) });
}
export const add = (graph: Graph, a: Value, b: Value) => binary(graph, 'Add', a, b);
export const sub = (graph: Graph, a: Value, b: Value) => binary(graph, 'Sub', a, b);
export const mul = (graph: Graph, a: Value, b: Value) => binary(graph, 'Mul', a, b);
export const div = (graph: Graph, a: Value, b: Value) => binary(graph, 'Div', a, b);

type Unary = 'Sigmoid' | 'Softplus' | 'Exp' | 'Log' | 'Neg' | 'Sqrt';
export function unary(graph: Graph, op: Unary, x: Value): Value {
  return graph.node(op, [x], {}, { dims: dimsOf(x) });
}

/** Sum or maximum over `axes` (non-negative), which stay as size 1. */
export function reduce(
  graph: Graph,
  op: 'ReduceSum' | 'ReduceMax',
  x: Value,
  axes: readonly number[],
): Value {
  const dims = dimsOf(x).map((dim, i) => (axes.includes(i) ? 1 : dim));
  return graph.node(op, [x, integers(graph, axes)], { keepdims: 1 }, { dims });
}

export function softmax(graph: Graph, x: Value): Value {
  return graph.node('Softmax', [x], { axis: -1 }, { dims: dimsOf(x) });
}

export interface MatMulOptions {
  readonly transA?: boolean;
  readonly transB?: boolean;
  readonly alpha?: number;
}
/** alpha · op(A) op(B) over the last two axes; leading axes must be equal. */
export function matMul(graph: Graph, a: Value, b: Value, options: MatMulOptions = {}): Value {
  const { transA = false, transB = false, alpha = 1 } = options;
  const [x, y] = [dimsOf(a), dimsOf(b)];
  const rows = x.at(transA ? -1 : -2) as number;
  const columns = y.at(transB ? -2 : -1) as number;
  const attributes = { transA: Number(transA), transB: Number(transB), alpha: { float: alpha } };
  return graph.node('FusedMatMul', [a, b], attributes, {
    dims: [...x.slice(0, -2), rows, columns],
    domain: 'com.microsoft',
  });
}

export function reshape(graph: Graph, x: Value, dims: readonly number[]): Value {
  return graph.node('Reshape', [x, integers(graph, dims)], {}, { dims });
}

export function transpose(graph: Graph, x: Value, perm: readonly number[]): Value {
  const dims = dimsOf(x);
  return graph.node('Transpose', [x], { perm }, { dims: perm.map((axis) => dims[axis] as number) });
}

export function expand(graph: Graph, x: Value, dims: readonly number[]): Value {
  return graph.node('Expand', [x, integers(graph, dims)], {}, { dims });
}

/** Entries start (included) to end (excluded) of one axis. */
export function slice(graph: Graph, x: Value, axis: number, start: number, end: number): Value {
  const dims = dimsOf(x).map((dim, i) => (i === axis ? end - start : dim));
  const [from, to, along] = [start, end, axis].map((value) => integers(graph, [value])) as [
    Value,
    Value,
    Value,
  ];
  return graph.node('Slice', [x, from, to, along], {}, { dims });
}

export function concat(graph: Graph, parts: readonly Value[], axis: number): Value {
  const length = parts.reduce((sum, part) => sum + (dimsOf(part)[axis] as number), 0);
  const dims = dimsOf(parts[0] as Value).map((dim, i) => (i === axis ? length : dim));
  return graph.node('Concat', parts, { axis }, { dims });
}

/** Zeros around one axis. */
export function pad(graph: Graph, x: Value, axis: number, before: number, after: number): Value {
  const dims = dimsOf(x);
  const pads = [before, after].flatMap((width) => dims.map((_, i) => (i === axis ? width : 0)));
  const padded = dims.map((dim, i) => (i === axis ? before + dim + after : dim));
  return graph.node('Pad', [x, integers(graph, pads)], {}, { dims: padded });
}

/** Rows of a [rows, width] table: indices of any shape S give S + [width]. */
export function gather(graph: Graph, table: Value, indices: Value): Value {
  const dims = [...dimsOf(indices), dimsOf(table)[1] as number];
  return graph.node('Gather', [table, indices], { axis: 0 }, { dims });
}

/** x[n, indices[n, 0]] for x [N, V], indices [N, 1]. */
export function gatherElements(graph: Graph, x: Value, indices: Value): Value {
  return graph.node('GatherElements', [x, indices], { axis: 1 }, { dims: dimsOf(indices) });
}

/** Indices of shape S as float rows S + [depth] with a single 1. */
export function oneHot(graph: Graph, indices: Value, depth: number): Value {
  const offOn = graph.constant('off_on', 'float32', [2], Float32Array.of(0, 1));
  const dims = [...dimsOf(indices), depth];
  return graph.node(
    'OneHot',
    [indices, integers(graph, [depth]), offOn],
    { axis: -1 },
    { type: 'float32', dims },
  );
}

/** RMSNorm over the last axis: y = w · x · r with r = (mean x² + ε)^(−1/2). Second value: r, last axis 1. */
export function rmsNorm(graph: Graph, x: Value, weight: Value, epsilon: number): Value {
  const dims = dimsOf(x);
  const outputs = [{ dims }, { dims: [...dims.slice(0, -1), 1] }];
  const attributes = { axis: -1, epsilon: { float: epsilon }, stash_type: 1 };
  return graph.multi('SimplifiedLayerNormalization', [x, weight], attributes, outputs)[0] as Value;
}

/** Tables of RoPE angles position · θ^(−2j/headSize), each [positions, headSize / 2]. */
export interface RopeTables {
  readonly cos: Value;
  readonly sin: Value;
}
/** Half-rotation RoPE on x [B, T, heads · headSize] at int64 positions [B, T]. */
export function rope(graph: Graph, x: Value, positions: Value, tables: RopeTables, heads: number): Value {
  const inputs = [x, positions, tables.cos, tables.sin];
  return graph.node(
    'RotaryEmbedding',
    inputs,
    { interleaved: 0, num_heads: heads },
    {
      dims: dimsOf(x),
      domain: 'com.microsoft',
    },
  );
}

export function where(graph: Graph, condition: Value, a: Value, b: Value): Value {
  const dims = broadcast(dimsOf(condition), broadcast(dimsOf(a), dimsOf(b)));
  return graph.node('Where', [condition, a, b], {}, { type: a.type, dims });
}

export function compare(graph: Graph, op: 'Equal' | 'And', a: Value, b: Value): Value {
  const type: DataType = 'bool';
  return graph.node(op, [a, b], {}, { type, dims: broadcast(dimsOf(a), dimsOf(b)) });
}
