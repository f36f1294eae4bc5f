/**
 * Attention for variant 'static': com.microsoft GroupQueryAttention on caches [B, KV, C, HD] of fixed capacity C.
 * Valid rows come first; the new rows of sequence b are written behind its own. seqlens_k[b] is its valid length after
 * this run, minus 1; total_sequence_length is the largest such length. Past and present may be one buffer.
 * The operator rejects B > 1 together with S > 1 unless every past is empty.
 */
import type { Graph, Value } from './graph.ts';
import type { HyperParameters } from './hyper-parameters.ts';
import type { Attention, AttentionWeights } from './attention.ts';
import { axisSizes, int64, reshape, rmsNorm, unflatten } from './ops.ts';

export function staticAttention(graph: Graph, hp: HyperParameters, embeds: Value): Attention {
  const { heads, kvHeads, headSize } = hp;
  const cacheDims = ['B', kvHeads, 'C', headSize] as const;
  const past = Array.from({ length: hp.layers }, (_, i) => [
    graph.input(`past_k.${i}`, 'float32', cacheDims),
    graph.input(`past_v.${i}`, 'float32', cacheDims),
  ]);
  const lengths = graph.input('seqlens_k', 'int32', ['B']);
  const total = graph.input('total_sequence_length', 'int32', [1]);
  const leading = axisSizes(graph, embeds, 0, 2);
  return (layer, qkv, weights) => {
    const projected = hp.qkNorm
      ? normedHeads(graph, hp, unflatten(graph, qkv, leading, [heads + 2 * kvHeads, headSize]), weights)
      : [unflatten(graph, qkv, leading, [(heads + 2 * kvHeads) * headSize]), null, null];
    const [keys, values] = past[layer] as [Value, Value];
    const [context, presentKeys, presentValues] = graph.multi(
      'GroupQueryAttention',
      [...projected, keys, values, lengths, total, weights.rope.cos, weights.rope.sin],
      { num_heads: heads, kv_num_heads: kvHeads, do_rotary: 1, rotary_interleaved: 0 },
      [
        { name: 'context' },
        { name: `present_k.${layer}`, dims: cacheDims },
        { name: `present_v.${layer}`, dims: cacheDims },
      ],
      'com.microsoft',
    ) as [Value, Value, Value];
    graph.output(presentKeys);
    graph.output(presentValues);
    return reshape(graph, context, [-1, heads * headSize]);
  };
}

/** [B, S, H + 2KV, HD] → query, key and value, each [B, S, heads·HD]: the norm stands between projection and rotation. */
function normedHeads(graph: Graph, hp: HyperParameters, byHead: Value, weights: AttentionWeights): Value[] {
  const sizes = int64(graph, 'heads', [hp.heads, hp.kvHeads, hp.kvHeads]);
  const split = graph.multi('Split', [byHead, sizes], { axis: 2 }, [
    { name: 'q' },
    { name: 'k' },
    { name: 'v' },
  ]);
  const scales = [weights.queryNorm, weights.keyNorm, null];
  return split.map((part, i) => {
    const scale = scales[i] ?? null;
    return reshape(graph, scale ? rmsNorm(graph, part, scale, hp.normEpsilon) : part, [0, 0, -1]);
  });
}
