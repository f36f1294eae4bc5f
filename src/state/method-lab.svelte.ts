/**
 * The Methods screen's state: up to four methods on the same problems, with the page's model. All of what is asked stands
 * in the address, so that the link is the comparison; what is finished is kept problem by problem (method-run.svelte.ts).
 */
import { AppError } from '#core/app-error.ts';
import { askedOf } from './method-asked.ts';
import { runAll } from './method-batch.ts';
import { MethodBoard } from './method-board.svelte.ts';
import type { MethodColumn } from './method-board.svelte.ts';
import { poolLack } from './method-baselines.ts';
import { methodName } from './method-choice.ts';
import { comparisonId } from './method-record.ts';
import { endWords, forgottenWords } from './method-words.ts';
import { openCopy } from './runs-open.ts';

export type { MethodColumn };

const AT_WORK = 'Methods are being compared. Stop them first, under Compare.';

export class MethodLab extends MethodBoard {
  /** Why Run cannot act; null when it can. */
  reason: string | null = $derived.by(() => {
    const { model, running } = this.play;
    if (this.running !== null) return 'The methods are at work. Stop them first.';
    if (running !== null) return 'The model is writing in Play. Stop it there first.';
    if (model.loaded === null) return model.advice;
    const { issue } = this.setup;
    if (issue !== null) return issue;
    const misfits = this.columns.map(({ misfit }) => misfit);
    return misfits.includes(null) ? null : (misfits[0] ?? null);
  });

  /** The address was read anew. */
  async follow(): Promise<void> {
    const { linkProblems } = this.setup;
    if (linkProblems.length > 0) this.say(linkProblems.join(' '));
    await this.setup.problems.follow();
  }

  async run(): Promise<void> {
    const asked = askedOf(this.play, {
      ...{ setup: this.setup, conditions: this.conditions, runs: this.known },
      ...this.parts,
    });
    if (this.reason !== null || asked === null) return this.say(this.reason ?? '');
    if (this.play.link.item === 0) this.play.set({ item: 1 });
    const stop = new AbortController();
    this.running = stop;
    this.play.elsewhere = AT_WORK;
    this.say('The methods are at work. Esc stops them; what is finished is kept.');
    const { isDone, runs } = await runAll(asked, stop.signal);
    await Promise.all(runs.map((run) => run.check()));
    this.running = null;
    this.play.elsewhere = null;
    const isKept = runs.every(({ kept }) => kept.error === null);
    const [isStanding, isStopped] = [asked.isStanding(), stop.signal.aborted];
    const [unlisted, undrawn] = [asked.record.error, poolLack(asked.loaded.info.lacks)];
    this.say(endWords({ isStanding, isStopped, isDone, isKept, unlisted, undrawn }));
  }
  stop(): void {
    if (this.running === null) return;
    this.running.abort();
    this.say('Stopping at the next token.');
  }
  /** Throws away what is finished of this comparison, so that Run begins anew. What another comparison has too stays. */
  async forget(): Promise<void> {
    if (this.conditions === null) return;
    const id = comparisonId(this.setup.chosen, this.conditions);
    try {
      const others = await this.parts.comparisons.runsOfOthers(id);
      const own = this.runs.filter(({ key }) => !others.has(key));
      const shared = this.runs.filter(({ key, outcomes }) => others.has(key) && outcomes.size > 0);
      await Promise.all(own.map((run) => run.forget()));
      this.say(forgottenWords(shared.map(({ chosen }) => methodName(chosen))));
    } catch (thrown) {
      this.say(AppError.from(thrown).message);
    }
  }
  /** @param number of the problem, from 1; 0 for none */
  look(number: number): void {
    this.play.set({ item: number });
  }

  /** Puts a method's trace of the problem that is looked at on the Play screen; false, with the reason said, while it cannot. */
  openInPlay({ run }: MethodColumn): boolean {
    const trace = run?.shown?.trace ?? null;
    const { fixed, running } = this.play;
    const isWriting = running === null ? null : 'The model is writing in Play. Stop it there first.';
    const issue =
      trace === null ? 'There is nothing written yet. Press Run first.' : (fixed.problem ?? isWriting);
    if (issue !== null || trace === null) this.say(issue ?? '');
    return issue === null && trace !== null && openCopy(this.play, trace);
  }
}
