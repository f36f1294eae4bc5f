import { describe } from 'vitest';
import { MemoryMethodStore } from '#storage/memory-method-store.ts';
import { methodStoreContract } from './method-store.ts';

describe('outcomes of methods in memory', () => {
  methodStoreContract(() => new MemoryMethodStore());
});
