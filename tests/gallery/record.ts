/**
 * Pulls the page's own levers on the shipped organism: the traces that the gallery draws. Written down by
 * scripts/record-gallery.mjs; recorded.test.ts fails when the organism no longer writes them.
 */
import { open } from 'node:fs/promises';
import type { TokenEvent, Trace } from '#core/trace/events.ts';
import { openNodeEngine } from '#cli/open-node-engine.ts';
import { findModel } from '#cli/model-files.ts';
import { OFFERED } from '#engine/catalog.ts';
import { fromFileHandle } from '#engine/gguf/file-source.ts';
import { reportModel } from '#engine/model-report.ts';
import type { ModelReport } from '#engine/model-report.ts';
import type { Engine, EngineInfo } from '#engine/types.ts';
import type { RemoteHost } from '#rpc/protocol.ts';
import type { FoundTokens } from '#runner/find-tokens.ts';
import { DEFAULT_THRESHOLDS, POLICY_DEFAULTS } from '#scoring/policy/decide.ts';
import { stepPlace, tokenPlace } from '#state/edits.ts';
import { Compare } from '#state/compare.svelte.ts';
import { Play } from '#state/play.svelte.ts';
import { inProcessHost } from '../contract/in-process-host.ts';

interface Recorded {
  /** What the engine says of itself and of the model. */
  readonly info: EngineInfo;
  /** By the name of the file that keeps it. */
  readonly traces: Readonly<Record<string, Trace>>;
  /** Tokens with “an” in them, where the first answer of 'levers' was least sure. */
  readonly found: FoundTokens;
  /** What the organism's file says of itself. */
  readonly report: ModelReport;
}

/** @param now the time as ISO 8601 */
export async function record(now: () => string): Promise<Recorded> {
  const { engine } = await openNodeEngine(
    { model: 'organism-wait', threads: 1, wasm: true },
    { signal: new AbortController().signal },
  );
  const pulled = async (hash: string, pull: (play: Play) => Promise<void>): Promise<Trace> => {
    const play = await opened(engine, hash, now);
    await pull(play);
    const { trace } = play.live;
    if (trace === null || play.failure !== null) throw new Error(play.said);
    return trace;
  };
  const traces = {
    levers: await pulled(LEVERS_HASH, pullBranches),
    planted: await pulled('#seed=2&difficulty=3', pullPlants),
    sampled: await pulled('#seed=1&difficulty=4&temperature=1.3', pullSamples),
    'own-text': await pulled('', pullOwnText),
    compared: await compared('organism-wait', now),
    'compared-earlier': await compared(earlierModel(), now),
    auto: await pulled('#seed=1&difficulty=4&temperature=1', pullPolicy),
  };
  const found = await search(await opened(engine, LEVERS_HASH, now));
  const { info } = engine;
  await engine.dispose();
  return { info, traces, found, report: await reportOrganism() };
}

async function reportOrganism(): Promise<ModelReport> {
  // Node 20 has none: then it is a machine without WebGPU that does not say how much memory it has.
  if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: {} });
  const file = await open(findModel('organism-wait').path, 'r');
  try {
    return await reportModel(await fromFileHandle(file));
  } finally {
    await file.close();
  }
}

async function opened(engine: Engine, hash: string, now: () => string): Promise<Play> {
  const openHost = (): RemoteHost => inProcessHost(engine, reportOrganism);
  const playback = { now: () => 0, later: () => () => {}, reducedMotion: () => true };
  const play = new Play({
    openHost,
    models: OFFERED,
    app: 'gallery',
    now,
    recorded: null,
    playback,
    hash,
    search: '',
  });
  await play.start();
  return play;
}

const LEVERS_HASH = '#seed=1&difficulty=3';

/** What a model writes after a planted error and “Wait,”. @param id of an organism, or of one of its checkpoints */
async function compared(id: string, now: () => string): Promise<Trace> {
  const { engine } = await openNodeEngine(
    { model: id, threads: 1, wasm: true },
    { signal: new AbortController().signal },
  );
  const hash = `#screen=compare&seed=3&difficulty=3&marker=Wait,&models=${id}`;
  const compare = new Compare(await opened(engine, hash, now), () => () => {});
  await compare.enter();
  await compare.run();
  await engine.dispose();
  const trace = compare.columns[0]?.answer?.trace ?? null;
  if (trace === null) throw new Error(compare.said);
  return trace;
}

/** In the middle of the organism's training. */
function earlierModel(): string {
  const stages = OFFERED[0]?.stages ?? [];
  return stages[Math.floor(stages.length / 2)]?.id ?? 'organism-wait';
}

/** Among tokens that show a letter or a digit. */
function leastSure(tokens: readonly TokenEvent[]): number {
  const margins = tokens.map(({ margin, special, bytes }) =>
    special || !/\w/.test(bytes) ? Infinity : margin,
  );
  return margins.indexOf(Math.min(...margins));
}

async function search(play: Play): Promise<FoundTokens> {
  await play.generate();
  play.view.selectToken(leastSure(play.view.tokens));
  play.search.text = 'an';
  await play.search.ask();
  const { found } = play.search;
  if (found === null) throw new Error(play.search.failure ?? 'Nothing was found.');
  return found;
}

/** A sampled answer, then the policy of the menu's defaults on it. */
async function pullPolicy(play: Play): Promise<void> {
  await play.generate();
  const threshold = DEFAULT_THRESHOLDS.entropy;
  await play.autoCorrect({ ...POLICY_DEFAULTS, signal: 'entropy', threshold, remedy: { kind: 'backtrack' } });
}

/** One branch of every kind that leaves another, and P(True) of the first. */
async function pullBranches(play: Play): Promise<void> {
  await play.generate();
  await play.ptrue('answer');
  await play.ptrue('steps');
  const { tokens, steps, rows, branch } = play.view;
  const unsure = leastSure(tokens);
  const other = tokens[unsure]?.top.find(({ id }) => id !== tokens[unsure]?.id);
  play.view.selectToken(unsure);
  if (other !== undefined) await play.fork(unsure, other.id);
  play.selectBranch(0);
  await play.backtrack('least-certain');
  play.selectBranch(0);
  const last = steps.at(-1);
  const place = last && branch && stepPlace(branch, rows, last.from);
  play.view.selectToken(last?.from ?? 0);
  if (last && place) await play.edit(place, last.text.replace(/\d+\.$/, '7.'));
  await play.wait({ text: 'Wait,' }, 'answer');
}

/** An error that the next step follows, in both turns, and “Wait,” in the model's own. */
async function pullPlants(play: Play): Promise<void> {
  await play.plant({ step: 1, kind: 'slip' }, ['own', 'user']);
  play.selectBranch(0);
  await play.wait({ text: 'Wait,' }, 'answer');
}

async function pullSamples(play: Play): Promise<void> {
  await play.sample(4);
  await play.readings();
}

/** Text without a checker, and characters that are several tokens each. */
async function pullOwnText(play: Play): Promise<void> {
  play.draft.type('Which is larger, 2 or 3?');
  await play.oneStep();
  const { branch } = play.view;
  const place = branch && tokenPlace(branch, 1);
  play.view.selectToken(1);
  if (place) await play.edit(place, ' 😀 café:\t');
}
