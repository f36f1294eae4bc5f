/**
 * Checkpoints on disk: 4 bytes little-endian length, that many bytes of JSON, then the six flat arrays as float32
 * (parameters, m, v; matrices before vectors). Written beside the target and renamed, so that a reader never sees half.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { AppError } from '#core/app-error.ts';
import type { FlatParameters } from './parameters.ts';
import type { Checkpoint } from './train.ts';
import { FAMILIES } from './training-graph.ts';

const FORMAT = 1;
const KEYS = ['parameters', 'm', 'v'] as const;

interface Head {
  readonly format: number;
  /** What the run must share with the checkpoint: seed, mix, sizes. Compared as JSON text. */
  readonly identity: unknown;
  readonly sizes: Readonly<Record<string, number>>;
  readonly step: number;
  readonly rest: Omit<Checkpoint, 'trainer'>;
}

export async function writeCheckpoint(
  path: string,
  checkpoint: Checkpoint,
  identity: unknown,
): Promise<void> {
  const { trainer, ...rest } = checkpoint;
  const sizes = Object.fromEntries(FAMILIES.map((family) => [family, trainer.parameters[family].length]));
  const head: Head = { format: FORMAT, identity, sizes, step: trainer.step, rest };
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const arrays = KEYS.flatMap((key) => FAMILIES.map((family) => bytesOf(trainer[key][family])));
  await writeFile(`${path}.part`, Buffer.concat([length, json, ...arrays]));
  await rename(`${path}.part`, path);
}

/** null if there is none. Rejects AppError 'unsupported-version' or 'bad-input' for one that another run wrote, 'truncated-file' for half a one. */
export async function readCheckpoint(path: string, identity: unknown): Promise<Checkpoint | null> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) return null;
  const start = 4 + bytes.readUInt32LE(0);
  const head = JSON.parse(bytes.toString('utf8', 4, start)) as Head;
  check(path, head, identity);
  let offset = start;
  const take = (size: number): Float32Array => {
    if (offset + 4 * size > bytes.length)
      throw new AppError(
        'truncated-file',
        `${path} is cut short. Delete it and go on from an earlier checkpoint.`,
      );
    const out = new Float32Array(
      bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + offset + 4 * size),
    );
    offset += 4 * size;
    return out;
  };
  const family = (): FlatParameters => ({
    matrices: take(head.sizes['matrices'] ?? 0),
    vectors: take(head.sizes['vectors'] ?? 0),
  });
  return { ...head.rest, trainer: { parameters: family(), m: family(), v: family(), step: head.step } };
}

function check(path: string, head: Head, identity: unknown): void {
  if (head.format !== FORMAT)
    throw new AppError(
      'unsupported-version',
      `${path} has format ${head.format}. Train again from the start.`,
    );
  if (JSON.stringify(head.identity) !== JSON.stringify(identity))
    throw new AppError(
      'bad-input',
      `${path} is of another run (${JSON.stringify(head.identity)}). Choose another folder with --out.`,
    );
}

function bytesOf(array: Float32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
