/** An answer within a sentence for people: a whole text is cut after its first words. */
const MOST = 40;

export function inShort(answer: string): string {
  const line = answer.replaceAll(/\s+/g, ' ');
  return line.length > MOST ? `“${line.slice(0, MOST).trimEnd()}…”` : answer;
}
