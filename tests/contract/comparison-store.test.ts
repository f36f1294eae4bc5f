import { describe } from 'vitest';
import { MemoryComparisonStore } from '#storage/memory-comparison-store.ts';
import { MemoryMethodStore } from '#storage/memory-method-store.ts';
import { comparisonStoreContract } from './comparison-store.ts';

describe('comparisons of methods in memory', () => {
  comparisonStoreContract(() => {
    const outcomes = new MemoryMethodStore();
    return { outcomes, store: new MemoryComparisonStore(outcomes) };
  });
});
