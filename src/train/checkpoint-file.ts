/**
 * Checkpoints on disk: 4 bytes little-endian length, that many bytes of JSON, then the six flat arrays as float32
 * (parameters, m, v; matrices before vectors). Written beside the target and renamed, so that a reader never sees half.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { AppError } from '#core/app-error.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { RowShape } from './decoder-forward.ts';
import type { FlatParameters } from './parameters.ts';
import type { Checkpoint } from './train.ts';
import { FAMILIES } from './training-graph.ts';

/** What a run must share with a checkpoint to go on from it. */
export interface RunIdentity {
  /** A variant, or the school. */
  readonly mix: string;
  /** The stage that the checkpoint stands in; of a variant its own name. */
  readonly stage: string;
  /** What a variant started from, and what that had read; null for the school itself. */
  readonly school: SchoolFacts | null;
  readonly seed: number;
  readonly shape: RowShape;
  readonly model: HyperParameters;
}
export interface SchoolFacts {
  readonly sha256: string;
  readonly steps: number;
  readonly tokens: number;
}
export interface SavedRun {
  readonly identity: RunIdentity;
  readonly checkpoint: Checkpoint;
}
interface Head {
  readonly format: number;
  readonly identity: RunIdentity;
  readonly sizes: Readonly<Record<string, number>>;
  readonly step: number;
  readonly rest: Omit<Checkpoint, 'trainer'>;
}
const FORMAT = 3;
const KEYS = ['parameters', 'm', 'v'] as const;

export async function writeCheckpoint(path: string, { identity, checkpoint }: SavedRun): Promise<void> {
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

/** null where there is no file. Rejects AppError 'truncated-file' | 'malformed-file' | 'unsupported-version'. */
export async function readCheckpoint(path: string): Promise<SavedRun | null> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) return null;
  const head = readHead(path, bytes);
  let offset = 4 + bytes.readUInt32LE(0);
  const take = (size: number): Float32Array => {
    const out = new Float32Array(size);
    bytesOf(out).set(bytes.subarray(offset, (offset += 4 * size)));
    return out;
  };
  const flat = (): FlatParameters => ({
    matrices: take(head.sizes['matrices'] ?? 0),
    vectors: take(head.sizes['vectors'] ?? 0),
  });
  const trainer = { parameters: flat(), m: flat(), v: flat(), step: head.step };
  return { identity: head.identity, checkpoint: { ...head.rest, trainer } };
}

/** Throws AppError 'bad-input' if the checkpoint is of another run. */
export function requireSameRun(path: string, found: RunIdentity, wanted: RunIdentity): void {
  const same = (['mix', 'seed', 'shape', 'school'] as const).every(
    (key) => JSON.stringify(found[key]) === JSON.stringify(wanted[key]),
  );
  if (same) return;
  const { mix, seed, shape } = found;
  throw new AppError(
    'bad-input',
    `${path} is of another run (mix ${mix}, seed ${seed}, ${shape.rows} rows). Choose another folder with --out.`,
    { mix, seed, rows: shape.rows },
  );
}

function readHead(path: string, bytes: Buffer): Head {
  const end = bytes.length < 4 ? Infinity : 4 + bytes.readUInt32LE(0);
  if (end > bytes.length) throw truncated(path);
  const head = parseHead(path, bytes.toString('utf8', 4, end));
  if (head.format !== FORMAT)
    throw new AppError(
      'unsupported-version',
      `${path} has format ${head.format}. Train again from the start.`,
    );
  const floats = Object.values(head.sizes).reduce((sum, size) => sum + size, 0);
  if (end + 4 * KEYS.length * floats !== bytes.length) throw truncated(path);
  return head;
}

function parseHead(path: string, json: string): Head {
  try {
    return JSON.parse(json) as Head;
  } catch (cause) {
    throw new AppError(
      'malformed-file',
      `${path} is no checkpoint. Delete it to train from the start.`,
      {},
      { cause },
    );
  }
}

function truncated(path: string): AppError {
  return new AppError(
    'truncated-file',
    `${path} is cut short. Put one of the step-N.bin files in its place.`,
  );
}

function bytesOf(array: Float32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
