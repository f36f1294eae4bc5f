/**
 * A request that says how its answer is to be, so that code can check it: a line of IFEval (arXiv 2311.07911). Right is an
 * answer that meets every condition, read strictly: as it stands. What no code here checks is left out and named in `facts`.
 */
import type { Condition } from './instructions/condition.ts';
import { conditionOf } from './instructions/instructions.ts';
import { openEndedItem } from './open-ended-item.ts';
import type { Item, Judge } from './item.ts';

type Row = Readonly<Record<string, unknown>>;

/** Null when the line is of another form. @throws AppError bad-input for arguments that an instruction cannot do with */
export function instructedItem(row: Row, id: string, facts: Item['facts']): Item | null {
  const { prompt, instruction_id_list: ids, kwargs } = row;
  if (typeof prompt !== 'string' || !isTexts(ids) || !Array.isArray(kwargs)) return null;
  const read = ids.map((name, i) => ({ name, condition: conditionOf(name, kwargs[i]) }));
  const conditions = read.flatMap(({ condition }) => condition ?? []);
  const unchecked = read.filter(({ condition }) => condition === null).map(({ name }) => name);
  return {
    ...openEndedItem(id, prompt),
    gold: conditions.map(({ words }) => words).join(' '),
    judge: judgeBy(conditions),
    ...(conditions.length === 0 ? { unjudged: true as const } : {}),
    facts: unchecked.length === 0 ? facts : { ...facts, 'not checked': unchecked.join(', ') },
  };
}

function judgeBy(conditions: readonly Condition[]): Judge {
  return (text) => {
    const isBlank = text.trim() === '';
    const checked = conditions.map(({ words, isMet }) => ({ words, met: !isBlank && isMet(text) }));
    const right = checked.length > 0 && checked.every(({ met }) => met);
    return Promise.resolve({ right, conditions: checked });
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}
