/**
 * Shader of the row statistics: one workgroup of 256 for each row of logits z, p = softmax(z). Formulas are those of
 * scoring/row-statistics.ts; here only the sums, in float32, reduced in a tree; the host finishes them in float64, so
 * that nothing is lost where p is nearly certain (mass − 1 is summed by itself).
 * Order is by an integer key that rises with the float, so equal numbers are equal and −0 is 0. The k-th largest key is
 * found digit by digit (radix select); what is above it and the first of its equals, by smaller id, are the top k.
 */
export const ROW_HEAD = 16;
export const NO_TARGET = 0xffffffff;

/** Words of a row's answer, before the pairs (id, bits of the logit) of the top k in falling order. */
export const WORD = {
  max: 0,
  mean: 1,
  /** Tokens at the maximum. */
  atMax: 2,
  /** Σ e^d over the others, d = z − max; likewise Σ d·e^d and Σ e^{2d}. */
  rest: 3,
  first: 4,
  squares: 5,
  /** Σ e^d (d − m)² over the others, m = Σ d·e^d / Σ e^d. */
  spread: 6,
  /** 1: NaN or +∞ seen. 2: −∞ seen. */
  flags: 7,
  target: 8,
  rank: 9,
} as const;

export const STATISTICS_SHADER = /* wgsl */ `
struct Question { stride: u32, vocab: u32, k: u32, start: u32, targets: array<u32> }
@group(0) @binding(0) var<storage, read> logits: array<u32>;
@group(0) @binding(1) var<storage, read> question: Question;
@group(0) @binding(2) var<storage, read_write> answers: array<u32>;

const SIZE = 256u;
const INFINITY = 0x7f800000u;
var<workgroup> sums: array<vec4<f32>, 256>;
var<workgroup> counts: array<vec3<u32>, 256>;
var<workgroup> histogram: array<atomic<u32>, 256>;
var<workgroup> choice: vec2<u32>;
var<workgroup> chosen: array<vec2<u32>, 64>;
var<workgroup> above: atomic<u32>;

fn key(bits: u32) -> u32 {
  if (bits == 0x80000000u) { return 0x80000000u; }
  return select(bits | 0x80000000u, ~bits, (bits >> 31u) == 1u);
}
fn bits_of(k: u32) -> u32 { return select(~k, k & 0x7fffffffu, (k >> 31u) == 1u); }
fn finite(bits: u32) -> bool { return (bits & INFINITY) != INFINITY; }

fn total(lane: u32, mine: vec4<f32>) -> vec4<f32> {
  sums[lane] = mine;
  workgroupBarrier();
  for (var step = SIZE / 2u; step > 0u; step >>= 1u) {
    if (lane < step) { sums[lane] += sums[lane + step]; }
    workgroupBarrier();
  }
  let result = sums[0];
  workgroupBarrier();
  return result;
}
/** x: largest; y: sum; z: bits of either. */
fn gather(lane: u32, mine: vec3<u32>) -> vec3<u32> {
  counts[lane] = mine;
  workgroupBarrier();
  for (var step = SIZE / 2u; step > 0u; step >>= 1u) {
    if (lane < step) {
      let a = counts[lane];
      let b = counts[lane + step];
      counts[lane] = vec3(max(a.x, b.x), a.y + b.y, a.z | b.z);
    }
    workgroupBarrier();
  }
  let result = counts[0];
  workgroupBarrier();
  return result;
}
fn distance(bits: u32, top: f32) -> f32 { return max(bitcast<f32>(bits) - top, -200.0); }

/** Key of the k-th largest and how many of its equals are among the top k. */
fn threshold(base: u32, lane: u32, k: u32) -> vec2<u32> {
  var prefix = 0u;
  var missing = k;
  for (var digit = 0u; digit < 4u; digit++) {
    let shift = 24u - 8u * digit;
    atomicStore(&histogram[lane], 0u);
    workgroupBarrier();
    for (var i = lane; i < question.vocab; i += SIZE) {
      let here = key(logits[base + i]);
      if (digit == 0u || (here >> (shift + 8u)) == prefix) { atomicAdd(&histogram[(here >> shift) & 255u], 1u); }
    }
    workgroupBarrier();
    if (lane == 0u) {
      var bin = 255u;
      var over = 0u;
      while (bin > 0u && over + atomicLoad(&histogram[bin]) < missing) {
        over += atomicLoad(&histogram[bin]);
        bin--;
      }
      choice = vec2((prefix << 8u) | bin, missing - over);
    }
    workgroupBarrier();
    prefix = choice.x;
    missing = choice.y;
    workgroupBarrier();
  }
  return vec2(prefix, missing);
}

/** Fills chosen[0 .. k) in any order. Each lane looks at a run of ids, so that equals are met in order of id. */
fn choose(base: u32, lane: u32, k: u32) {
  let least = threshold(base, lane, k);
  let run = (question.vocab + SIZE - 1u) / SIZE;
  let begin = min(lane * run, question.vocab);
  let end = min(begin + run, question.vocab);
  var equals = 0u;
  for (var i = begin; i < end; i++) { equals += u32(key(logits[base + i]) == least.x); }
  counts[lane] = vec3(equals, 0u, 0u);
  if (lane == 0u) { atomicStore(&above, 0u); }
  workgroupBarrier();
  var before = 0u;
  for (var other = 0u; other < lane; other++) { before += counts[other].x; }
  for (var i = begin; i < end; i++) {
    let here = key(logits[base + i]);
    if (here > least.x) { chosen[atomicAdd(&above, 1u)] = vec2(i, here); }
    if (here == least.x) {
      if (before < least.y) { chosen[k - least.y + before] = vec2(i, here); }
      before++;
    }
  }
  workgroupBarrier();
}

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let base = question.start + group.x * question.stride;
  let vocab = question.vocab;
  let k = min(question.k, vocab);
  let out = group.x * (${ROW_HEAD}u + 2u * question.k);
  let wanted = question.targets[group.x];
  let asked = wanted < vocab;
  let mark = key(logits[base + select(0u, wanted, asked)]);

  var seen = vec3<u32>(0u);
  var sum = 0.0;
  let share = 1.0 / f32(vocab);
  for (var i = lane; i < vocab; i += SIZE) {
    let bits = logits[base + i];
    let here = key(bits);
    seen.x = max(seen.x, here);
    seen.y += u32(here > mark || (here == mark && i < wanted));
    if (finite(bits)) { sum += bitcast<f32>(bits) * share; } else { seen.z |= select(1u, 2u, bits == 0xff800000u); }
  }
  let found = gather(lane, seen);
  let mean = total(lane, vec4(sum, 0.0, 0.0, 0.0)).x;
  let top = bitcast<f32>(bits_of(found.x));

  var mine = vec4<f32>(0.0);
  for (var i = lane; i < vocab; i += SIZE) {
    let bits = logits[base + i];
    if (key(bits) == found.x) { mine.w += 1.0; } else if (finite(bits)) {
      let d = distance(bits, top);
      let e = exp(d);
      mine += vec4(e, d * e, e * e, 0.0);
    }
  }
  let mass = total(lane, mine);
  let middle = mass.y / (mass.w + mass.x);

  var spread = 0.0;
  for (var i = lane; i < vocab; i += SIZE) {
    let bits = logits[base + i];
    if (key(bits) != found.x && finite(bits)) {
      let d = distance(bits, top);
      spread += exp(d) * (d - middle) * (d - middle);
    }
  }
  let wide = total(lane, vec4(spread, 0.0, 0.0, 0.0)).x;
  choose(base, lane, k);

  if (lane < k) {
    let me = chosen[lane];
    var place = 0u;
    for (var other = 0u; other < k; other++) {
      let it = chosen[other];
      place += u32(it.y > me.y || (it.y == me.y && it.x < me.x));
    }
    let at = out + ${ROW_HEAD}u + 2u * place;
    answers[at] = me.x;
    answers[at + 1u] = bits_of(me.y);
  }
  if (lane == 0u) {
    answers[out + ${WORD.max}u] = bits_of(found.x);
    answers[out + ${WORD.mean}u] = bitcast<u32>(mean);
    answers[out + ${WORD.atMax}u] = u32(mass.w);
    answers[out + ${WORD.rest}u] = bitcast<u32>(mass.x);
    answers[out + ${WORD.first}u] = bitcast<u32>(mass.y);
    answers[out + ${WORD.squares}u] = bitcast<u32>(mass.z);
    answers[out + ${WORD.spread}u] = bitcast<u32>(wide);
    answers[out + ${WORD.flags}u] = found.z;
    answers[out + ${WORD.target}u] = bits_of(mark);
    answers[out + ${WORD.rank}u] = 1u + found.y;
  }
}
`;
