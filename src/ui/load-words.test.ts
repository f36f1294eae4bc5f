import { expect, it } from 'vitest';
import { loadWords } from './load-words.ts';

it('says how much of a model is there, as far as it is known', () => {
  const said = (done: number, total: number | null): string => {
    const { stage, amount } = loadWords({ stage: 'fetching', done, total });
    return stage + amount;
  };
  expect(said(0, 2e6)).toBe('Fetching the file');
  expect(said(1e6, 2e6)).toBe('Fetching the file · 1.0 MB of 2.0 MB');
  expect(said(1e6, null)).toBe('Fetching the file · 1.0 MB');
  expect(loadWords({ stage: 'starting', done: 0, total: null }).stage).toContain('the last part');
});
