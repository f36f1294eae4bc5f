/** A page for unit tests, with a host that writes given lines. */
import { AppError } from '#core/app-error.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import type { ModelReport } from '#engine/model-report.ts';
import type { EngineInfo } from '#engine/types.ts';
import type { LoadProgress, ModelSource, RemoteHost } from '#rpc/protocol.ts';
import type { FoundTokens, TokenQuery } from '#runner/find-tokens.ts';
import type {
  AutoRequest,
  ContinueRequest,
  PTrueRequest,
  RunRequest,
  SampleRequest,
} from '#runner/request.ts';
import { solution } from '#tasks/problem.ts';
import { offered } from './model-fixture.ts';
import { Play } from './play.svelte.ts';
import { rebuild } from './problem-draft.svelte.ts';
import { HandClock } from './replay-fixture.ts';
import { tokensOf } from './token-fixture.ts';

const INFO: EngineInfo = {
  backend: 'onnx-wasm',
  reason: 'no WebGPU here',
  threads: 1,
  precision: 'fp32',
  model: {
    name: 'tiny',
    architecture: 'llama',
    sha256: 'feed',
    bytes: 1,
    parameters: 1,
    layers: 1,
    hiddenSize: 1,
    vocabSize: 509,
    context: 512,
    quantisation: 'F16',
    license: 'Apache-2.0',
  },
};
/** Of a file that runs. */
export const REPORT: ModelReport = {
  name: 'tiny',
  architecture: 'llama',
  bytes: 1,
  parameters: 1,
  types: [{ type: 'F16', share: 1 }],
  vocabSize: 509,
  context: 512,
  license: null,
  problems: [],
  backends: [
    { id: 'onnx-webgpu', title: 'WebGPU', lack: 'no WebGPU here', doubt: null, keptBytes: 1, peakBytes: 2 },
    { id: 'onnx-wasm', title: 'WebAssembly', lack: null, doubt: null, keptBytes: 2e6, peakBytes: 3e6 },
  ],
  taken: 'onnx-wasm',
};
const COST = { generated: 1, forced: 0, computed: 1, reused: 0, milliseconds: 1 };

/** Answers requests with given lines, one token a line; keeps what it was asked. */
export class LineHost implements RemoteHost {
  readonly asked: RunRequest[] = [];
  fails: AppError | null = null;
  lines: readonly string[] = [];
  samples: readonly (readonly string[])[] = [];
  reported: ModelReport = REPORT;
  report(file: Blob): Promise<ModelReport> {
    const refused = file instanceof File && !file.name.endsWith('.gguf');
    return refused
      ? Promise.reject(new AppError('not-gguf', 'Choose a .gguf file.'))
      : Promise.resolve(this.reported);
  }
  /** Settles loads; a test can put its own here. */
  loads: Promise<unknown> = Promise.resolve();
  async load(_: ModelSource, __: unknown, onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    onProgress({ stage: 'reading', done: 1, total: 2 });
    await this.loads;
    return INFO;
  }
  die: (error: AppError) => void = () => {};
  readonly died = new Promise<AppError>((resolve) => (this.die = resolve));
  /** What a policy makes of a request. */
  auto: (request: AutoRequest) => TraceEvent[] = () => [];
  /** Called before each run: a test can stop the page here, or change the lines. */
  onRun: (index: number) => void = () => {};
  run: RemoteHost['run'] = (request, onEvents, signal) => {
    this.onRun(this.asked.length);
    this.asked.push(request);
    if (this.fails !== null) return Promise.reject(this.fails);
    if (request.type === 'ptrue') {
      if (signal?.aborted) return Promise.reject(new AppError('aborted', 'Stopped.'));
      onEvents([reading(request)]);
      return Promise.resolve({ cause: 'read' });
    }
    if (request.type === 'auto') onEvents(this.auto(request));
    else onEvents(request.type === 'continue' ? this.#write(request) : this.#sample(request));
    return Promise.resolve({ cause: signal?.aborted ? 'aborted' : 'stop-token' });
  };
  /** What was searched for, and what to find. */
  readonly sought: TokenQuery[] = [];
  found: FoundTokens = { tokens: [], total: 0 };
  findTokens: RemoteHost['findTokens'] = (query) => {
    this.sought.push(query);
    return this.fails === null ? Promise.resolve(this.found) : Promise.reject(this.fails);
  };
  runMethod: RemoteHost['runMethod'] = () =>
    Promise.reject(this.fails ?? new AppError('internal', 'This host knows no methods.'));
  memory = () => Promise.resolve({ weightBytes: 0, cacheBytes: 0, cachedTokens: 0 });
  unload = () => Promise.resolve();
  terminated = 0;
  terminate = () => {
    this.terminated += 1;
  };

  #write(request: ContinueRequest): TraceEvent[] {
    const { branch, open, kept, settings, seed, forced } = request;
    const events: TraceEvent[] = [];
    if (open !== null) events.push({ type: 'branch', branch, ...open, settings, seed, time: 0 });
    const texts = forced.flatMap(({ content }) => (typeof content === 'string' ? forcedLines(content) : '?'));
    const tokens = [
      ...tokensOf(texts, { forced: forced[0]?.kind ?? null }),
      ...tokensOf([...this.lines.map((line) => `${line}\n`), '<|end|>']),
    ];
    events.push({ type: 'tokens', branch, at: kept.length, tokens, time: 0 });
    events.push({ type: 'end', branch, cause: 'stop-token', time: 0, error: null, cost: COST });
    return events;
  }

  /** Sample k writes `samples[k]`, or the lines where there is none. */
  #sample(request: SampleRequest): TraceEvent[] {
    const { firstBranch, count, open, settings, seed } = request;
    return Array.from({ length: count }, (_, k): TraceEvent[] => {
      const branch = firstBranch + k;
      const label = `sample ${k + 1} of ${count}`;
      const lines = this.samples[k] ?? this.lines;
      const tokens = tokensOf([...lines.map((line) => `${line}\n`), '<|end|>'], {
        selfCertainty: count - k,
      });
      return [
        { type: 'branch', branch, ...open, reason: 'sample', label, settings, seed, time: 0, userTurn: null },
        { type: 'tokens', branch, at: 0, tokens, time: 0 },
        { type: 'end', branch, cause: 'stop-token', time: 0, error: null, cost: COST },
      ];
    }).flat();
  }
}

/** One token a line, and a space after the last where it begins no new line. */
function forcedLines(content: string): string[] {
  return content.split(/(?<=\n)/).map((line) => (line.endsWith('\n') ? line : `${line} `));
}

/** Reads what is proposed as 0.2, and "The answer is 7." as 0.9. */
function reading({ branch, at, question, answer }: PTrueRequest): TraceEvent {
  const pTrue = answer.endsWith('The answer is 7.') ? 0.9 : 0.2;
  const order = { pTrue, mass: 0.9 };
  const read = { question, answer, pTrue, trueFirst: order, falseFirst: order };
  return { type: 'ptrue', branch, at, reading: read, time: 0 };
}

export async function ready(hash = ''): Promise<{ play: Play; host: LineHost }> {
  const host = new LineHost();
  const play = new Play({
    openHost: () => host,
    models: [offered('tiny')],
    app: 'test',
    now: () => '2026-01-01T00:00:00Z',
    recorded: null,
    playback: new HandClock(),
    hash,
  });
  await play.loadModel('tiny');
  const problem = rebuild(play.draft.generated);
  if (problem === null) throw new Error('the draft is not a generated problem');
  host.lines = solution(problem);
  return { play, host };
}
