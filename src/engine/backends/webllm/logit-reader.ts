/** From the logits that a forward pass left on web-llm's GPU to rows of statistics: counted there, or from one copy. */
import type { TokenId } from '#core/ids.ts';
import type { Row } from '#engine/decoder-backend.ts';
import type { Want } from '#engine/types.ts';
import type { TvmTensor } from './tvm-objects.ts';

export interface AskedRows {
  /** One for each row that is asked for. */
  readonly targets: readonly (TokenId | undefined)[];
  readonly want: Want;
}
export interface LogitReader {
  /**
   * Rows [first, first + targets) of logits [R, fullVocabSize]. The tensor may be freed once the call has returned: all
   * commands are given by then; the rows come when the GPU is done.
   */
  read(logits: TvmTensor, first: number, asked: AskedRows): Promise<readonly Row[]>;
}
