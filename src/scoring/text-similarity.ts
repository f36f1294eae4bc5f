/**
 * How alike two texts are: 1 − d / (|a| + |b|) = 2·L / (|a| + |b|), d the insertions and deletions that turn one into the
 * other, L the length of their longest common subsequence: the “Levenshtein ratio”, in [0, 1], 1 for equal texts. By
 * UTF-16 units; case and spaces count. Source: Levenshtein 1966; as LeaP compares summaries (methods.md 12.15).
 */
export function levenshteinRatio(a: string, b: string): number {
  const both = a.length + b.length;
  return both === 0 ? 1 : (2 * commonLength(a, b)) / both;
}

function commonLength(a: string, b: string): number {
  let above = new Array<number>(b.length + 1).fill(0);
  for (let i = 0; i < a.length; i++) {
    const row = [0];
    for (let j = 0; j < b.length; j++) {
      const kept = Math.max(above[j + 1] ?? 0, row[j] ?? 0);
      row.push(a[i] === b[j] ? (above[j] ?? 0) + 1 : kept);
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
