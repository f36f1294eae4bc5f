/** What every model of a comparison is asked and what is done to it. It stands in the page's link and nowhere else. */
import { MARKERS } from '#scoring/steps/markers.ts';
import type { PlantPlace } from '#tasks/planted.ts';
import { comparePlan, comparePlans, tracedProblem } from './compare-plan.ts';
import type { ComparePlan } from './compare-plan.ts';
import { formatPlant, isMarkerText } from './compare-treatment.ts';
import type { WantedPlant } from './compare-treatment.ts';
import { lessonReason } from './lesson.ts';
import { ownMarkerIssue } from './own-marker.svelte.ts';
import { plantChoices } from './plants.ts';
import type { PlantChoice } from './plants.ts';
import type { Play } from './play.svelte.ts';
import type { PlantTurn } from './requests.ts';
import { MAX_SEED } from './url.ts';

/** Problems of a tally. */
export const TALLY_COUNT = 20;

export class CompareSetup {
  readonly #play: Play;
  /** What was typed, and the marker that the link was given for it; null: one of the menu's was chosen since. */
  #typed = $state.raw<{ readonly text: string; readonly marker: string | null } | null>(null);

  constructor(play: Play) {
    this.#play = play;
  }

  plan: ComparePlan = $derived.by(() => comparePlan(this.#play.link));
  /** Every error that the problem allows, by step and then by kind. */
  places: readonly PlantChoice[] = $derived.by(() => plantChoices(tracedProblem(this.plan).generated));
  turn: PlantTurn | null = $derived(this.plan.treatment.type === 'plant' ? this.plan.treatment.turn : null);
  /** The reader types it: it stays so while the text is none, or happens to be one of the menu's. */
  #asksOwn: boolean = $derived.by(() => this.#typed?.marker === this.#play.link.marker);
  #isListed: boolean = $derived.by(() => MARKERS.some(({ text }) => text === this.#play.link.marker));
  /** The marker is a text of the reader's own. */
  isOwnMarker: boolean = $derived.by(() => this.#asksOwn || !this.#isListed);
  /** As typed; the link takes it while it is a marker. */
  ownText: string = $derived.by(() =>
    this.#asksOwn || this.#isListed ? (this.#typed?.text ?? '') : this.#play.link.marker,
  );
  /** Why nothing can be run, ending with what to do; null when it can. */
  issue: string | null = $derived.by(() => this.#lessonIssue() ?? this.#markerIssue());

  /** One plan for each problem of a tally: this one's seed and those after it. */
  get tallyPlans(): readonly ComparePlan[] {
    return comparePlans(this.#play.link, TALLY_COUNT);
  }

  solveFreely(): void {
    this.#play.set({ plant: formatPlant(null) });
  }
  /** Changes what is given; the rest stays as it is seen. */
  plant(change: Partial<PlantPlace> & { readonly turn?: PlantTurn }): void {
    const { turn, place } = this.#seen();
    const { turn: asked = turn, ...where } = change;
    this.#play.set({ plant: formatPlant({ turn: asked, place: { ...place, ...where } }) });
  }
  /** One of the menu's. */
  setMarker(text: string): void {
    this.#typed = { text: this.ownText, marker: null };
    this.#play.set({ marker: text });
  }
  /** A text of the reader's own is asked for. */
  askOwnMarker(): void {
    this.typeMarker(this.ownText);
  }
  typeMarker(text: string): void {
    const marker = isMarkerText(text) ? text : '';
    this.#typed = { text, marker };
    this.#play.set({ marker });
  }
  /** The address was read anew: a marker that it changed is no longer the one that was typed. */
  followLink(): void {
    if (!this.#asksOwn) this.#typed = null;
  }
  nextProblem(): void {
    const { link, fixed } = this.#play;
    if (fixed.newProblem === null) this.#play.set({ seed: Math.min(MAX_SEED, link.seed + 1) });
  }

  #seen(): WantedPlant {
    const { treatment } = this.plan;
    if (treatment.type === 'plant') return treatment;
    const [first] = this.places;
    return { turn: 'own', place: first ?? { step: 1, kind: 'slip' } };
  }
  #lessonIssue(): string | null {
    const { treatment } = this.plan;
    const { rules } = this.#play.lesson;
    if (treatment.type === 'free') return lessonReason(rules, 'generate');
    return lessonReason(rules, 'plant') ?? (treatment.marker === '' ? null : lessonReason(rules, 'wait'));
  }
  #markerIssue(): string | null {
    if (this.turn !== 'own' || !this.#asksOwn) return null;
    return ownMarkerIssue(this.ownText);
  }
}
