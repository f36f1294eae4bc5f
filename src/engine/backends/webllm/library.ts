/**
 * The compiled libraries that the page ships for web-llm, each for one shape of model. A library holds code only: any
 * model of its shape runs on it, whoever trained it.
 */
import { AppError } from '#core/app-error.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { sha256 } from '#engine/sha256.ts';

/** As models/organisms/mlc/compile_library.py writes it. */
export interface LibraryCard {
  /** Beside the card. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly shape: Readonly<Record<ShapeKey, number | boolean>>;
}
const SHAPE = [
  'layers',
  'hidden',
  'feedForward',
  'heads',
  'kvHeads',
  'headSize',
  'vocab',
  'context',
  'normEpsilon',
  'ropeTheta',
  'tied',
] as const;
type ShapeKey = (typeof SHAPE)[number];

/** @param folder its URL, ending in a slash. Rejects 'backend-unavailable' | 'checksum-mismatch' | 'download-failed'. */
export async function fetchLibrary(folder: string, hp: HyperParameters): Promise<Uint8Array<ArrayBuffer>> {
  const card = await fetchCard(folder);
  const lack = lackOfShape(card, hp);
  if (lack !== null) throw unavailable(lack);
  const response = await answer(`${folder}${card.file}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length === card.bytes && (await sha256(fromBytes(bytes))) === card.sha256) return bytes;
  throw new AppError(
    'checksum-mismatch',
    'The web-llm library is not the one that its card describes. Build the page again with npm start, then load the model again.',
    { file: card.file },
  );
}

/** Null where a model of these parameters runs on the library, else why not, as a clause. */
export function lackOfShape({ shape }: Pick<LibraryCard, 'shape'>, hp: HyperParameters): string | null {
  if (hp.architecture !== 'llama' || hp.qkvBias || hp.qkNorm || hp.ropeScaling)
    return `its library runs plain llama models, and this one is ${hp.architecture}`;
  const other = SHAPE.find((key) => !same(shape[key], hp[key]));
  if (other === undefined) return null;
  return `its library is built for another shape of model (${other} ${shape[other]}, here ${hp[other]})`;
}

/** GGUF keeps reals in float32, the card prints them in full. */
function same(a: number | boolean, b: number | boolean): boolean {
  return typeof a === 'number' && typeof b === 'number' ? Math.fround(a) === Math.fround(b) : a === b;
}

async function fetchCard(folder: string): Promise<LibraryCard> {
  const response = await answer(`${folder}library.json`);
  const text = await response.text();
  try {
    const card: unknown = JSON.parse(text);
    if (isCard(card)) return card;
  } catch {
    // A server that answers every address with its page: there is no card.
  }
  throw unavailable('its library is not part of this build');
}

async function answer(url: string): Promise<Response> {
  const response = await fetch(url).catch(() => null);
  if (response === null)
    throw new AppError(
      'download-failed',
      'The web-llm library could not be fetched: the server does not answer. Start it again with npm start.',
      { url },
    );
  if (!response.ok) throw unavailable('its library is not part of this build');
  return response;
}

function isCard(value: unknown): value is LibraryCard {
  if (typeof value !== 'object' || value === null) return false;
  const texts = [Reflect.get(value, 'file'), Reflect.get(value, 'sha256')];
  const shape: unknown = Reflect.get(value, 'shape');
  if (texts.some((text) => typeof text !== 'string') || typeof Reflect.get(value, 'bytes') !== 'number')
    return false;
  return typeof shape === 'object' && shape !== null && SHAPE.every((key) => key in shape);
}

function unavailable(why: string): AppError {
  return new AppError(
    'backend-unavailable',
    `web-llm cannot run this model: ${why}. Choose another engine.`,
    {
      why,
    },
  );
}
