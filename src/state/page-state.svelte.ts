/** What is on the Play screen: model, problem, trace, link and the run at work; and what follows from them. */
import type { TraceHeader } from '#core/trace/events.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import type { EngineInfo } from '#engine/types.ts';
import type { ModelSource } from '#rpc/protocol.ts';
import { AnswerView } from './answer-view.svelte.ts';
import type { AutoOutcome } from './auto.ts';
import { EditDrafts } from './edit-drafts.svelte.ts';
import type { Failure } from './failure.ts';
import { hasEnded, leverReasons } from './levers.ts';
import type { ActionId, LeverReasons } from './levers.ts';
import { LessonRules } from './lesson-rules.svelte.ts';
import { fixedReasons, lessonReasons } from './lesson.ts';
import type { FixedReasons } from './lesson.ts';
import { LiveTrace } from './live-trace.svelte.ts';
import { ModelSlot } from './model-slot.svelte.ts';
import type { Loaded } from './model-loading.ts';
import { OwnModels } from './own-models.svelte.ts';
import type { PlayParts } from './play-parts.ts';
import { ProblemDraft, problemIssue, rebuild } from './problem-draft.svelte.ts';
import type { Replay } from './replay.svelte.ts';
import { sampling } from './requests.ts';
import type { Sampling } from './requests.ts';
import { sampleVote } from './sample-vote.ts';
import type { VoteTable } from './sample-vote.ts';
import { scaleFor } from './signals.ts';
import type { SignalScale } from './signals.ts';
import { traceHeader } from './trace-header.ts';
import type { HeaderParts } from './trace-header.ts';
import { WebLlmModels } from './web-llm-models.svelte.ts';
import { parseLink } from './url.ts';
import type { LinkSettings, LinkState } from './url.ts';

interface Running {
  readonly lever: ActionId;
  readonly stop: AbortController;
}

/** How traces and comparisons name what wrote them. */
export function writerId(source: ModelSource, info: EngineInfo): string {
  if (source.type === 'catalog' || source.type === 'mlc') return source.id;
  return source.type === 'own' ? source.name : info.model.name;
}

export class PageState {
  readonly model: ModelSlot;
  /** For one more model beside the page's own. @param threads of its engine; 0: measured at start. */
  readonly newSlot: (threads: number) => ModelSlot;
  /** The models that were made here. */
  readonly ownModels: OwnModels;
  /** The models that only web-llm runs. */
  readonly webLlm: WebLlmModels;
  readonly live = new LiveTrace();
  readonly draft = new ProblemDraft();
  readonly edits = new EditDrafts();
  readonly view = new AnswerView(this.live);
  readonly lesson: LessonRules;
  link = $state.raw<LinkSettings>(parseLink('').state);
  linkProblems = $state.raw<readonly string[]>([]);
  running = $state.raw<Running | null>(null);
  /** Why the loaded model is busy on another screen, ending with what to do; null while it is not. */
  elsewhere = $state.raw<string | null>(null);
  /** Of the last run; the model's own are in model.failure. */
  failure = $state.raw<Failure | null>(null);
  /** What the last policy made of an answer. */
  auto = $state.raw<AutoOutcome | null>(null);
  /** What just happened, for the status line. */
  said = $state('');
  readonly #app: string;
  readonly #now: () => string;

