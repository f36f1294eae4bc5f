import { describe, expect, it } from 'vitest';
import { splitSteps } from '#scoring/steps/split-steps.ts';
import { beginningSubject, ptrueSubject } from './ptrue-subject.ts';

const rows = (text: string) => splitSteps([...text]);
const RETRIED = 'Step 1: 2 + 2 = 5. No.\nStep 1: 2 + 2 = 4.\nStep 2: 4 * 3 = 11. No.\nStep 2: 4 * 3 = 12.\n';
const STANDING = 'Step 1: 2 + 2 = 4.\nStep 2: 4 * 3 = 12.';

describe('what P(True) is asked about', () => {
  it('is what stands where steps were taken back at once', () => {
    expect(ptrueSubject(rows(`${RETRIED}The answer is 12.`), '12', true)).toBe(
      `${STANDING}\nThe answer is 12.`,
    );
    expect(beginningSubject(rows(RETRIED), true)).toBe(STANDING);
  });

  it('begins anew after “Wait,”, whatever was taken back before', () => {
    const again = `${RETRIED}Wait, let me check.\nStep 1: 2 + 3 = 5.\nThe answer is 5.`;
    expect(ptrueSubject(rows(again), '5', true)).toBe('Step 1: 2 + 3 = 5.\nThe answer is 5.');
  });

  it('holds nothing where the only step was taken back', () => {
    expect(ptrueSubject(rows('Step 1: 2 + 2 = 5. No.\nThe answer is 5.'), '5', true)).toBe(
      'The answer is 5.',
    );
  });
});
