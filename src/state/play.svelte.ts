/**
 * The Play screen's state and levers. Components read it and pull levers; it sends RunRequests and appends the events
 * that come back. It runs no model itself.
 */
import { AppError } from '#core/app-error.ts';
import type { Trace, TraceHeader } from '#core/trace/events.ts';
import type { RunRequest } from '#runner/request.ts';
import type { RemoteHost } from '#rpc/protocol.ts';
import type { Marker } from '#scoring/steps/markers.ts';
import { AnswerView } from './answer-view.svelte.ts';
import { failureOf } from './failure.ts';
import type { Failure } from './failure.ts';
import { speakable } from './glyphs.ts';
import { hasEnded, leverReasons } from './levers.ts';
import type { LeverId, LeverReasons } from './levers.ts';
import { LiveTrace } from './live-trace.svelte.ts';
import { markerName } from './markers.ts';
import { ModelSlot } from './model-slot.svelte.ts';
import { ProblemDraft, problemIssue } from './problem-draft.svelte.ts';
import {
  answerRequest,
  branchRequest,
  goOnRequest,
  ptrueRequest,
  retakeSampling,
  sampling,
} from './requests.ts';
import type { Departure, Sampling, Until } from './requests.ts';
import { ptrueSubject } from './ptrue-subject.ts';
import type { PlayParts } from './play-parts.ts';
import { leastCertain, rowName } from './rows.ts';
import type { AnswerRow } from './rows.ts';
import { runWords } from './says.ts';
import { scaleFor } from './signals.ts';
import type { SignalScale } from './signals.ts';
import { traceHeader } from './trace-header.ts';
import { LINK_DEFAULTS, parseLink } from './url.ts';
import type { LinkState } from './url.ts';

interface Running {
  readonly lever: LeverId;
  readonly stop: AbortController;
}

export class Play {
  readonly model: ModelSlot;
  readonly live = new LiveTrace();
  readonly draft = new ProblemDraft();
  readonly view = new AnswerView(this.live);
  link = $state.raw<LinkState>(parseLink('').state);
  linkProblems = $state.raw<readonly string[]>([]);
  running = $state.raw<Running | null>(null);
  /** Of the last run; the model's own are in model.failure. */
  failure = $state.raw<Failure | null>(null);
  /** What just happened, for the status line. */
  said = $state('');
  readonly #app: string;
  readonly #now: () => string;

