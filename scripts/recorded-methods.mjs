/** What `st run` is asked for the recorded trace of a method, by what the method needs. */
const COMMON = ['--n', '1', '--seed', '3', '--wasm'];
export const RECORDED = {
  any: [...COMMON, '--model', 'organism-wait', '--difficulty', '3'],
  instructions: [
    ...COMMON,
    '--model',
    'smollm2-135m',
    '--difficulty',
    '2',
    '--max-tokens',
    '60',
    '--budget-calls',
    '16',
  ],
};

const after = (words, option) => words[words.indexOf(option) + 1];
/** What of that a trace's header says too. */
export function askedFor(words) {
  return {
    model: after(words, '--model'),
    seed: Number(after(words, '--seed')),
    difficulty: Number(after(words, '--difficulty')),
  };
}

/** A trace of this method as it is now, on that very model, and of the problem that is asked for. */
export function isUpToDate({ model, method, seed, problem }, { id, needs, params }, sha256) {
  const asked = askedFor(RECORDED[needs]);
  const names = Object.keys(params);
  return (
    model.sha256 === sha256 &&
    seed === asked.seed &&
    problem.generated?.difficulty === asked.difficulty &&
    method.id === id &&
    Object.keys(method.args).length === names.length &&
    names.every((name) => method.args[name] === params[name].fallback)
  );
}
