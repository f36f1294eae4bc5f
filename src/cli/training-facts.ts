/** How long a model of this project was trained, as its own file says. */
import { open } from 'node:fs/promises';
import { AppError } from '#core/app-error.ts';
import { fromFileHandle } from '#engine/gguf/file-source.ts';
import { optionalNumber } from '#engine/gguf/metadata.ts';
import { parseGguf } from '#engine/gguf/parse.ts';

export interface TrainingFacts {
  /** Updates done. */
  readonly step: number;
  /** Positions trained on, padding not counted. */
  readonly tokens: number;
}

/** Rejects AppError 'bad-input' for a file that this project did not train. */
export async function readTrainingFacts(path: string): Promise<TrainingFacts> {
  const file = await open(path, 'r');
  try {
    const { metadata } = await parseGguf(await fromFileHandle(file));
    const step = optionalNumber(metadata, 'second_thought.steps');
    const tokens = optionalNumber(metadata, 'second_thought.tokens');
    if (step === null || tokens === null)
      throw new AppError(
        'bad-input',
        `${path} does not say how long it was trained. Give an organism of this project.`,
      );
    return { step, tokens };
  } finally {
    await file.close();
  }
}
