import { describe, expect, it } from 'vitest';
import { cardById, makerName, modelOf } from './model-names.ts';
import { offered } from './model-fixture.ts';

const OWN = [{ name: 'Waits now', sha256: 'mine' }];
const ALL = [offered('tiny', [64]), offered('other')];

describe('names of models', () => {
  it('are found by id, checkpoints too', () => {
    expect(cardById(ALL, 'tiny-64')?.name).toBe('tiny after 64 steps');
    expect(cardById(ALL, 'tiny-65')).toBeNull();
    expect(modelOf(ALL, 'tiny-64')?.id).toBe('tiny');
    expect(modelOf(ALL, 'gone')).toBeNull();
  });
  it('follow the file that wrote a run; a file that is not known keeps its own', () => {
    expect(makerName(ALL, OWN, { id: 'whatever', sha256: 'tiny at 64' })).toBe('tiny after 64 steps');
    expect(makerName(ALL, OWN, { id: 'own-a', sha256: 'mine' })).toBe('Waits now');
    expect(makerName(ALL, OWN, { id: 'mine.gguf', sha256: 'unknown' })).toBe('mine.gguf');
  });
});
