import type { ComponentProps } from 'svelte';
import type { ForcedKind, TokenEvent } from '#core/trace/events.ts';
import { foldTrace } from '#core/trace/fold.ts';
import { cellsOf } from '#state/glyphs.ts';
import type { Cell } from '#state/glyphs.ts';
import { BARS, BINS, scaleFor, tokenBin } from '#state/signals.ts';
import { tokenName } from '#ui/token-name.ts';
import TokenCell from '#ui/components/TokenCell.svelte';
import { entry } from '../entry.ts';
import { TRACES } from '../recorded.ts';

interface Drawn {
  readonly cell: Cell;
  readonly token: TokenEvent;
}
const drawn: readonly Drawn[] = Object.values(TRACES)
  .flatMap(({ events }) => foldTrace(events).branches)
  .flatMap(({ tokens }) =>
    cellsOf(tokens).flatMap((cell): Drawn[] => {
      const token = tokens[cell.from];
      return token === undefined ? [] : [{ cell, token }];
    }),
  );
const binOf = (token: TokenEvent): number => tokenBin(scaleFor('probability', []), token);

/** The first recorded token of this kind. */
function cell(is: (one: Drawn) => boolean, selected = false): ComponentProps<typeof TokenCell> {
  const found = drawn.find(is);
  if (found === undefined) throw new Error('No recorded token is of this kind.');
  const { cell, token } = found;
  const name = tokenName({
    token,
    text: cell.text,
    parts: cell.to - cell.from,
    place: { row: 'step 1', verdict: null },
    signals: [],
  });
  return { cell, token, bin: binOf(token), bar: null, selected, brushed: false, reachable: true, name };
}
const ofBin = (bin: number) => (): ComponentProps<typeof TokenCell> =>
  cell(({ token }) => token.forced === null && !token.special && binOf(token) === bin);
const forced = (kind: ForcedKind) => (): ComponentProps<typeof TokenCell> =>
  cell(({ cell, token }) => token.forced === kind && /\w/.test(cell.text));

export default entry(TokenCell, {
  about:
    'A token of the answer, coloured by how sure the model was; what it did not choose itself is underlined.',
  place: 'cell',
  scenes: {
    ...Object.fromEntries(Array.from({ length: BINS }, (_, bin) => [`bin ${bin}`, ofBin(bin)])),
    ...Object.fromEntries(
      Array.from({ length: BARS }, (_, bar) => [`bar ${bar}`, () => ({ ...ofBin(2 * bar)(), bar })]),
    ),
    planted: forced('planted'),
    edited: forced('edited'),
    chosen: forced('chosen'),
    injected: () => cell(({ token, cell }) => token.forced === 'marker' && /\w/.test(cell.text)),
    selected: () => cell(({ token }) => token.forced === null, true),
    'a space': () => cell(({ cell }) => cell.text === ' '),
    'a line break': () => cell(({ cell }) => cell.text === '\n'),
    'a tab': () => cell(({ cell }) => cell.text.includes('\t')),
    'a character of several tokens': () => cell(({ cell }) => cell.text === '😀'),
    'the end of the turn': () => cell(({ cell }) => cell.special),
  },
});
