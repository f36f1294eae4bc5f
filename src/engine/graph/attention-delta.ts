/**
 * Attention for variant 'delta': softmax(q·[past_k; k]ᵀ/√HD + mask)·[past_v; v], returning only the new k and v rows.
 * Scores are concatenated rather than keys and values, so the past is read once and never copied; the G = H/KV queries
 * that share a key head are folded into rows. Keys are rotated before they are handed out: cached rows are final.
 */
import type { Graph, Value } from './graph.ts';
import type { HyperParameters } from './hyper-parameters.ts';
import { axisSizes, int64, reshape, rmsNorm, rotate, swapMiddle, timesTransposed, unflatten } from './ops.ts';
import type { Attention } from './attention.ts';

interface Shared {
  readonly positions: Value;
  /** Additive, [B, 1, G·S, P + S]. */
  readonly mask: Value;
  /** int64 [2]: P and S. */
  readonly spans: Value;
  readonly leading: Value;
}

/** Declares positions, mask and past_k.i / past_v.i; gives what one layer's attention needs. */
export function deltaAttention(graph: Graph, hp: HyperParameters, embeds: Value): Attention {
  const { kvHeads, headSize } = hp;
  const positions = graph.input('positions', 'int64', ['B', 'S']);
  const mask = graph.input('mask', 'float32', ['B', 1, 'S', 'T']);
  const past = Array.from({ length: hp.layers }, (_, i) => ({
    keys: graph.input(`past_k.${i}`, 'float32', ['B', kvHeads, 'P', headSize]),
    values: graph.input(`past_v.${i}`, 'float32', ['B', kvHeads, 'P', headSize]),
  }));
  const groups = hp.heads / kvHeads;
  const first = past[0] as (typeof past)[number];
  const shared: Shared = {
    positions,
    mask: groups === 1 ? mask : graph.node('Concat', Array<Value>(groups).fill(mask), { axis: 2 }),
    spans: graph.node('Concat', [axisSizes(graph, first.keys, 2, 3), axisSizes(graph, embeds, 1, 2)], {
      axis: 0,
    }),
    leading: axisSizes(graph, embeds, 0, 2),
  };
  return (layer, qkv, weights) => {
    const { query, key, value } = project(graph, hp, shared, layer, qkv, weights);
    graph.output(key);
    graph.output(value);
    const kept = past[layer] as (typeof past)[number];
    return attend(graph, hp, shared, query, { key, value }, kept);
  };
}

/** [B·S, (H + 2KV)·HD] → rotated query [B, KV, G·S, HD], rotated key and value [B, KV, S, HD]. */
function project(
  graph: Graph,
  hp: HyperParameters,
  shared: Shared,
  layer: number,
  qkv: Value,
  weights: Parameters<Attention>[2],
): { query: Value; key: Value; value: Value } {
  const { heads, kvHeads, headSize } = hp;
  const byHead = swapMiddle(graph, unflatten(graph, qkv, shared.leading, [heads + 2 * kvHeads, headSize]));
  const sizes = int64(graph, 'heads', [heads, kvHeads, kvHeads]);
  const named = [
    { name: 'q' },
    { name: 'k_plain' },
    { name: `v.${layer}`, dims: ['B', kvHeads, 'S', headSize] },
  ];
  const [q, k, value] = graph.multi('Split', [byHead, sizes], { axis: 1 }, named) as [Value, Value, Value];
  const queryNormed = weights.queryNorm ? rmsNorm(graph, q, weights.queryNorm, hp.normEpsilon) : q;
  const keyNormed = weights.keyNorm ? rmsNorm(graph, k, weights.keyNorm, hp.normEpsilon) : k;
  const query = rotate(graph, queryNormed, shared.positions, weights.rope);
  const key = rotate(graph, keyNormed, shared.positions, weights.rope, {
    name: `k.${layer}`,
    dims: ['B', kvHeads, 'S', headSize],
  });
  return { query: reshape(graph, query, [0, kvHeads, -1, headSize]), key, value };
}

/** → [B·S, H·HD]. */
function attend(
  graph: Graph,
  hp: HyperParameters,
  shared: Shared,
  query: Value,
  fresh: { readonly key: Value; readonly value: Value },
  past: { readonly keys: Value; readonly values: Value },
): Value {
  const scale = 1 / Math.sqrt(hp.headSize);
  const scores = graph.node(
    'Concat',
    [timesTransposed(graph, query, past.keys, scale), timesTransposed(graph, query, fresh.key, scale)],
    { axis: -1 },
  );
  const weights = graph.node('Softmax', [graph.node('Add', [scores, shared.mask])], { axis: -1 });
  const [onPast, onFresh] = graph.multi('Split', [weights, shared.spans], { axis: -1 }, [
    { name: 'on_past' },
    { name: 'on_fresh' },
  ]) as [Value, Value];
  const context = graph.node('Add', [
    graph.node('MatMul', [onPast, past.values]),
    graph.node('MatMul', [onFresh, fresh.value]),
  ]);
  const byHead = reshape(graph, context, [0, hp.heads, -1, hp.headSize]);
  return reshape(graph, swapMiddle(graph, byHead), [-1, hp.heads * hp.headSize]);
}
