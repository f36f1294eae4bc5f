/**
 * What the reader chooses on the page, by hand or by the address: problem, settings and model. A lesson may keep any of them
 * as it is, and the reason is said.
 */
import { CheckpointChoice } from './checkpoint-choice.svelte.ts';
import type { EngineChoice, LoadEnd } from './model-loading.ts';
import { offerWords } from './offer-words.ts';
import { PageState } from './page-state.svelte.ts';
import type { PlayParts } from './play-parts.ts';
import { keepUnsaid, parseLink } from './url.ts';
import type { LinkSettings } from './url.ts';

export class PageChoices extends PageState {
  readonly checkpoints: CheckpointChoice;

  constructor(parts: PlayParts) {
    super(parts);
    this.checkpoints = new CheckpointChoice({
      slot: this.model,
      load: (id) => void this.loadModel(id),
      later: parts.playback.later,
    });
    const { state, problems } = parseLink(parts.hash);
    const { problem, ...link } = state;
    this.link = link;
    this.linkProblems = [...this.lesson.problems, ...problems];
    if (problem === '') this.draft.generate(link.seed, link.difficulty);
    else this.draft.take({ text: problem, generated: null });
  }

  // Problem and settings

  /** Seed and difficulty are the generated problem's too; typed text is never overwritten by them. */
  set(change: Partial<LinkSettings>): void {
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
    const { problem, ...link } = keepUnsaid(state, this.address);
    const isOther = problem !== this.draft.linked;
    const { model } = this.link;
    this.set(link);
    if (link.model !== model) void this.#followModel(model);
    if (isOther && problem === '') this.draft.generate(link.seed, link.difficulty);
    else if (isOther) this.draft.take({ text: problem, generated: null });
    this.linkProblems = problems;
  }

  newProblem(): void {
    if (this.fixed.newProblem !== null) return this.say(this.fixed.newProblem);
    this.link = { ...this.link, seed: this.link.seed + 1 };
    this.draft.generate(this.link.seed, this.link.difficulty);
    this.said = `New problem, seed ${this.link.seed}.`;
  }

  // Model

  /** Loads the link's model, or the first that comes with the page. */
  async start(): Promise<void> {
    const id = this.link.model || this.model.choices.find((choice) => choice.organism)?.id;
    if (id !== undefined) await this.#load(() => this.model.loadById(id));
  }

  async loadModel(id: string): Promise<void> {
    if (this.fixed.model !== null) return this.say(this.fixed.model);
    this.checkpoints.leave();
    this.link = { ...this.link, model: id };
    await this.#load(() => this.model.loadById(id));
  }

  /** Why the loaded model cannot change to web-llm, as a clause; null where it can be tried, or runs there already. */
  get webLlmLack(): string | null {
    const { info } = this.model;
    if (info === null) return 'no model is loaded';
    return info.backend === 'webllm' ? null : this.webLlm.lackFor(info.model);
  }
  /** Loads the same model on another engine. */
  async chooseEngine(engine: EngineChoice): Promise<void> {
    if (this.fixed.model !== null) return this.say(this.fixed.model);
    const { loaded } = this.model;
    const lack = engine === 'webllm' ? this.webLlmLack : null;
    if (loaded === null || lack !== null)
      return this.say(`web-llm cannot run it: ${lack ?? this.model.advice}.`);
    await this.#load(() => this.model.load(loaded.source, engine));
  }

  /** Shows what the file is and needs; loads nothing yet, and disturbs nothing. */
  async considerFile(file: File): Promise<void> {
    if (this.fixed.model !== null) return this.say(this.fixed.model);
    this.failure = null;
    this.said = `Reading what ${file.name} is.`;
    await this.model.consider(file);
    const { failure, offer } = this.model;
    if (failure !== null) this.said = `${failure.title}. ${failure.message}`;
    else if (offer?.file === file && offer.report !== null) this.said = offerWords(file.name, offer.report);
  }
  async acceptOffer(): Promise<void> {
    await this.#load(() => this.model.accept());
  }
  declineOffer(): void {
    this.model.decline();
    this.said = 'The file is put away. Nothing has changed.';
  }
  stopLoading(): void {
    const { loading, loaded } = this.model;
    this.model.stopLoading();
    const { source } = loaded ?? {};
    if (source && source.type !== 'file') this.link = { ...this.link, model: source.id };
    if (loading !== null)
      this.said = `Loading ${loading.name} is stopped. ${loaded === null ? this.model.advice : `${loaded.name} is still here.`}`;
  }
  /** The run on screen stays. */
  unloadModel(): void {
    if (this.fixed.model !== null) return this.say(this.fixed.model);
    const { loaded } = this.model;
    if (loaded === null) return;
    this.running?.stop.abort();
    this.model.unload();
    this.said = `${loaded.name} is unloaded and its memory is given back. What is written stays.`;
  }

  async loadAgain(): Promise<void> {
    this.failure = null;
    await this.#load(() => this.model.loadAgain());
  }

  /** The address asks for another model. @param before what it asked for */
  async #followModel(before: string): Promise<void> {
    if (this.fixed.model === null) return this.start();
    this.link = { ...this.link, model: before };
    this.say(this.fixed.model);
  }

  async #load(load: () => Promise<LoadEnd>): Promise<void> {
    this.running?.stop.abort();
    this.failure = null;
    const end = await load();
    const { failure, loaded } = this.model;
    if (end === 'failed' && failure !== null) this.said = `${failure.title}. ${failure.message}`;
    if (end === 'ready' && loaded !== null) this.said = `${loaded.name} is ready. ${loaded.info.reason}`;
  }
}
