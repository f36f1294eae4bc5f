/** A generated problem as an item, of any family. */
import { normaliseAnswer } from '#scoring/answers/normalise-answer.ts';
import { problemMessages } from '#tasks/prompts.ts';
import type { PlantedItem } from '#tasks/evaluation-items.ts';
import { ownTurnText } from '#tasks/planted-turns.ts';
import type { Task } from '#tasks/task.ts';
import type { Item } from './item.ts';

/** @param index its place in the set: two problems of a set may be the same. */
export function generatedItem(task: Task, index: number): Item {
  const { family, seed, difficulty, text } = task;
  return {
    id: `${index} ${family} ${difficulty} ${seed}`,
    text,
    messages: problemMessages(task),
    generated: true,
    answerOf: (written) => {
      const stated = task.statedAnswer(written.split('\n'));
      return stated === null ? null : normaliseAnswer(stated);
    },
    gold: task.answer,
    firstWrongLine: (lines) => {
      const at = task.check(lines).findIndex(({ kind }) => kind === 'wrong');
      return at < 0 ? null : at;
    },
    facts: { family, seed, difficulty },
    problem: { text, generated: { family, seed, difficulty } },
  };
}

/** The same problem, with a mistake at which every answer to it begins. */
export function plantedItem({ task, planted }: PlantedItem, index: number): Item {
  const { kind, step, lines } = planted;
  const item = generatedItem(task, index);
  return {
    ...item,
    given: {
      kind: 'beginning',
      text: ownTurnText(lines, false),
      label: `after a mistake planted at step ${step}`,
    },
    facts: { ...item.facts, 'planted kind': kind, 'planted step': step },
  };
}
