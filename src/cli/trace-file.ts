/** The file of `run --traces`, one trace a line. What lies in it stays until a trace of the new run takes its place. */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { AppError } from '#core/app-error.ts';
import type { Trace } from '#core/trace/events.ts';
import { serialiseTrace } from '#core/trace/serialise.ts';

export class TraceFile {
  private constructor(
    private readonly file: FileHandle,
    /** It holds what is of another run. */
    private isStale: boolean,
  ) {}

  /** `goesOn`: what lies there is of this very run. Rejects 'bad-input' where nothing can be written. */
  static async open(path: string, { goesOn }: { readonly goesOn: boolean }): Promise<TraceFile> {
    try {
      const file = await open(path, 'a');
      // A pipe holds nothing and cannot be cut.
      return new TraceFile(file, !goesOn && (await file.stat()).isFile());
    } catch (thrown) {
      throw new AppError(
        'bad-input',
        `${path} cannot be written. Give --traces a file in a folder that exists.`,
        {},
        { cause: thrown },
      );
    }
  }

  async write(trace: Trace): Promise<void> {
    if (this.isStale) await this.file.truncate(0);
    this.isStale = false;
    await this.file.writeFile(`${serialiseTrace(trace)}\n`);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
