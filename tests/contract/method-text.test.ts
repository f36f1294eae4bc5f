/** What `st run` prints for people: every figure with its interval, and what a method does not do. */
import { describe, expect, it } from 'vitest';
import type { MethodDocument } from '#cli/method-document.ts';
import { methodText } from '#cli/method-text.ts';
import { methodReport } from '#runner/method/method-report.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import type { JudgedAnswer } from '#scoring/methods/judged-item.ts';

const judged = (right: boolean, answer = right ? '5' : '6'): JudgedAnswer => ({
  ...{ answer, right, score: 1, generated: 10 },
});
const outcome = (item: string, first: JudgedAnswer, second: JudgedAnswer): ItemOutcome => ({
  ...{ item, facts: {}, cause: 'done', chosen: 1, draft: 0, confidence: null, reason: '', location: null },
  candidates: [first, second].map((one, branch) => ({ ...one, branch })),
  standing: [0, 1],
  oracle: false,
  cost: { generated: 20, forced: 1, prefilled: 5, needed: 25, calls: 2, seconds: 0 },
});

interface Asked {
  readonly runs: readonly ItemOutcome[];
  /** Whether each sample is right, and how long it is. */
  readonly samples: readonly boolean[];
  readonly generated?: number;
}
function printed({ runs, samples, generated = 10 }: Asked): string {
  const sampled = samples.map((right) => ({ ...judged(right), generated }));
  const pool = { temperature: 1, greedy: runs.map(() => judged(false)), samples: runs.map(() => sampled) };
  const engine = { passes: 1, computedTokens: 1 };
  const document: MethodDocument = {
    method: { id: 'self-refine', args: { rounds: 1 } },
    model: { id: 'tiny', sha256: '' },
    ...{ engine: 'scripted', items: { family: 'sum', difficulty: 1 }, n: runs.length, seed: 1 },
    budget: { tokens: null, calls: null, seconds: null },
    answerTokens: 24,
    report: methodReport({ runs, pool, seed: 1, engine, seconds: 0 }),
    work: { ...engine, seconds: 0 },
    runs,
  };
  return methodText(document);
}
const many = (n: number, first: JudgedAnswer, second: JudgedAnswer) =>
  Array.from({ length: n }, (_, i) => outcome(`${n} ${i}`, first, second));

describe('the text of a method', () => {
  // The table of tests/oracle/methods.py, whose intervals SciPy gives.
  const runs = [
    ...[...many(54, judged(true), judged(true)), ...many(6, judged(true), judged(false))],
    ...[...many(10, judged(false), judged(true)), ...many(20, judged(false), judged(false))],
    ...many(11, judged(false), judged(false, '7')).slice(0, 10),
  ];

  it('has flips, shares with their intervals, and accuracy by round', () => {
    const text = printed({ runs, samples: [true, true] });
    expect(text).toContain('R→R 54, R→W 6, W→R 10, W→W 30 (unchanged 20, to another wrong answer 10)');
    expect(text).toContain('CL 0.90 [0.80, 0.95] (54 of 60), CS 0.25 [0.14, 0.40] (10 of 40), RSS 0.58 [0.');
    expect(text).toContain('broken 0.06 [0.03, 0.12] (6 of 100), repaired 0.10 [0.06, 0.17] (10 of 100)');
    expect(text).toMatch(/after − before 0\.04 \[−0\.0\d, 0\.1\d\]/);
    expect(text).toMatch(/accuracy after round 0: 0\.60 \[[^\]]+\], 1: 0\.64 \[[^\]]+\] \(R→W 6, W→R 10\)/);
  });

  it('has what the method counts, over the problems that have it', () => {
    const counted = runs.map((run, i) => ({
      ...run,
      counts: i < 50 ? { samples: 4, 'acceptance rate': 0.5 } : { samples: 8 },
    }));
    const text = printed({ runs: counted, samples: [true, true] });
    expect(text).toMatch(
      /^ {2}counted a problem: samples 6\.00 \[5\.\d\d, 6\.\d\d\], acceptance rate 0\.50 \[0\.50, 0\.50\]$/m,
    );
    expect(printed({ runs, samples: [true, true] })).not.toContain('counted');
  });

  it('has the place of the mistake as ProcessBench does, beside lesser ways to look', () => {
    const by = { 'plain vote': 'unread' } as const;
    const located = runs.map((run, i) => ({
      ...run,
      location: i < 50 ? { found: i < 25 ? 1 : 2, gold: 1, by } : { found: null, gold: null, by },
    }));
    const text = printed({ runs: located, samples: [true, true] });
    expect(text).toMatch(
      /place of the mistake: right 0\.75 \[.*\(75 of 100\), F1 0\.67 \[0\.\d\d, 0\.\d\d\];/,
    );
    expect(text).toMatch(
      /where there is one 0\.50 \[.*\(25 of 50\), where there is none 1\.00 \[.*\(50 of 50\)$/m,
    );
    expect(text).toMatch(/^ {4}plain vote: F1 0\.00 \[0\.00, 0\.00\];.*; 100 could not be read$/m);
    expect(printed({ runs, samples: [true, true] })).not.toContain('place of the mistake');
  });

  it('says what came with the problems, and counts nothing of which nobody knows the answer', () => {
    const given = runs.map((run, i) => ({
      ...run,
      given: i < 30 ? ('solution' as const) : ('beginning' as const),
      ...(i < 30 ? { unjudged: true as const } : {}),
    }));
    const text = printed({ runs: given, samples: [true, true] });
    expect(text).toContain('GIVEN: the answers to 70 problems begin with text that holds a mistake');
    expect(text).toContain('GIVEN: the drafts of 30 problems came with them');
    expect(text).toContain('No right answer is known of 30 problems');
    expect(text).toContain('R→R 24, R→W 6, W→R 10, W→W 30');
    expect(printed({ runs, samples: [true, true] })).not.toContain('GIVEN');
  });

  it('says how far the model followed the form of what was read of it', () => {
    const read = (mass: number) => runs.map((run) => ({ ...run, format: { readings: 2, mass } }));
    const followed = printed({ runs: read(0.9), samples: [true, true] });
    expect(followed).toContain(
      'format: 0.90 [0.90, 0.90] of the probability is on the labels asked for (200 readings)',
    );
    const warning = 'does not follow the form';
    expect(followed).not.toContain(warning);
    expect(printed({ runs: read(0.2), samples: [true, true] })).toContain(warning);
    expect(printed({ runs, samples: [true, true] })).not.toContain('format:');
  });

  it('says whether it beats self-consistency at equal tokens', () => {
    const won = many(20, judged(false), judged(true));
    expect(printed({ runs: won, samples: [false, false] })).toMatch(
      /^ {2}beats self-consistency at equal tokens$/m,
    );
    for (const samples of [
      [true, true],
      [true, false],
    ])
      expect(printed({ runs: many(20, judged(false), judged(samples[1] ?? false)), samples })).toMatch(
        /^ {2}not shown to beat self-consistency at equal tokens$/m,
      );
  });

  it('says so where the samples are too few, and that nothing is shown then', () => {
    const text = printed({
      runs: many(20, judged(false), judged(true)),
      samples: [false, false],
      generated: 4,
    });
    expect(text).toContain('2 samples hold fewer tokens than it wrote: the tokens are not equal');
    expect(text).toContain('not shown to beat self-consistency');
  });
});
