/**
 * Forward pass of the Llama decoder over packed rows [B, T], from operators that rules/ can differentiate.
 * Same numbers as engine/graph's inference decoder: pre-norm blocks, RMSNorm, half-rotation RoPE, grouped-query
 * attention, SwiGLU, tied output matrix. Attention is causal within a document: positions of a row see only earlier
 * positions with the same segment id. It must not contain the loss.
 */
import type { Graph, Value } from '#engine/graph/graph.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import * as ops from './ops.ts';
import type { RopeTables } from './ops.ts';

export interface RowShape {
  readonly rows: number;
  readonly length: number;
}
export interface DecoderInputs {
  /** int64 [B, T]. */
  readonly tokens: Value;
  /** int64 [B, T], restarting at 0 for each document. */
  readonly positions: Value;
  /** int32 [B, T], equal within a document. */
  readonly segments: Value;
}
interface Context {
  readonly graph: Graph;
  readonly model: HyperParameters;
  readonly shape: RowShape;
  readonly weight: (name: string) => Value;
  readonly positions: Value;
  readonly tables: RopeTables;
  /** Additive masks, one for each block of queries: [B, 1, block, keys]. */
  readonly masks: readonly Value[];
}
// Queries are cut in blocks, each of which sees only the keys up to its end: 4 save 3/8 of the attention work.
const QUERY_BLOCKS = 4;
const MASKED = -1e9;

/** Logits [B · T, vocab]. `weight` gives each parameter by its GGUF name. */
export function decoderForward(
  graph: Graph,
  model: HyperParameters,
  shape: RowShape,
  inputs: DecoderInputs,
  weight: (name: string) => Value,
): Value {
  const tables = ropeTables(graph, model, shape.length);
  const masks = attentionMasks(graph, shape, inputs.segments);
  const context = { graph, model, shape, weight, positions: inputs.positions, tables, masks };
  const embedding = weight('token_embd.weight');
  const count = shape.rows * shape.length;
  let x = ops.reshape(graph, ops.gather(graph, embedding, inputs.tokens), [count, model.hidden]);
  for (let layer = 0; layer < model.layers; layer++) {
    x = ops.add(graph, x, attention(context, layer, norm(context, x, `blk.${layer}.attn_norm`)));
    x = ops.add(graph, x, feedForward(context, layer, norm(context, x, `blk.${layer}.ffn_norm`)));
  }
  return ops.matMul(graph, norm(context, x, 'output_norm'), embedding, { transB: true });
}

function norm({ graph, model, weight }: Context, x: Value, name: string): Value {
  return ops.rmsNorm(graph, x, weight(`${name}.weight`), model.normEpsilon);
}

function project({ graph, weight }: Context, x: Value, name: string): Value {
  return ops.matMul(graph, x, weight(`${name}.weight`), { transB: true });
}

/** down(silu(gate x) ⊙ up x). */
function feedForward(context: Context, layer: number, x: Value): Value {
  const { graph } = context;
  const gate = project(context, x, `blk.${layer}.ffn_gate`);
  const up = project(context, x, `blk.${layer}.ffn_up`);
  const silu = ops.mul(graph, gate, ops.unary(graph, 'Sigmoid', gate));
  return project(context, ops.mul(graph, silu, up), `blk.${layer}.ffn_down`);
}

function attention(context: Context, layer: number, x: Value): Value {
  const { graph, model, shape } = context;
  const { heads, kvHeads, headSize } = model;
  const [group, { rows, length }] = [heads / kvHeads, shape];
  const q = split(context, rotate(context, project(context, x, `blk.${layer}.attn_q`), heads), group);
  const k = split(context, rotate(context, project(context, x, `blk.${layer}.attn_k`), kvHeads), 1);
  const v = split(context, project(context, x, `blk.${layer}.attn_v`), 1);
  const size = length / context.masks.length;
  const blocks = context.masks.map((mask, i) => {
    const keys = (i + 1) * size;
    const queries = ops.reshape(graph, ops.slice(graph, q, 3, i * size, keys), [
      rows,
      kvHeads,
      group * size,
      headSize,
    ]);
    const [past, values] = [k, v].map((all) =>
      ops.slice(graph, ops.reshape(graph, all, [rows, kvHeads, length, headSize]), 2, 0, keys),
    ) as [Value, Value];
    const scores = ops.matMul(graph, queries, past, { transB: true, alpha: 1 / Math.sqrt(headSize) });
    const perHead = ops.add(graph, ops.reshape(graph, scores, [rows, heads, size, keys]), mask);
    const shares = ops.reshape(graph, ops.softmax(graph, perHead), [rows, kvHeads, group * size, keys]);
    return ops.reshape(graph, ops.matMul(graph, shares, values), [rows, kvHeads, group, size, headSize]);
  });
  const joined = ops.transpose(graph, ops.concat(graph, blocks, 3), [0, 3, 1, 2, 4]);
  const flat = ops.reshape(graph, joined, [rows * length, heads * headSize]);
  return project(context, flat, `blk.${layer}.attn_output`);
}

function rotate({ graph, shape, positions, tables }: Context, x: Value, heads: number): Value {
  const width = ops.dimsOf(x)[1] as number;
  return ops.rope(graph, ops.reshape(graph, x, [shape.rows, shape.length, width]), positions, tables, heads);
}

/** [B · T, heads · headSize] → [B, kvHeads, group, T, headSize]. */
function split({ graph, model, shape }: Context, x: Value, group: number): Value {
  const dims = [shape.rows, shape.length, model.kvHeads, group, model.headSize];
  return ops.transpose(graph, ops.reshape(graph, x, dims), [0, 2, 3, 1, 4]);
}

function ropeTables(graph: Graph, model: HyperParameters, length: number): RopeTables {
  const half = model.headSize / 2;
  const angles = Float64Array.from({ length: length * half }, (_, i) => {
    const [position, pair] = [Math.floor(i / half), i % half];
    return position * model.ropeTheta ** ((-2 * pair) / model.headSize);
  });
  const table = (name: string, f: (angle: number) => number) =>
    graph.constant(name, 'float32', [length, half], Float32Array.from(angles, f));
  return { cos: table('rope_cos', Math.cos), sin: table('rope_sin', Math.sin) };
}

function attentionMasks(graph: Graph, { rows, length }: RowShape, segments: Value): Value[] {
  const visible = Uint8Array.from({ length: length * length }, (_, i) =>
    Number(i % length <= Math.floor(i / length)),
  );
  const causal = graph.constant('causal', 'bool', [1, 1, length, length], visible);
  const column = ops.reshape(graph, segments, [rows, 1, length, 1]);
  const row = ops.reshape(graph, segments, [rows, 1, 1, length]);
  const open = ops.compare(graph, 'And', ops.compare(graph, 'Equal', column, row), causal);
  const mask = ops.where(graph, open, ops.scalar(graph, 0), ops.scalar(graph, MASKED));
  const count = length % QUERY_BLOCKS === 0 ? QUERY_BLOCKS : 1;
  const size = length / count;
  return Array.from({ length: count }, (_, i) => {
    const queries = ops.slice(graph, mask, 2, i * size, (i + 1) * size);
    return ops.slice(graph, queries, 3, 0, (i + 1) * size);
  });
}
