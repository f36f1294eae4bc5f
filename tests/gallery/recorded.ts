/** The recorded traces (record.ts), and pages at rest that show them: a model is loaded, and nothing runs. */
import { AppError } from '#core/app-error.ts';
import type { Trace } from '#core/trace/events.ts';
import { parseTrace } from '#core/trace/serialise.ts';
import { OFFERED, cardOf } from '#engine/catalog.ts';
import type { ModelReport } from '#engine/model-report.ts';
import type { EngineInfo } from '#engine/types.ts';
import type { FoundTokens } from '#runner/find-tokens.ts';
import type { RemoteHost } from '#rpc/protocol.ts';
import type { Loading, Offer } from '#state/model-loading.ts';
import { Play } from '#state/play.svelte.ts';
import { openTrace } from '#state/runs-open.ts';
import type { Playback } from '#state/replay.svelte.ts';
import auto from '../fixtures/gallery/auto.trace.json?raw';
import compared from '../fixtures/gallery/compared.trace.json?raw';
import comparedEarlier from '../fixtures/gallery/compared-earlier.trace.json?raw';
import engine from '../fixtures/gallery/engine.json';
import found from '../fixtures/gallery/found-tokens.json';
import levers from '../fixtures/gallery/levers.trace.json?raw';
import ownText from '../fixtures/gallery/own-text.trace.json?raw';
import planted from '../fixtures/gallery/planted.trace.json?raw';
import report from '../fixtures/gallery/report.json?raw';
import sampled from '../fixtures/gallery/sampled.trace.json?raw';

export const ENGINE: EngineInfo = { ...engine, backend: 'onnx-wasm' };
export const TRACES = {
  /** Five branches of one answer: greedy, another token, backtracked, a step rewritten, “Wait,” after that. */
  levers: read(levers),
  /** One error in both turns, and “Wait,” in the model's own. */
  planted: read(planted),
  /** Four samples, three answers, P(True) of each. */
  sampled: read(sampled),
  /** A sampled answer that a policy went back in. */
  auto: read(auto),
  /** After a planted error and “Wait,”: what the organism wrote, and what it did in the middle of its training. */
  compared: read(compared),
  comparedEarlier: read(comparedEarlier),
  /** No checker; characters of several tokens. */
  ownText: read(ownText),
};

function read(text: string): Trace {
  const trace = parseTrace(text);
  if (trace instanceof AppError) throw trace;
  return trace;
}

/** The trace as it was after so many events. */
export function begun(trace: Trace, events: number): Trace {
  return { ...trace, events: trace.events.slice(0, events) };
}
/** The trace before anything was asked about it. */
export function unasked(trace: Trace): Trace {
  return { ...trace, events: trace.events.filter(({ type }) => type !== 'ptrue') };
}

/** What the organism's file says before it is loaded. */
export const REPORT: ModelReport = JSON.parse(report);
export const FOUND: FoundTokens = found;
/** What `FOUND` was asked for, at the least certain token of the first answer of `levers`. */
export const FOUND_TEXT = 'an';

const absent = (): Promise<never> =>
  Promise.reject(
    new AppError(
      'backend-unavailable',
      'The gallery runs no model. Open the page with npm start to pull this lever.',
    ),
  );
const host: RemoteHost = {
  load: absent,
  report: () => Promise.resolve(REPORT),
  run: absent,
  runMethod: absent,
  findTokens: ({ text }) => (text === FOUND_TEXT ? Promise.resolve(FOUND) : absent()),
  memory: absent,
  unload: () => Promise.resolve(),
  terminate: () => {},
  died: new Promise(() => {}),
};
/** A clock that is wound by hand. */
class Clock implements Playback {
  #time = 0;
  #waiting: (() => void) | null = null;
  now = (): number => this.#time;
  later = (_milliseconds: number, deed: () => void): (() => void) => {
    this.#waiting = deed;
    return () => void (this.#waiting = null);
  };
  reducedMotion = (): boolean => false;
  wind(milliseconds: number): void {
    this.#time += milliseconds;
    this.#waiting?.();
  }
}

const SOURCE = { type: 'catalog', id: 'organism-wait' } as const;
const NAME = cardOf(SOURCE.id)?.name ?? SOURCE.id;

/** A page without a model. @param recorded a run to show as a first visit does */
export function bare(
  hash = '',
  recorded: Trace | null = null,
  { playback = new Clock(), search = '' } = {},
): Play {
  const now = (): string => '2026-01-01T00:00:00Z';
  return new Play({
    openHost: () => host,
    models: OFFERED,
    app: 'gallery',
    now,
    recorded,
    playback,
    hash,
    search,
  });
}

/** A first visit, so many milliseconds after the recorded run has begun to play. */
export function playing(recorded: Trace, milliseconds: number): Play {
  const clock = new Clock();
  const play = bare('', recorded, { playback: clock });
  play.replayRun({ unattended: true });
  clock.wind(milliseconds);
  return play;
}

/** A page with the organism. */
export function ready(hash = ''): Play {
  return withModel(bare(hash));
}
/** A page that was opened with a lesson. @param search the address from "?" on */
export function lesson(search: string): Play {
  return withModel(bare('', null, { search }));
}
/** A page with a model that was opened from disk. */
export function fromDisk(): Play {
  const play = ready();
  const { loaded } = play.model;
  const source = { type: 'file', name: 'SmolLM2-135M-Instruct-Q4_1.gguf', file: new Blob([]) } as const;
  if (loaded !== null) play.model.loaded = { ...loaded, name: source.name, source };
  return play;
}
function withModel(play: Play): Play {
  play.model.loaded = { name: NAME, source: SOURCE, info: ENGINE, host };
  return play;
}

export interface Shown {
  /** The last one when it is not given. */
  readonly branch?: number;
  readonly token?: number;
  readonly hash?: string;
}
/** A page with the organism and a run that was kept. */
export function showing(trace: Trace, { branch, token, hash }: Shown = {}): Play {
  const play = ready(hash);
  openTrace(play, trace);
  play.say('');
  if (branch !== undefined) play.view.branchId = branch;
  if (token !== undefined) play.view.selectToken(token);
  return play;
}

/** The page while the model writes. */
export function writing(play: Play): Play {
  play.running = { lever: 'generate', stop: new AbortController() };
  return play;
}

/** A model on its way. */
export function onItsWay(progress: Loading['progress'], secondsLeft: number | null = null): Loading {
  return { name: NAME, source: SOURCE, host, progress, secondsLeft };
}
/** The page while a model is on its way. */
export function loading(progress: Loading['progress']): Play {
  const play = bare();
  play.model.loading = onItsWay(progress);
  return play;
}

/** A file from disk that waits for the user's word. @param told null while its header is being read */
export function offered(told: ModelReport | null): Offer {
  return { file: new File([], 'organism.gguf'), host, report: told };
}
