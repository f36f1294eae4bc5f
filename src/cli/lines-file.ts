/** A file of `run` with a line for each finished problem. What lies in it stays until a line of the new run takes its place. */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { AppError } from '#core/app-error.ts';

interface Opening {
  /** The option that names the file, for complaints. */
  readonly option: string;
  /** What lies there is of this very run. */
  readonly goesOn: boolean;
}

export class LinesFile {
  private constructor(
    private readonly file: FileHandle,
    /** It holds what is of another run. */
    private isStale: boolean,
  ) {}

  /** Rejects 'bad-input' where nothing can be written. */
  static async open(path: string, { option, goesOn }: Opening): Promise<LinesFile> {
    try {
      const file = await open(path, 'a');
      // A pipe holds nothing and cannot be cut.
      return new LinesFile(file, !goesOn && (await file.stat()).isFile());
    } catch (thrown) {
      throw new AppError(
        'bad-input',
        `${path} cannot be written. Give --${option} a file in a folder that exists.`,
        {},
        { cause: thrown },
      );
    }
  }

  /** @param line without its end */
  async write(line: string): Promise<void> {
    if (this.isStale) await this.file.truncate(0);
    this.isStale = false;
    await this.file.writeFile(`${line}\n`);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
