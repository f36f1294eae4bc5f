import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/ui/theme.css', import.meta.url), 'utf8');
const pairs = [...css.matchAll(/(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
const table = (group: 2 | 3): ReadonlyMap<string, string> =>
  new Map(pairs.map((match) => [match[1] ?? '', match[group] ?? '']));

/** WCAG 2.2 relative luminance of #rrggbb. */
function luminance(hex: string): number {
  const channel = (at: number): number => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}
const TEXT = [
  ['--ink', '--paper'],
  ['--ink', '--panel'],
  ['--ink', '--raised'],
  ['--ink', '--accent-soft'],
  ['--quiet', '--paper'],
  ['--quiet', '--panel'],
  ['--quiet', '--raised'],
  ['--accent', '--paper'],
  ['--accent', '--panel'],
  ['--accent', '--raised'],
  ['--accent-ink', '--accent'],
  ['--alert', '--paper'],
  ['--alert', '--alert-soft'],
  ['--ink', '--alert-soft'],
] as const;

describe.each([
  ['light', 2],
  ['dark', 3],
] as const)('%s', (theme, group) => {
  const colours = table(group);
  const colour = (name: string): string => {
    const value = colours.get(name);
    if (!value) throw new Error(`${name} is missing in the ${theme} theme`);
    return value;
  };
  it('knows the formula: black on white is 21, white on white 1', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#ffffff', '#ffffff')).toBe(1);
  });
  it.each([0, 1, 2, 3, 4, 5, 6])('bin %i carries text at 4.5:1 or better', (bin) => {
    expect(contrast(colour(`--bin-${bin}`), colour(`--bin-${bin}-ink`))).toBeGreaterThanOrEqual(4.5);
  });
  it('gets steadily stronger from sure to unsure', () => {
    const away = [0, 1, 2, 3, 4, 5, 6].map((bin) => contrast(colour(`--bin-${bin}`), colour('--paper')));
    expect(away).toEqual([...away].sort((x, y) => x - y));
    expect(new Set(away).size).toBe(7);
  });
  it.each(TEXT)('%s on %s reads at 4.5:1 or better', (ink, ground) => {
    expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(['--paper', '--accent-soft'])('the bar under a token stands out from %s at 3:1', (ground) => {
    expect(contrast(colour('--bar-ink'), colour(ground))).toBeGreaterThanOrEqual(3);
  });
  it.each(['--paper', '--panel', '--raised'])('control borders stand out from %s at 3:1', (ground) => {
    expect(contrast(colour('--line-strong'), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});
