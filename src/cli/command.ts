/** What a command is: its words for the user, its options, and what it does. */
import type { Arguments } from './arguments.ts';

interface Option {
  /** Name of the value in the help; absent for a flag. */
  readonly value?: string;
  /** May be given several times. */
  readonly many?: true;
  readonly help: string;
}
export type Options = Readonly<Record<string, Option>>;

/** Results go to `out`, everything else to `note`: standard output stays one document. */
export interface Io {
  readonly out: (text: string) => void;
  readonly note: (text: string) => void;
  /** Aborted by Ctrl-C; what is done then is still printed. */
  readonly signal: AbortSignal;
}
export interface Command {
  readonly summary: string;
  /** What follows the options, such as "get ID"; empty when nothing may. */
  readonly operands: string;
  readonly options: Options;
  /** Throws AppError for what the user can mend. */
  run(args: Arguments, io: Io): Promise<void>;
}
