/**
 * Plays a run again on the Play screen, as it was written: by itself in recorded or steady time, or by hand to any of
 * its tokens. Only what is shown changes; the trace stays whole. Ends by itself when another trace comes on screen.
 */
import type { Trace } from '#core/trace/events.ts';
import type { PageState } from './page-state.svelte.ts';
import { ReplayCuts, firstIndex } from './replay-cuts.ts';
import { recordedPace, steadyTimes } from './replay-pace.ts';
import type { RecordedPace, Times } from './replay-pace.ts';
import { ReplayViews } from './replay-views.ts';

export interface Playback {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Calls `deed` after so many milliseconds; returns what calls it off. */
  readonly later: (milliseconds: number, deed: () => void) => () => void;
  /** The reader asked for less motion: nothing plays until it is told to. */
  readonly reducedMotion: () => boolean;
}
export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];
export type Pace = 'recorded' | 'steady';

/** Tokens that come faster are shown together. */
export const FRAME_MS = 33;

export class Replay {
  readonly cuts: ReplayCuts;
  /** Null where the run has no times. */
  readonly recorded: RecordedPace | null;
  /** It began by itself, and leaves by itself at its end, unless somebody has taken the controls. */
  unattended = $state(false);
  playing = $state(false);
  /** Tokens shown, 0 to cuts.length. */
  position = $state(0);
  speed = $state<Speed>(1);
  pace = $state<Pace>('steady');
  readonly #page: Pick<PageState, 'live' | 'view'>;
  readonly #trace: Trace;
  readonly #clock: Playback;
  readonly #views: ReplayViews;
  readonly #steady: Times;
  /** What the reader looked at before. */
  readonly #left: { readonly branchId: number; readonly tokenIndex: number | null };
  #callOff: (() => void) | null = null;
  /** Of the times at the chosen pace. */
  #reached = 0;
  #since = 0;

  /** @param trace the one on screen */
  constructor(
    page: Pick<PageState, 'live' | 'view'>,
    trace: Trace,
    clock: Playback,
    { unattended = false }: { unattended?: boolean } = {},
  ) {
    this.#page = page;
    this.#trace = trace;
    this.#clock = clock;
    this.unattended = unattended;
    this.cuts = new ReplayCuts(trace);
    this.#views = new ReplayViews(this.cuts);
    this.recorded = recordedPace(trace);
    this.#steady = steadyTimes(trace);
    if (this.recorded !== null) this.pace = 'recorded';
    const { branchId, tokenIndex } = page.view;
    this.#left = { branchId, tokenIndex };
  }

  get isOnScreen(): boolean {
    return this.#page.live.header === this.#trace.header;
  }
  get isOpen(): boolean {
    return this.isOnScreen && !(this.unattended && this.atEnd);
  }
  /** All of the run is shown. */
  get atEnd(): boolean {
    return this.position >= this.cuts.length;
  }

  /** From the beginning. */
  start(): void {
    this.#show(0);
    if (!this.#clock.reducedMotion()) this.play();
  }

  play(): void {
    this.#callOff?.();
    if (!this.isOnScreen) return;
    if (this.atEnd) this.#show(0);
    this.playing = true;
    this.#reached = this.#times[this.position] ?? 0;
    this.#since = this.#clock.now();
    this.#wait();
  }
  pause(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.playing = false;
  }
  toggle(): void {
    this.unattended = false;
    if (this.playing) this.pause();
    else this.play();
  }

  setSpeed(speed: Speed): void {
    this.speed = speed;
    if (this.playing) this.play();
  }
  setPace(pace: Pace): void {
    this.pace = this.recorded === null ? 'steady' : pace;
    if (this.playing) this.play();
  }

  to(position: number): void {
    this.pause();
    this.unattended = false;
    if (this.isOnScreen) this.#show(Math.min(this.cuts.length, Math.max(0, Math.round(position))));
  }
  byToken(by: 1 | -1): void {
    this.to(this.position + by);
  }
  /** To the next or last place where a branch begins or ends, or something is asked or decided. */
  byEvent(by: 1 | -1): void {
    const { moments } = this.cuts;
    const next = firstIndex(moments.length, (i) => (moments[i] ?? 0) > this.position);
    const here = firstIndex(moments.length, (i) => (moments[i] ?? 0) >= this.position);
    this.to(moments[by === 1 ? next : here - 1] ?? this.position);
  }

  /** Brings the whole run back, with what the reader looked at before. */
  close(): void {
    this.pause();
    if (this.atEnd || !this.isOnScreen) return;
    const { live, view } = this.#page;
    live.showWhole();
    view.selectBranch(this.#left.branchId);
    view.selectToken(this.#left.tokenIndex);
    this.position = this.cuts.length;
  }

  get #times(): Times {
    return this.pace === 'recorded' && this.recorded !== null ? this.recorded.times : this.#steady;
  }

  #wait(): void {
    const next = this.#times[this.position + 1] ?? this.#reached;
    const due = (next - this.#reached) / this.speed;
    this.#callOff = this.#clock.later(Math.max(FRAME_MS, due), () => this.#advance());
  }

  #advance(): void {
    if (!this.isOnScreen) return this.pause();
    const now = this.#clock.now();
    this.#reached += (now - this.#since) * this.speed;
    this.#since = now;
    const times = this.#times;
    const position = firstIndex(times.length, (i) => (times[i] ?? 0) > this.#reached) - 1;
    if (position > this.position) this.#show(position);
    if (this.atEnd) this.pause();
    else this.#wait();
  }

  #show(position: number): void {
    const { live, view } = this.#page;
    this.position = position;
    if (this.atEnd) live.showWhole();
    else live.showPart(this.#views.at(position));
    view.selectBranch(this.cuts.branchAt(position) ?? 0);
    view.keepInSight();
  }
}
