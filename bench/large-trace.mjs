// A run of the size that a lecture leaves behind, made of tokens that the shipped organism really wrote: its recorded
// answer again and again in one branch, and branches that leave it at evenly spread places.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/prepare.mjs';

/** `tokens`: of the longest branch; `branches`: all of them. Each of the others writes `own` tokens. */
export function largeTrace({ tokens, branches, own }) {
  const { header, events } = JSON.parse(
    readFileSync(join(root, 'src/state/recorded/first-visit.trace.json'), 'utf8'),
  );
  const written = events.filter(({ type, branch }) => type === 'tokens' && branch === 0);
  const text = written.flatMap((event) => event.tokens).filter(({ special }) => !special);
  const newline = written.flatMap((event) => event.tokens).find(({ bytes }) => bytes.includes('\n'));
  const answer = [...text, newline];
  const write = (count) => Array.from({ length: count }, (_, i) => answer[i % answer.length]);
  const birth = events.find(({ type }) => type === 'branch');
  const out = [birth, { type: 'tokens', branch: 0, at: 0, tokens: write(tokens), time: 0 }, end(0)];
  for (let branch = 1; branch < branches; branch++) {
    const at = Math.floor((tokens * branch) / branches);
    out.push({ ...birth, branch, parent: 0, at, reason: 'backtrack', label: `backtracked to token ${at}` });
    out.push({ type: 'tokens', branch, at, tokens: write(own), time: 0 }, end(branch));
  }
  return { header: { ...header, createdAt: null }, events: out };
}

function end(branch) {
  const cost = { generated: 0, forced: 0, computed: 0, reused: 0, milliseconds: 0 };
  return { type: 'end', branch, cause: 'budget', time: 0, error: null, cost };
}
