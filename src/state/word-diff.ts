/** What differs between two texts, word by word. Pure. */
import { commonSubsequence } from './common-subsequence.ts';

/** Kept and removed pieces joined are the first text, kept and added ones the second. */
export interface Piece {
  readonly change: 'kept' | 'removed' | 'added';
  readonly text: string;
}
/** What stands in one text only, and what both have after it. */
interface Hunk {
  readonly removed: string;
  readonly added: string;
  readonly kept: string;
}

/** Spaces, a number with its point or comma, a word, or one sign: joined again they are the text. */
const WORDS = /\s+|\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}][\p{L}\p{M}\p{N}'’-]*|./gsu;

/** No two pieces that follow each other are of one kind; equal texts are one kept piece, empty ones none. */
export function wordDiff(before: string, after: string): Piece[] {
  return withoutIslands(hunks(before.match(WORDS) ?? [], after.match(WORDS) ?? [])).flatMap(piecesOf);
}

function hunks(a: readonly string[], b: readonly string[]): Hunk[] {
  const found: Hunk[] = [];
  let [i, j] = [0, 0];
  for (const [k, l] of [...commonSubsequence(a, b), [a.length, b.length] as const]) {
    const removed = a.slice(i, k).join('');
    const added = b.slice(j, l).join('');
    const kept = a[k] ?? '';
    const last = found.at(-1);
    if (removed === '' && added === '' && last !== undefined)
      found[found.length - 1] = { ...last, kept: last.kept + kept };
    else found.push({ removed, added, kept });
    [i, j] = [k + 1, l + 1];
  }
  return found;
}

/** A space alone between two changes is drawn into them: several words changed in a row are one change. */
function withoutIslands(all: readonly Hunk[]): Hunk[] {
  const merged: Hunk[] = [];
  for (const hunk of all) {
    const last = merged.at(-1);
    const isIsland = last !== undefined && last.removed + last.added !== '' && last.kept.trim() === '';
    const isChange = hunk.removed + hunk.added !== '';
    if (isIsland && isChange)
      merged[merged.length - 1] = {
        removed: last.removed + last.kept + hunk.removed,
        added: last.added + last.kept + hunk.added,
        kept: hunk.kept,
      };
    else merged.push(hunk);
  }
  return merged;
}

function piecesOf({ removed, added, kept }: Hunk): Piece[] {
  const pieces: Piece[] = [
    { change: 'removed', text: removed },
    { change: 'added', text: added },
    { change: 'kept', text: kept },
  ];
  return pieces.filter(({ text }) => text !== '');
}

/** For a preview: of what is kept, a few words beside each change. */
export function shortened(pieces: readonly Piece[], words = 3): Piece[] {
  return pieces.map((piece, i) => {
    if (piece.change !== 'kept') return piece;
    const parts = piece.text.split(/(?<=\s)(?=\S)/);
    const head = i === 0 ? 0 : words;
    const tail = i === pieces.length - 1 ? 0 : words;
    if (parts.length <= head + tail + 1) return piece;
    const end = parts.slice(parts.length - tail).join('');
    return { ...piece, text: `${parts.slice(0, head).join('')}… ${end}` };
  });
}
