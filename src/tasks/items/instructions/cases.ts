/** change_case:* of IFEval: capitals. That a text is English, which IFEval asks of two of them too, is not checked here. */
import type { Condition } from './condition.ts';
import type { InstructionArguments } from './instruction-arguments.ts';
import { isLower, isUpper } from './letter-case.ts';
import { holds } from './relation.ts';
import { treebankTokens } from './words.ts';

export function allCapitals(): Condition {
  return { words: 'Write in capital letters only.', isMet: isUpper };
}
export function noCapitals(): Condition {
  return { words: 'Write in lowercase letters only.', isMet: isLower };
}
export function capitalWords(given: InstructionArguments): Condition {
  const [relation, n] = [given.relation('capital_relation'), given.count('capital_frequency')];
  return {
    words: `Use words with all capital letters ${relation} ${n} times.`,
    isMet: (text) => holds(treebankTokens(text).filter(isUpper).length, relation, n),
  };
}
