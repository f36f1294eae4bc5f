/** The problem in the left panel: generated from seed and difficulty, or typed. Keeps what was typed whatever happens. */
import type { TraceProblem } from '#core/trace/events.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import type { Problem } from '#tasks/problem.ts';
import { isLinkableProblem } from './url.ts';

/** A token of these vocabularies stands for about this many characters at most, in running text. */
const CHARACTERS_PER_TOKEN = 4;

export class ProblemDraft {
  text = $state('');
  generated = $state.raw<TraceProblem['generated']>(null);
  /** What the address says of the text: a typed one, as it was when the field was left; '' for a generated one. */
  linked = $state('');

  get problem(): TraceProblem {
    return { text: this.text.trim(), generated: this.generated };
  }

  generate(seed: number, difficulty: number): void {
    const problem = generateProblem({ seed, difficulty });
    this.take({ text: problem.text, generated: { family: problem.family, seed, difficulty } });
  }

  take({ text, generated }: TraceProblem): void {
    this.text = text;
    this.generated = generated;
    this.settle();
  }

  /** The field was left: from here on the address carries its text, where it is not too long. */
  settle(): void {
    this.linked = this.generated === null && isLinkableProblem(this.text) ? this.text : '';
  }

  /** Typed text is a free problem, until it is again letter for letter the generated one. */
  type(text: string): void {
    this.text = text;
    if (this.generated !== null && rebuild(this.generated)?.text !== text) this.generated = null;
  }
}

/** The checker's problem behind a trace's problem; null for free text and for families that this version lacks. */
export function rebuild(generated: TraceProblem['generated']): Problem | null {
  if (generated?.family !== 'word-problem') return null;
  const { seed, difficulty } = generated;
  return generateProblem({ seed, difficulty });
}

/** What is wrong with the text, ending with what to do; null when it can be asked. @param context tokens, or null. */
export function problemIssue(text: string, model: { name: string; context: number } | null): string | null {
  if (text.trim() === '')
    return 'There is no problem yet. Write one here, or press New for one with a known answer.';
  if (model === null || text.length <= model.context * CHARACTERS_PER_TOKEN) return null;
  const characters = text.length.toLocaleString('en');
  return `This problem has ${characters} characters. ${model.name} reads at most ${model.context.toLocaleString('en')} tokens, problem and answer together (roughly ${(model.context * CHARACTERS_PER_TOKEN).toLocaleString('en')} characters). Shorten it, or choose a model with a longer context; your text is kept.`;
}
