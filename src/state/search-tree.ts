/**
 * The tree that a searching method grew, read from its trace: of steps (step-tree-search), or of whole answers that were
 * rewritten (mct-self-refine, llama-berry). Pure.
 */
import type { BranchView } from '#core/trace/branch-view.ts';
import type { TraceView } from '#core/trace/fold.ts';
import { textOf } from './glyphs.ts';

export interface TreeNode {
  /** Place in `nodes`. */
  readonly index: number;
  /** Null for a root. */
  readonly parent: number | null;
  readonly children: readonly number[];
  /** The branch that shows it; null for an answer that the model did not write. */
  readonly branch: number | null;
  /** What was written there: the step, or the answer that it ends with. */
  readonly text: string;
  /** Final answer, normalised; null where none is stated. */
  readonly answer: string | null;
  /** What the method ranks by; null where it ranks none. */
  readonly score: number | null;
  /** How often the search came by. */
  readonly visits: number;
  /** On the way from the root to what was chosen. */
  readonly onPath: boolean;
}
interface Sprout {
  readonly parent: number | null;
  readonly branch: number | null;
  readonly text: string;
  readonly answer: string | null;
  readonly score: number | null;
  /** Without those of its children. */
  readonly visits: number;
  readonly isChosen: boolean;
}

/** Null for methods that search no tree. @param method its id */
export function searchTree(method: string, view: TraceView): TreeNode[] | null {
  switch (method) {
    case 'step-tree-search':
      return grown(stepSprouts(view), true);
    case 'mct-self-refine':
      return grown(rewritingSprouts(view, { unwritten: 1 }), false);
    case 'llama-berry':
      return grown(rewritingSprouts(view, { unwritten: null }), true);
    default:
      return null;
  }
}

/** Every candidate is a step with its solution written to the end; steps go on from each other's branches. */
function stepSprouts({ branches, result }: TraceView): Sprout[] {
  const found = result?.candidates ?? [];
  const steps = found.map(({ branch }) => {
    const whole = branches[branch];
    return whole?.label === 'to the end' ? (whole.parent ?? branch) : branch;
  });
  return found.map(({ answer, score }, i) => {
    const step = branches[steps[i] ?? -1];
    const parent = steps.indexOf(step?.parent ?? -1);
    return {
      ...{ answer, score, visits: 1, isChosen: i === result?.chosen },
      parent: parent < 0 ? null : parent,
      branch: found[i]?.branch ?? null,
      text: step === undefined ? '' : ownText(step),
    };
  });
}

/**
 * The labels say which node was rewritten or scored (methods/steps/rewriting.ts).
 * @param unwritten index of a root that the model did not write
 */
function rewritingSprouts(
  { branches, result }: TraceView,
  { unwritten }: { readonly unwritten: number | null },
): Sprout[] {
  const numberIn = (label: string, pattern: RegExp): number | null => {
    const found = pattern.exec(label)?.[1];
    return found === undefined ? null : Number(found);
  };
  const scored = branches.map(({ label }) => numberIn(label, /^score of node (\d+)$/));
  const told = result?.candidates ?? [];
  const written = told.map(({ branch, answer, score }, i): Sprout => {
    const from = branches[branch];
    return {
      ...{ branch, answer, score, visits: 0, isChosen: i === result?.chosen },
      parent: numberIn(from?.label ?? '', /^node (\d+) rewritten$/),
      text: from === undefined ? '' : ownText(from),
    };
  });
  const nodes = unwritten === null ? written : written.toSpliced(unwritten, 0, UNWRITTEN);
  return nodes.map((node, index) => ({
    ...node,
    visits: unwritten === null ? 1 : scored.filter((one) => one === index).length,
  }));
}
const UNWRITTEN: Sprout = {
  ...{ parent: null, branch: null, text: 'I do not know.', answer: null, score: null },
  ...{ visits: 0, isChosen: false },
};

function ownText({ own }: BranchView): string {
  return textOf(own.filter(({ special }) => !special)).trim();
}

/** @param counts every child counts as a visit of all that is above it */
function grown(sprouts: readonly Sprout[], counts: boolean): TreeNode[] {
  const parentOf = (index: number): number | null => sprouts[index]?.parent ?? null;
  const path = new Set<number>();
  const chosen = sprouts.findIndex(({ isChosen }) => isChosen);
  for (let at: number | null = chosen < 0 ? null : chosen; at !== null; at = parentOf(at)) path.add(at);
  const below = sprouts.map(() => 0);
  for (const [index] of sprouts.entries())
    for (let at = parentOf(index); at !== null; at = parentOf(at)) below[at] = (below[at] ?? 0) + 1;
  return sprouts.map(({ visits, isChosen: _, ...sprout }, index) => ({
    ...{ index, ...sprout, onPath: path.has(index) },
    visits: visits + (counts ? (below[index] ?? 0) : 0),
    children: sprouts.flatMap(({ parent }, child) => (parent === index ? [child] : [])),
  }));
}
