import { describe } from 'vitest';
import { MemoryModelStore } from '#storage/memory-model-store.ts';
import { modelStoreContract } from './model-store.ts';

describe('own models in memory', () => {
  modelStoreContract(() => new MemoryModelStore());
});
