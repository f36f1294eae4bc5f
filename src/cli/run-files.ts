/** What `run` writes beside its document while it runs: traces, and best paths for fine-tuning. */
import { canonicalJson, serialiseTrace } from '#core/trace/serialise.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { tokenPieces } from '#runner/token-pieces.ts';
import { bestPathWords, sftLine } from '#scoring/methods/sft-line.ts';
import type { Item } from '#tasks/items/item.ts';
import type { Arguments } from './arguments.ts';
import type { Options } from './command.ts';
import { LinesFile } from './lines-file.ts';
import type { MethodPlan } from './method-plan.ts';
import type { OpenModel } from './open-node-engine.ts';
import { traceHeader } from './trace-header.ts';

export const RUN_FILE_OPTIONS = {
  traces: {
    value: 'FILE',
    help: 'write the trace of every finished problem to this file, one JSON a line; with --resume behind what is there',
  },
  sft: {
    value: 'FILE',
    help: 'write the chosen answer of every problem, where it has the highest score of the search, to this file for fine-tuning: one JSON a line with messages, score, answer, and right (true, false, or null where nobody knows); with --resume behind what is there',
  },
} satisfies Options;

/** Of what they are. */
export type RunSource = Pick<MethodPlan, 'method' | 'args' | 'seed'> & { readonly opened: OpenModel };

export class RunFiles {
  #paths = 0;
  #problems = 0;

  private constructor(
    private readonly traces: LinesFile | null,
    private readonly sft: LinesFile | null,
  ) {}

  /** Before anything is run, so that nothing is lost to a folder that is not there. Rejects 'bad-input' for one. */
  static async open(args: Arguments): Promise<RunFiles> {
    const opened = async (option: keyof typeof RUN_FILE_OPTIONS): Promise<LinesFile | null> => {
      const path = args.text(option);
      return path === null ? null : LinesFile.open(path, { option, goesOn: args.has('resume') });
    };
    const traces = await opened('traces');
    try {
      return new RunFiles(traces, await opened('sft'));
    } catch (thrown) {
      await traces?.close();
      throw thrown;
    }
  }

  /** A finished problem. */
  async write(run: ItemRun, item: Item, { method: { id }, args, seed, opened }: RunSource): Promise<void> {
    const header = traceHeader(opened, { problem: item.problem, method: { id, args }, seed });
    await this.traces?.write(serialiseTrace({ header, events: run.events }));
    if (this.sft === null) return;
    const { model } = header;
    const source = { method: { id, args }, seed, model: { id: model.id, sha256: model.sha256 } };
    const line = sftLine(run, source, {
      messages: item.messages,
      textOf: (tokens) => tokenPieces(tokens).join(''),
    });
    this.#problems += 1;
    if (line === null) return;
    this.#paths += 1;
    await this.sft.write(canonicalJson(line));
  }

  /** What came of --sft, for people; null where it was not asked for. */
  get told(): string | null {
    return this.sft === null ? null : bestPathWords(this.#paths, this.#problems);
  }

  async close(): Promise<void> {
    await this.traces?.close();
    await this.sft?.close();
  }
}