  #replay = $state.raw<Replay | null>(null);
  /** Of the trace on screen, while one is open. */
  replay: Replay | null = $derived.by(() => (this.#replay?.isOpen === true ? this.#replay : null));
  scale: SignalScale = $derived.by(() => scaleFor(this.link.signal, this.view.tokens));
  /** Of the bars under the tokens; null where there are none. */
  barScale: SignalScale | null = $derived.by(() => {
    const { underline } = this.link;
    return underline === 'none' ? null : scaleFor(underline, this.view.tokens);
  });
  /** The problem was edited after the answer on screen was begun. */
  problemChanged: boolean = $derived.by(
    () => this.live.header !== null && this.live.header.problem.text !== this.draft.problem.text,
  );
  /** The loaded model did not make the tokens on screen. */
  foreign: boolean = $derived.by(
    () =>
      this.live.header !== null && this.live.header.model.sha256 !== (this.model.info?.model.sha256 ?? ''),
  );
  /** The trace on screen was begun on web-llm and the model runs elsewhere, or the other way round. */
  otherEngine: boolean = $derived.by(
    () =>
      (this.live.header?.engine.backend === 'webllm') !== (this.model.info?.backend === 'webllm') &&
      this.model.info !== null,
  );
  /** A new first answer joins the tree on screen; else it begins another trace, whose header names what wrote it. */
  goesOnHere: boolean = $derived.by(
    () =>
      this.live.header !== null &&
      !this.problemChanged &&
      !this.live.recorded &&
      !this.foreign &&
      !this.otherEngine,
  );
  /** The branch that Generate goes on with; null where it begins another one. */
  unfinished: BranchView | null = $derived.by(() =>
    this.goesOnHere && !hasEnded(this.view.branch) ? this.view.branch : null,
  );
  /** How the samples of this trace vote; null where there are none. */
  vote: VoteTable | null = $derived.by(() => sampleVote(this.view.summaries));
  issue: string | null = $derived.by(() => problemIssue(this.draft.text, this.#modelReach()));
  reasons: LeverReasons = $derived.by(() => lessonReasons(this.#reasons(), this.lesson.rules));
  /** Why the lesson keeps a setting as it is. */
  fixed: FixedReasons = $derived.by(() =>
    fixedReasons(this.lesson.rules, {
      generated: this.draft.generated !== null,
      hasModel: this.model.source !== null,
    }),
  );
  /** All that the address says. */
  address: LinkState = $derived.by(() => ({ ...this.link, problem: this.draft.linked }));

  constructor(parts: PlayParts) {
    this.#app = parts.app;
    this.#now = parts.now;
    this.lesson = new LessonRules(parts.search ?? '');
    this.ownModels = new OwnModels(parts.ownModels ?? null);
    this.webLlm = new WebLlmModels(parts.webLlm ?? null);
    const now = (): number => Date.parse(parts.now());
    const kinds = { own: this.ownModels, webLlm: this.webLlm };
    this.newSlot = (threads) => new ModelSlot(parts.openHost, parts.models, kinds, now, threads);
    this.model = this.newSlot(0);
  }

  openReplay(replay: Replay): void {
    this.closeReplay();
    this.#replay = replay;
    replay.start();
  }
  /** Brings the whole run back. */
  closeReplay(): void {
    this.replay?.close();
    this.#replay = null;
  }

  say(words: string): void {
    this.said = words;
  }

  /** The id of the next branch that is born in this trace. */
  get nextBranch(): number {
    return this.view.summaries.length;
  }

  /** @param born the branch it is for: every sampled one has a seed of its own. */
  sampling(born = this.nextBranch): Sampling {
    const { temperature, seed } = this.link;
    return { settings: sampling(temperature), seed: temperature === 0 ? seed : seed + born };
  }

  /** Of a trace that begins now with the problem in the left panel; null without a model. */
  newHeader(): TraceHeader | null {
    const { loaded } = this.model;
    if (loaded === null) return null;
    return this.headerOf(loaded, { problem: this.draft.problem, link: this.link });
  }
  /** Of a trace that begins now and is written by a loaded model. */
  headerOf(
    { source, info }: Pick<Loaded, 'source' | 'info'>,
    about: Pick<HeaderParts, 'problem' | 'link' | 'method'>,
  ): TraceHeader {
    const model = writerId(source, info);
    return traceHeader({ app: this.#app, now: this.#now(), info, model, ...about });
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
      elsewhere: this.elsewhere,
      recorded: this.live.recorded,
      replaying: this.replay?.atEnd === false,
      foreign: this.foreign,
      otherEngine: this.otherEngine,
      checked: rebuild(this.draft.generated) !== null,
      problemIssue: this.issue,
      branch: this.view.branch,
      problemChanged: this.problemChanged,
      temperature: this.link.temperature,
      hasGreedyAnswer: this.view.shown.some(
        ({ branch }) => branch.reason === 'answer' && branch.settings.temperature === 0 && hasEnded(branch),
      ),
      steps: this.view.steps.length,
      tokenSelected: this.view.token !== null,
      answer: this.view.summary?.answer ?? null,
      unread: this.vote?.unread.length ?? null,
    });
  }
}
