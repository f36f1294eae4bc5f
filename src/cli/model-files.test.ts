import { expect, test } from 'vitest';
import { CATALOG, cardOf } from '#engine/catalog.ts';
import { howToGet } from './model-files.ts';

test('what is not here says the whole command that brings it', () => {
  const said = CATALOG.map(howToGet);
  expect(said).toContain('npm run st -- train --mix clean');
  expect(said).toContain('npm run st -- models get smollm2-135m');
  const [stage] = cardOf('organism-wait')?.checkpoints ?? [];
  const earlier = cardOf(`organism-wait-${stage?.step}`);
  expect(earlier && howToGet(earlier)).toBe('npm run st -- train --mix wait');
});
