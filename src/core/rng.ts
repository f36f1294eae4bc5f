/**
 * Seeded random numbers, handed to whoever needs chance; nothing below `runner` makes its own.
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand), state spread from the seed by splitmix32.
 */
export interface Rng {
  /** Uniform in [0, 1) with 32 bits. */
  next(): number;
  /** Uniform integer in [0, n). */
  int(n: number): number;
  /** Uniform integer in [low, high], both included. */
  between(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  /** A new array with the same items in random order. */
  shuffle<T>(items: readonly T[]): T[];
  /** Independent generator for a named purpose; does not advance this one. */
  fork(label: string | number): Rng;
  /** State from which `restoreRng` goes on exactly here. */
  state(): RngState;
}
export interface RngState {
  readonly seed: number;
  readonly words: readonly [number, number, number, number];
}

function splitmix32(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x9e3779b9) | 0;
    let t = a ^ (a >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
}

/** FNV-1a over UTF-16 units: names a stream of random numbers. */
function hashLabel(label: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < label.length; i++) h = Math.imul(h ^ label.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

export function createRng(seed: number): Rng {
  const mix = splitmix32(seed);
  const rng = restoreRng({ seed, words: [mix(), mix(), mix(), 1] });
  for (let i = 0; i < 12; i++) rng.next();
  return rng;
}

export function restoreRng({ seed, words }: RngState): Rng {
  let [a, b, c, d] = words;
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  const int = (n: number): number => Math.floor(next() * n);
  return {
    next,
    int,
    between: (low, high) => low + int(high - low + 1),
    pick: <T>(items: readonly T[]): T => items[int(items.length)] as T,
    shuffle: <T>(items: readonly T[]): T[] => {
      const out = [...items];
      for (let i = out.length - 1; i > 0; i--) {
        const j = int(i + 1);
        [out[i], out[j]] = [out[j] as T, out[i] as T];
      }
      return out;
    },
    fork: (label) => createRng(splitmix32((seed ^ hashLabel(String(label))) | 0)()),
    state: () => ({ seed, words: [a, b, c, d] }),
  };
}
