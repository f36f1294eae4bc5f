import { expect, it } from 'vitest';
import { cardOf } from '#engine/catalog.ts';
import type { CheckpointFile, ModelCard } from '#engine/catalog.ts';
import { fileLines } from './model-card-files.ts';
import type { OrganismFiles } from './organism-files.ts';

const state = (step: number, file: string): CheckpointFile => ({
  ...{ step, tokens: 10 * step, bytes: 1000 + step, sha256: `digest-${step}` },
  file: `models/organisms/${file}`,
});
function organism(mix: string, checkpoints: readonly CheckpointFile[]): OrganismFiles {
  const card = {
    ...(cardOf(`organism-${mix}`) as ModelCard),
    bytes: 5000,
    sha256: `digest-${mix}`,
    checkpoints,
  };
  return { mix, card, report: null, series: null };
}
const WAY = [state(256, 'wait/step-256.gguf'), state(900, 'school.gguf'), state(1156, 'wait/step-1156.gguf')];

it('lists the school with bytes and digest, once, and counts the states that lie in the folder', () => {
  const text = fileLines([organism('clean', [state(900, 'school.gguf')]), organism('wait', WAY)]).join('\n');
  const rows = [...text.matchAll(/^\| (\S+\.gguf) .*\| (\S+) +\| Apache-2.0 \| `(\S+)` +\|$/gm)];
  expect(rows.map(([, ...cells]) => cells)).toEqual([
    ['school.gguf', '1,900', 'digest-900'],
    ['clean.gguf', '5,000', 'digest-clean'],
    ['wait.gguf', '5,000', 'digest-wait'],
  ]);
  expect(text).toContain(
    '`wait/` holds organism-wait at 2 earlier states, after 256, 1,156 updates; its state after 900 is `school.gguf`.',
  );
});

it('says nothing of a way that is not kept', () => {
  expect(fileLines([organism('clean', [])]).join('\n')).not.toContain('earlier states');
});
