/** Cuts text at the tokens that are found as a whole before any other rule: user-defined ones always, control tokens on request. */
import type { TokenId } from '#core/ids.ts';
import { CONTROL, USER_DEFINED, type TokenTable } from './token-table.ts';

type Piece = { readonly text: string } | { readonly id: TokenId };
export type CutAtSpecial = (text: string) => Piece[];

/** Leftmost match first, the longest of several. */
export function specialCutter(
  table: Pick<TokenTable, 'texts' | 'kinds'>,
  withControl: boolean,
): CutAtSpecial {
  const ids = new Map<string, TokenId>();
  table.texts.forEach((text, id) => {
    const kind = table.kinds[id];
    if (text !== '' && (kind === USER_DEFINED || (withControl && kind === CONTROL))) ids.set(text, id);
  });
  if (ids.size === 0) return (text) => [{ text }];
  const alternatives = [...ids.keys()]
    .sort((a, b) => b.length - a.length)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  const pattern = new RegExp(`(${alternatives.join('|')})`, 'u');
  return (text) =>
    text
      .split(pattern)
      .filter((part) => part !== '')
      .map((part) => {
        const id = ids.get(part);
        return id === undefined ? { text: part } : { id };
      });
}
