/**
 * Which items of two lists are the same, in order: a longest common subsequence by the textbook table over what is left
 * when equal beginnings and ends are cut off. Pure. O(n · m) time and memory of what is left, which is bounded.
 */

/** Cells of the table: two texts of 2,000 words. Beyond it, what is left counts as different throughout. */
const MAX_CELLS = 4_000_000;

/** Index pairs [i, j] with a[i] === b[j], both rising. */
export function commonSubsequence(a: readonly string[], b: readonly string[]): [number, number][] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const middle = tabled(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [
    ...Array.from({ length: start }, (_, i): [number, number] => [i, i]),
    ...middle.map(([i, j]): [number, number] => [start + i, start + j]),
    ...Array.from({ length: end }, (_, i): [number, number] => [a.length - end + i, b.length - end + i]),
  ];
}

function tabled(a: readonly string[], b: readonly string[]): [number, number][] {
  const [rows, width] = [a.length, b.length + 1];
  if (rows * width > MAX_CELLS) return [];
  // lengths[i · width + j]: how long the common subsequence of a from i on and b from j on is.
  const lengths = new Uint16Array((rows + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = rows - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
