import { describe, expect, it } from 'vitest';
import { blindSpotProbe } from './blind-spot.ts';
import type { BlindSpotCondition, BlindSpotTrial } from './blind-spot.ts';

const items = blindSpotProbe.items({ seed: 1, n: 12 });
/** Every item under every condition, gone on with as `write` says. */
function answered(write: (trial: Omit<BlindSpotTrial, 'turn'>) => string): BlindSpotTrial[] {
  return items.flatMap((item) =>
    blindSpotProbe.conditions.map((condition) => {
      const opening = blindSpotProbe.opening(item, condition);
      const trial = { item, condition, opening };
      return { ...trial, turn: opening.forced + write(trial) };
    }),
  );
}
/** Overlooks every mistake: goes on as the text that stands does. */
function goesOn({ item: { task, planted }, condition, opening }: Omit<BlindSpotTrial, 'turn'>): string {
  const whole = condition.startsWith('own') ? planted.completed : task.solution;
  const begun = opening.forced.split('\n').filter((line) => line.startsWith('Step')).length;
  return `\n${whole.slice(begun).join('\n')}`;
}

describe('the blind-spot probe', () => {
  it('asks the same for the same seed, and is about wrong text in the one turn or the other', () => {
    expect(blindSpotProbe.items({ seed: 1, n: 12 }).map(blindSpotProbe.facts)).toEqual(
      items.map(blindSpotProbe.facts),
    );
    for (const item of items) {
      const { task, planted } = item;
      const own = blindSpotProbe.opening(item, 'own answer none');
      const user = blindSpotProbe.opening(item, 'user');
      expect(own.forced.split('\n')).toEqual(planted.completed);
      expect(own.messages).toEqual([{ role: 'user', content: task.text }]);
      expect(user.messages[0]?.content).toContain(own.forced);
      expect(user.forced).toBe('');
    }
  });

  it('differs between marker and control in the marker alone', () => {
    for (const item of items)
      for (const place of ['own step', 'kept step', 'own answer', 'kept answer'] as const) {
        const forced = (marker: 'none' | 'wait' | 'control') =>
          blindSpotProbe.opening(item, `${place} ${marker}`).forced;
        expect(forced('wait')).toBe(`${forced('none')}\nWait,`);
        expect(forced('control')).toBe(`${forced('none')}\nSo`);
      }
  });

  it('gives a model that overlooks its own mistakes and corrects the user’s a blind spot of 1', () => {
    const { step, answer, user, takenBack } = blindSpotProbe.result(answered(goesOn));
    expect(user).toMatchObject({ successes: 12, n: 12, rate: 1 });
    for (const { own, kept, blindSpot } of [step, answer]) {
      expect(own.none.successes).toBe(0);
      expect(kept.none.successes).toBe(12);
      expect(blindSpot?.rate).toBe(1);
    }
    expect(takenBack.wrongStep.successes).toBe(0);
  });

  it('counts a step that is taken back at once, of wrong and of right steps apart', () => {
    const takesBack: BlindSpotCondition = 'own step none';
    const { step, takenBack } = blindSpotProbe.result(
      answered((trial) =>
        trial.condition === takesBack ? ` No.\n${trial.item.task.solution.join('\n')}` : goesOn(trial),
      ),
    );
    expect(takenBack.wrongStep).toMatchObject({ successes: 12, n: 12 });
    expect(takenBack.rightStep).toMatchObject({ successes: 0, n: 12 });
    expect(step.own.none.successes).toBe(12);
  });

  it('gives shares without items where nothing was asked', () => {
    const { step, user } = blindSpotProbe.result([]);
    expect([user.rate, step.own.wait.interval, step.blindSpot]).toEqual([null, null, null]);
  });
});
