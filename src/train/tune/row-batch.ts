/** Documents into rows, one in each, from position 0: for losses that are about whole answers. */
import { AppError } from '#core/app-error.ts';
import { emptyBatch, writeDocument } from '../packing.ts';
import type { Batch } from '../packing.ts';
import type { TrainingDocument } from '../training-document.ts';

/** Throws AppError 'bad-input' for a document of more than length + 1 tokens. */
export function rowBatch(documents: readonly TrainingDocument[], length: number): Batch {
  const batch = emptyBatch(documents.length, length);
  let [totalWeight, filled] = [0, 0];
  documents.forEach((document, row) => {
    const positions = document.tokens.length - 1;
    if (positions > length)
      throw new AppError(
        'bad-input',
        `An answer of ${positions} positions does not fit in a row of ${length}. Choose an easier problem.`,
      );
    totalWeight += writeDocument(batch, row * length, 1, document);
    filled += positions;
  });
  return { ...batch, totalWeight, filled };
}
