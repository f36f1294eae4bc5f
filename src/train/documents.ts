/**
 * The endless stream of training documents of a mix: fresh problems all the time, from seeds that no measurement uses.
 * Deterministic given mix, seed and tokenizer; its state goes into a checkpoint.
 */
import { AppError } from '#core/app-error.ts';
import { createRng, restoreRng } from '#core/rng.ts';
import type { Rng, RngState } from '#core/rng.ts';
import { createEncoder } from '#train/bpe-encoder.ts';
import { PLAIN_SOURCES, writeDocument } from '#train/document-kinds.ts';
import type { Sources } from '#train/document-kinds.ts';
import { JUDGED_KINDS, drawWeighted } from '#train/mix.ts';
import type { DocumentKind, Mix } from '#train/mix.ts';
import { encodeDocument } from '#train/text-document.ts';
import type { TextDocument } from '#train/text-document.ts';
import type { TokenizerFile } from '#train/tokenizer-format.ts';
import type { DocumentStream, TrainingDocument } from '#train/training-document.ts';

/** A row of the trainer holds this many tokens, and no document is longer. */
export const MAX_DOCUMENT_TOKENS = 256;

/** Documents of one kind in a row that may be too long before it is a fault of the kind. */
const MOST_TRIES = 10_000;

export interface NamedDocument {
  readonly document: TextDocument;
  readonly encoded: TrainingDocument;
}
export interface NamedDocumentStream extends DocumentStream {
  /** As `nextDocument`, with the text and kind that the tokens came from. */
  nextNamed(): NamedDocument;
}

export interface StreamOptions {
  readonly mix: Mix;
  readonly seed: number;
  readonly tokenizer: TokenizerFile;
  /** Default: word problems, and no mistakes of a model's own. */
  readonly sources?: Partial<Omit<Sources, 'problems'>>;
}
/** `problems` is null where they come from the same chance as everything else. */
interface Chance {
  readonly rng: Rng;
  readonly problems: Rng | null;
}
type WriteNamed = (kind: DocumentKind, chance: Chance) => NamedDocument;
interface StreamState {
  readonly documents: RngState;
  readonly problems: RngState | null;
}

export function documentStream({ mix, seed, tokenizer, sources }: StreamOptions): NamedDocumentStream {
  const root = createRng(seed).fork(`documents ${mix.name}`);
  const write = fittingDocument(mix, tokenizer, { ...PLAIN_SOURCES, ...sources });
  const again = repeatedDocuments(mix, root, write);
  let rng: Rng = root;
  let problems = mix.problems === null ? null : createRng(seed).fork(`problems ${mix.problems}`);
  const nextNamed = (): NamedDocument => {
    const kind = drawWeighted(rng, mix.kinds);
    const old = JUDGED_KINDS.includes(kind) ? again(rng) : null;
    return old ?? write(kind, { rng, problems });
  };
  return {
    nextNamed,
    nextDocument: () => nextNamed().encoded,
    state: (): StreamState => ({ documents: rng.state(), problems: problems?.state() ?? null }),
    restore: (state) => {
      const kept = state as StreamState;
      rng = restoreRng(kept.documents);
      problems = kept.problems && restoreRng(kept.problems);
    },
  };
}

/** Redrawn within its kind when too long or empty, so that the length limit does not change the shares of the kinds. */
function fittingDocument(mix: Mix, tokenizer: TokenizerFile, sources: Sources): WriteNamed {
  const encode = createEncoder(tokenizer);
  return (kind, { rng, problems }) => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const document = writeDocument(kind, mix, rng, { ...sources, problems });
      const encoded = encodeDocument(document, encode, tokenizer.special);
      const { length } = encoded.tokens;
      if (length > 0 && length <= MAX_DOCUMENT_TOKENS) return { document, encoded };
    }
    throw new AppError('internal', `No document "${kind}" of this family fits in a row. Report this mix.`, {
      kind,
      mix: mix.name,
    });
  };
}

/** Now and then one of the few that come again; the same few for the same seed and mix. */
function repeatedDocuments(
  { kinds, repeated }: Mix,
  root: Rng,
  write: WriteNamed,
): (rng: Rng) => NamedDocument | null {
  if (!repeated) return () => null;
  const judged = Object.fromEntries(JUDGED_KINDS.map((kind) => [kind, kinds[kind] ?? 0]));
  const sets = Array.from({ length: repeated.documents }, (_, i) => root.fork(`repeated ${i}`));
  const written = new Map<number, NamedDocument>();
  return (rng) => {
    if (rng.next() >= repeated.share) return null;
    const i = rng.int(repeated.documents);
    const own = sets[i] as Rng;
    const document =
      written.get(i) ?? write(drawWeighted(own, judged) as DocumentKind, { rng: own, problems: null });
    written.set(i, document);
    return document;
  };
}
