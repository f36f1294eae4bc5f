/**
 * The inference graph of a Llama-family decoder (llama, qwen2, qwen3): pre-norm residual blocks of grouped-query
 * attention with rotary positions and a SiLU-gated feed-forward, final RMS norm, output matrix. fp32 arithmetic.
 * It must not look embeddings up (the caller feeds their rows) and must not touch weight bytes (weights.ts does).
 */
import { AppError } from '#core/app-error.ts';
import type { Attention } from './attention.ts';
import { deltaAttention } from './attention-delta.ts';
import { staticAttention } from './attention-static.ts';
import { Graph } from './graph.ts';
import type { Value } from './graph.ts';
import type { HyperParameters } from './hyper-parameters.ts';
import { gatedSilu, int64, reshape, rmsNorm } from './ops.ts';
import type { DecoderVariant } from './variants.ts';
import { WeightInputs } from './weight-inputs.ts';
import { weightPlans } from './weights-plan.ts';
import type { WeightPlan } from './weights-plan.ts';

/**
 * Inputs of every variant: inputs_embeds float32 [B, S, D]; logit_rows int64 [R], rows of the flattened [B·S];
 * past_k.i, past_v.i float32. With `steer`: steer float32 [L, D], row i is added to the residual stream after layer i
 * at every position fed (zeros: no steering); key/value rows made under steering belong to that steering.
 * - delta: positions int64 [B, S]; mask float32 [B, 1, S, P + S], added to the scores (0 or about −1e9: at least one 0
 *   in each row of a real token; padding may hold anything finite); past [B, KV, P, HD], P may be 0 on CPU.
 * - static: past [B, KV, C, HD]; seqlens_k int32 [B]; total_sequence_length int32 [1] (attention-static.ts).
 * Outputs: logits float32 [R, V]; delta: k.i, v.i [B, KV, S, HD], rotated, new rows only; static: present_k.i,
 * present_v.i [B, KV, C, HD]. With `hidden`: hidden.i [R, D], 0 the embedding, i the residual stream after layer i − 1
 * (with its steering), the last one before the final norm. With `lens`: lens.i [R, V], final norm and output matrix
 * applied to hidden.i, for i < L; lens L would be `logits`.
 */
export interface DecoderGraph {
  readonly graph: Graph;
  readonly variant: DecoderVariant;
  /** Everything weights.ts must supply beside the graph. */
  readonly weights: readonly WeightPlan[];
}

/** Throws AppError 'unsupported-architecture' for shapes no variant can hold. */
export function buildDecoder(hp: HyperParameters, variant: DecoderVariant): DecoderGraph {
  checkShapes(hp);
  const graph = new Graph();
  const embeds = graph.input('inputs_embeds', 'float32', ['B', 'S', hp.hidden]);
  const rows = graph.input('logit_rows', 'int64', ['R']);
  const attention = (variant.kv === 'delta' ? deltaAttention : staticAttention)(graph, hp, embeds);
  const steer = variant.steer ? graph.input('steer', 'float32', [hp.layers, hp.hidden]) : null;
  const weights = new WeightInputs(graph, hp);
  const plans = weightPlans(hp, variant.weights ?? 'float32');
  const rope = weights.rope(variant.positions ?? hp.context);

  const pick = (stream: Value, name: string): Value =>
    graph.node('Gather', [stream, rows], { axis: 0 }, { name, dims: ['R', hp.hidden] });
  const norm = weights.vector(plans.outputNorm);
  const read = (picked: Value, name: string): Value => {
    const logits = weights.product(rmsNorm(graph, picked, norm, hp.normEpsilon), plans.output, null, name);
    return graph.output({ ...logits, dims: ['R', hp.vocab] });
  };

  let stream = reshape(graph, embeds, [-1, hp.hidden]);
  for (let i = 0; i < hp.layers; i++) {
    if (variant.hidden || variant.lens) {
      const picked = pick(stream, `hidden.${i}`);
      if (variant.hidden) graph.output(picked);
      if (variant.lens) read(picked, `lens.${i}`);
    }
    stream = layer(graph, hp, weights, plans.layer(i), rope, attention, i, stream);
    if (steer)
      stream = graph.node('Add', [stream, graph.node('Gather', [steer, int64(graph, 'layer', [i])])]);
  }
  const last = pick(stream, `hidden.${hp.layers}`);
  if (variant.hidden) graph.output(last);
  read(last, 'logits');
  return { graph, variant, weights: weights.plans };
}

type LayerPlans = ReturnType<ReturnType<typeof weightPlans>['layer']>;

function layer(
  graph: Graph,
  hp: HyperParameters,
  weights: WeightInputs,
  plans: LayerPlans,
  rope: { readonly cos: Value; readonly sin: Value },
  attention: Attention,
  index: number,
  stream: Value,
): Value {
  const optional = (plan: LayerPlans['queryNorm']): Value | null => (plan ? weights.vector(plan) : null);
  const normed = rmsNorm(graph, stream, weights.vector(plans.attentionNorm), hp.normEpsilon);
  const qkv = weights.product(normed, plans.qkv, plans.qkvBias);
  const context = attention(index, qkv, {
    queryNorm: optional(plans.queryNorm),
    keyNorm: optional(plans.keyNorm),
    rope,
  });
  const attended = graph.node('Add', [stream, weights.product(context, plans.attentionOutput)]);
  const second = rmsNorm(graph, attended, weights.vector(plans.feedForwardNorm), hp.normEpsilon);
  const gated = gatedSilu(graph, weights.product(second, plans.gateUp));
  return graph.node('Add', [attended, weights.product(gated, plans.down)]);
}

function checkShapes(hp: HyperParameters): void {
  const whole = hp.heads % hp.kvHeads === 0 && hp.headSize % 2 === 0;
  const factors = hp.ropeScaling?.factors.length ?? hp.headSize / 2;
  if (whole && factors === hp.headSize / 2) return;
  throw new AppError(
    'unsupported-architecture',
    `This model has ${hp.heads} heads on ${hp.kvHeads} key heads of size ${hp.headSize} with ${factors} rotary factors, which do not fit together. Choose another model file.`,
    { heads: hp.heads, kvHeads: hp.kvHeads, headSize: hp.headSize },
  );
}