  scale: SignalScale = $derived.by(() => scaleFor(this.link.signal, this.view.tokens));
  /** The problem was edited after the answer on screen was begun. */
  problemChanged: boolean = $derived.by(
    () => this.live.header !== null && this.live.header.problem.text !== this.draft.problem.text,
  );
  /** The loaded model did not make the tokens on screen. */
  #foreign: boolean = $derived.by(
    () =>
      this.live.header !== null && this.live.header.model.sha256 !== (this.model.info?.model.sha256 ?? ''),
  );
  /** A new first answer joins the tree on screen; else it begins another trace. */
  #goesOnHere: boolean = $derived.by(
    () => this.live.header !== null && !this.problemChanged && !this.live.recorded && !this.#foreign,
  );
  issue: string | null = $derived.by(() => problemIssue(this.draft.text, this.#modelReach()));
  reasons: LeverReasons = $derived.by(() => this.#reasons());

  constructor(parts: PlayParts) {
    this.#app = parts.app;
    this.#now = parts.now;
    this.model = new ModelSlot(parts.openHost, parts.models);
    const { state, problems } = parseLink(parts.hash);
    this.link = state;
    this.linkProblems = problems;
    this.draft.generate(state.seed, state.difficulty);
    const asksOwn = state.seed !== LINK_DEFAULTS.seed || state.difficulty !== LINK_DEFAULTS.difficulty;
    if (parts.recorded !== null && !asksOwn) this.#showRecorded(parts.recorded);
  }

  /** Loads the link's model, or the first that comes with the page. */
  async start(): Promise<void> {
    const id = this.link.model || this.model.choices.find((choice) => choice.organism)?.id;
    if (id !== undefined) await this.#load(() => this.model.load({ type: 'catalog', id }));
  }

  // Choices

  /** Seed and difficulty are the generated problem's too; typed text is never overwritten by them. */
  set(change: Partial<LinkState>): void {
    const before = this.link;
    this.link = { ...before, ...change };
    this.linkProblems = [];
    const { seed, difficulty } = this.link;
    const asksOther = seed !== before.seed || difficulty !== before.difficulty;
    if (asksOther && this.draft.generated !== null) this.draft.generate(seed, difficulty);
  }

  /** Choosing a difficulty asks for a generated problem, whatever stood there. */
  setDifficulty(difficulty: number): void {
    this.link = { ...this.link, difficulty };
    this.draft.generate(this.link.seed, difficulty);
  }

  /** The address was changed by hand or by going back. */
  followLink(hash: string): void {
    const { state, problems } = parseLink(hash);
    this.set(state);
    this.linkProblems = problems;
  }

  say(words: string): void {
    this.said = words;
  }

  newProblem(): void {
    this.link = { ...this.link, seed: this.link.seed + 1 };
    this.draft.generate(this.link.seed, this.link.difficulty);
    this.said = `New problem, seed ${this.link.seed}.`;
  }

  async loadModel(id: string): Promise<void> {
    this.link = { ...this.link, model: id };
    await this.#load(() => this.model.load({ type: 'catalog', id }));
  }

  async loadFile(file: File): Promise<void> {
    await this.#load(() => this.model.load({ type: 'file', name: file.name, file }));
  }

  async loadAgain(): Promise<void> {
    this.failure = null;
    await this.#load(() => this.model.loadAgain());
  }

  selectBranch(id: number): void {
    this.view.selectBranch(id);
    this.said = `Branch ${id + 1}: ${this.view.branch?.label ?? ''}.`;
  }

  // Levers

  async generate(): Promise<void> {
    await this.#write('generate', 'end');
  }
  async oneStep(): Promise<void> {
    await this.#write('step', 'step');
  }
  async oneToken(): Promise<void> {
    await this.#write('token', 'token');
  }

  /** @param after a row of the selected branch, or the whole answer. */
  async wait(marker: Pick<Marker, 'text'>, after: AnswerRow | 'answer'): Promise<void> {
    if (this.view.branch === null) return;
    const place = after === 'answer' ? 'after the answer' : `after ${rowName(this.view.rows, after)}`;
    await this.#depart('wait', {
      parent: this.view.branch,
      at: after === 'answer' ? this.view.branch.textLength : Math.min(after.to, this.view.branch.textLength),
      reason: 'wait',
      label: `${markerName(marker)} ${place}`,
      forced: marker.text === '' ? [] : [{ kind: 'marker', content: marker.text }],
      sampling: this.#sampling(),
    });
  }

  async backtrack(to: AnswerRow | 'least-certain'): Promise<void> {
    const row = to === 'least-certain' ? leastCertain(this.view.rows) : to;
    if (row === null || this.view.branch === null) return;
    const why = row.meanCertainty === null ? '' : `, ${row.meanCertainty.toFixed(1)}`;
    const reason = to === 'least-certain' ? `: least certain${why}` : '';
    await this.#depart('backtrack', {
      parent: this.view.branch,
      at: row.from,
      reason: 'backtrack',
      label: `backtracked to ${rowName(this.view.rows, row)}${reason}`,
      forced: [],
      sampling: retakeSampling(this.link.temperature, this.link.seed, this.view.summaries.length),
    });
  }

  /** Goes on from `index` with another token in its place. */
  async fork(index: number, alternative: number): Promise<void> {
    const token = this.view.tokens[index];
    const choice = token?.top.find(({ id }) => id === alternative);
    if (this.view.branch === null || token === undefined || choice === undefined) return;
    await this.#depart('fork', {
      parent: this.view.branch,
      at: index,
      reason: 'fork',
      label: `“${speakable(choice.bytes)}” instead of “${speakable(token.bytes)}”`,
      forced: [{ kind: 'chosen', content: [alternative] }],
      sampling: this.#sampling(),
    });
  }

  async ptrue(): Promise<void> {
    const { branch, summary } = this.view;
    const problem = this.live.header?.problem;
    if (branch === null || problem === undefined || summary?.answer == null) return;
    const subject = ptrueSubject(this.view.rows, summary.answer, problem.generated !== null);
    await this.#run('ptrue', ptrueRequest(branch, problem, subject));
  }

  stop(): void {
    if (this.running === null) return;
    this.running.stop.abort();
    this.said = 'Stopping at the next token.';
  }

  dismissFailure(): void {
    this.failure = null;
    this.model.dismissFailure();
  }

  // How a lever becomes a request

  async #write(lever: LeverId, until: Until): Promise<void> {
    if (this.reasons[lever] !== null) return this.#refuse(lever);
    const { draft } = this;
    const { branch } = this.view;
    if (branch !== null && this.#goesOnHere && !hasEnded(branch))
      return this.#run(lever, goOnRequest(branch, draft.problem, until));
    const born = this.#goesOnHere ? this.view.summaries.length : 0;
    const request = answerRequest(born, draft.problem, until, this.#sampling(born));
    await this.#run(lever, request, this.#goesOnHere ? null : this.#newHeader());
  }

  async #depart(lever: LeverId, departure: Departure): Promise<void> {
    if (this.reasons[lever] !== null) return this.#refuse(lever);
    const problem = this.live.header?.problem;
    if (problem === undefined) return;
    await this.#run(lever, branchRequest(this.view.summaries.length, problem, departure));
  }

  /** @param header set when the request begins a new trace; the old one stays until the first event is there. */
  async #run(lever: LeverId, request: RunRequest, header: TraceHeader | null = null): Promise<void> {
    const { host } = this.model;
    if (host === null || this.reasons[lever] !== null) return this.#refuse(lever);
    const stop = new AbortController();
    this.running = { lever, stop };
    this.said = 'The model is at work. Esc stops it.';
    this.failure = null;
    let fresh = header;
    try {
      const outcome = await host.run(
        request,
        (events) => {
          if (fresh !== null) this.live.begin(fresh);
          fresh = null;
          this.live.append(events);
          if (request.type === 'continue') this.view.follow(request.branch, request.open?.at ?? 0);
        },
        stop.signal,
      );
      this.said = runWords(request, outcome, this.view.summary);
    } catch (thrown) {
      this.#fail(AppError.from(thrown), host);
    } finally {
      this.running = null;
    }
  }

  /** @param host the engine that ran; another may have taken its place meanwhile, which ended the run. */
  #fail(error: AppError, host: RemoteHost): void {
    if (error.code === 'aborted' || host !== this.model.host) {
      this.said = 'Stopped. What is written stays.';
      return;
    }
    const failure = failureOf(error);
    if (error.code === 'worker-lost' || error.code === 'device-lost') this.model.lose(error);
    else this.failure = failure;
    this.said = `${failure.title}. ${error.message}`;
  }

  #refuse(lever: LeverId): void {
    this.said = this.reasons[lever] ?? '';
  }

  async #load(load: () => Promise<void>): Promise<void> {
    this.running?.stop.abort();
    this.failure = null;
    await load();
    const { failure, loaded, loading } = this.model;
    if (failure !== null) this.said = `${failure.title}. ${failure.message}`;
    else if (loading === null && loaded !== null)
      this.said = `${loaded.name} is ready. ${loaded.info.reason}`;
  }

  #sampling(born = this.view.summaries.length): Sampling {
    const { temperature, seed } = this.link;
    return { settings: sampling(temperature), seed: temperature === 0 ? seed : seed + born };
  }

  #newHeader(): TraceHeader | null {
    const { info } = this.model;
    if (info === null) return null;
    return traceHeader({
      app: this.#app,
      info,
      problem: this.draft.problem,
      link: this.link,
      now: this.#now(),
    });
  }

  #showRecorded(trace: Trace): void {
    this.live.show(trace);
    const { problem } = trace.header;
    this.draft.text = problem.text;
    this.draft.generated = problem.generated;
    const { seed, difficulty } = problem.generated ?? this.link;
    this.link = { ...this.link, seed, difficulty };
  }

  #modelReach(): { name: string; context: number } | null {
    const { loaded } = this.model;
    return loaded === null ? null : { name: loaded.name, context: loaded.info.model.context };
  }

  #reasons(): LeverReasons {
    return leverReasons({
      modelReady: this.model.loaded !== null,
      modelAdvice: this.model.advice,
      running: this.running !== null,
      recorded: this.live.recorded,
      foreign: this.#foreign,
      problemIssue: this.issue,
      branch: this.view.branch,
      problemChanged: this.problemChanged,
      temperature: this.link.temperature,
      hasGreedyAnswer: this.view.summaries.some(
        ({ branch }) => branch.parent === null && branch.settings.temperature === 0 && hasEnded(branch),
      ),
      steps: this.view.steps.length,
      tokenSelected: this.view.token !== null,
      answer: this.view.summary?.answer ?? null,
    });
  }
}
