/** What the runner's tests run on: a scripted engine, requests, and a way to collect a run. */
import type { TraceEvent } from '#core/trace/events.ts';
import { foldTrace } from '#core/trace/fold.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import { followRows, randomRows } from '#engine/backends/scripted/rows.ts';
import { ScriptedEngine } from '#engine/backends/scripted/scripted-engine.ts';
import type { Script } from '#engine/backends/scripted/scripted-engine.ts';
import { END } from '#engine/backends/scripted/scripted-tokenizer.ts';
import type { Engine } from '#engine/types.ts';
import type { ContinueRequest, RunContext, RunOutcome, RunRequest, SampleRequest } from '#runner/request.ts';
import { runRequest } from '#runner/run-request.ts';

const PIECES = ['Wait', ' Wait', ',', 'Step ', ' + ', ' = ', '.', '\n', '.\n', 'The answer is ', 'et'];
export const MESSAGES = [{ role: 'user', content: 'What is 2 + 2?' }] as const;
export const WARM = { temperature: 1, topP: 0.95, topK: 0 };
const GREEDY = { temperature: 0, topP: 1, topK: 0 };

export const BASE: ContinueRequest = {
  type: 'continue',
  branch: 0,
  open: { parent: null, at: 0, reason: 'answer', label: 'greedy', userTurn: null },
  messages: MESSAGES,
  kept: [],
  forced: [],
  settings: GREEDY,
  seed: 1,
  limit: { until: 'end', tokens: 12 },
  topK: 4,
};
export const SAMPLES: SampleRequest = {
  type: 'sample',
  firstBranch: 0,
  count: 5,
  open: { parent: null, at: 0 },
  messages: MESSAGES,
  kept: [],
  settings: WARM,
  seed: 3,
  tokens: 10,
  topK: 2,
};

export function random(seed = 1, more: Partial<Script> = {}): ScriptedEngine {
  return new ScriptedEngine({ pieces: PIECES, row: randomRows(seed), ...more });
}
/** An engine that, asked `MESSAGES`, greedily writes `text` and ends. */
export function writer(text: string): ScriptedEngine {
  const { tokenizer } = random();
  const prompt = tokenizer.chat(MESSAGES).length;
  return random(1, { row: followRows([...tokenizer.encode(text), END], prompt) });
}

interface Run {
  readonly events: TraceEvent[];
  readonly outcome: RunOutcome;
}
export async function run(
  engine: Engine,
  request: RunRequest,
  context: Partial<RunContext> = {},
  onEvent: (event: TraceEvent) => void = () => undefined,
): Promise<Run> {
  const events: TraceEvent[] = [];
  const going = runRequest(engine, request, { now: () => 0, ...context });
  for (;;) {
    const step = await going.next();
    if (step.done) return { events, outcome: step.value };
    events.push(step.value);
    onEvent(step.value);
  }
}
export function textOf(engine: ScriptedEngine, branch: BranchView | undefined): string {
  return engine.tokenizer.decode((branch?.tokens ?? []).filter((t) => !t.special).map((t) => t.id));
}
export function first(events: readonly TraceEvent[]): BranchView {
  return foldTrace(events).branches[0] as BranchView;
}
