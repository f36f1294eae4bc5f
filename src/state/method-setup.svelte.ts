/** What is asked of a comparison of methods. It stands in the page's link and nowhere else. */
import type { Method } from '#methods/define.ts';
import { parseParam } from '#methods/params.ts';
import { AppError } from '#core/app-error.ts';
import { lackReason } from '#core/capability.ts';
import { lessonReason } from './lesson.ts';
import { ALL_METHODS, methodName, readMethods, withDefaults, writeMethods } from './method-choice.ts';
import type { ChosenMethod } from './method-choice.ts';
import { MOST_METHODS, formatLimit, parseLimit } from './method-link.ts';
import type { Limits, MethodLink } from './method-link.ts';
import { MethodProblems } from './method-problems.svelte.ts';
import { cardById } from './model-names.ts';
import type { Play } from './play.svelte.ts';
import type { MethodStore } from '#storage/method-store.ts';

/** Of the last column: an address that names no method gets the page's own choice. */
const STAYS = 'One method has to stay. Add another one first.';

interface Answers {
  /** Tells the reader why something is refused. */
  readonly say: (words: string) => void;
  /** Why nothing can be changed just now; null when it can. */
  readonly locked: () => string | null;
}

export class MethodSetup {
  readonly problems: MethodProblems;
  readonly #play: Play;
  readonly #say: (words: string) => void;
  readonly #locked: () => string | null;

  constructor(play: Play, store: MethodStore, { say, locked }: Answers) {
    this.#play = play;
    this.#say = say;
    this.#locked = locked;
    this.problems = new MethodProblems(play, store);
  }

  #read = $derived.by(() => readMethods(this.#play.link.methods));
  chosen: readonly ChosenMethod[] = $derived(this.#read.chosen);
  /** One sentence for each method of the address that cannot be had. */
  linkProblems: readonly string[] = $derived(this.#read.problems);
  limits: Limits = $derived.by(() => parseLimit(this.#play.link.limit));
  /** Why there can be no other column; null when there can. */
  addReason: string | null = $derived.by(() =>
    this.chosen.length >= MOST_METHODS ? `There is room for ${MOST_METHODS}. Take one out first.` : null,
  );
  /** Why nothing can be run, ending with what to do; null when it can. */
  issue: string | null = $derived.by(() => {
    const { rules } = this.#play.lesson;
    if (this.chosen.length === 0) return 'No method is chosen. Add one first.';
    return lessonReason(rules, 'generate') ?? this.problems.issue;
  });
  /** The loaded model is one of ours, which follow no instructions. */
  isOrganism: boolean = $derived.by(() => {
    const { source, info } = this.#play.model.loaded ?? {};
    const { catalog } = this.#play.model;
    if (source === undefined) return false;
    if (source.type === 'catalog') return cardById(catalog, source.id)?.organism ?? false;
    const cards = catalog.flatMap((card) => [card, ...card.stages]);
    return source.type === 'own' || cards.some((card) => card.organism && card.sha256 === info?.model.sha256);
  });

  get locked(): string | null {
    return this.#locked();
  }
  /** Why a method cannot run on the loaded model and its engine; null when it can. */
  misfit(chosen: ChosenMethod): string | null {
    return lackReason(chosen.method.requires, this.#play.model.info?.lacks) ?? this.#instructions(chosen);
  }
  #instructions({ method, args }: ChosenMethod): string | null {
    if (method.needsWith(args) === 'any' || !this.isOrganism) return null;
    const name = this.#play.model.loaded?.name ?? 'The loaded model';
    const what = method.needs === 'any' ? 'With these arguments it' : 'It';
    return `${what} needs a model that follows instructions, and ${name} does not. Load another model at the top, from disk for example.`;
  }
  /** Why a method cannot be taken out; null when it can. */
  stayReason(method: Method): string | null {
    return this.chosen.every((one) => one.method.id === method.id) ? STAYS : null;
  }
  has(method: Method): boolean {
    return this.chosen.some((one) => one.method.id === method.id);
  }
  add(method?: Method): void {
    const next =
      method ?? ALL_METHODS.find((one) => !this.has(one) && this.misfit(withDefaults(one)) === null);
    if (this.addReason !== null || next === undefined)
      this.#say(this.addReason ?? 'Every method is here already.');
    else {
      const isIn = this.#take([...this.chosen, withDefaults(next)]);
      if (isIn) this.#say(`${next.title} is in the comparison.`);
    }
  }
  choose(index: number, id: string): void {
    const method = ALL_METHODS.find((one) => one.id === id);
    if (method === undefined) return;
    this.#take(this.chosen.map((one, i) => (i === index ? withDefaults(method) : one)));
  }
  remove(index: number): void {
    this.#take(this.chosen.filter((_, i) => i !== index));
  }
  leaveOut(method: Method): void {
    const isOut = this.#take(this.chosen.filter((one) => one.method.id !== method.id));
    if (isOut) this.#say(`${method.title} is taken out of the comparison.`);
  }
  /** Refuses, and says why, what the parameter does not allow. */
  setArgument(index: number, name: string, written: string): void {
    const one = this.chosen[index];
    const param = one?.method.params[name];
    if (one === undefined || param === undefined) return;
    try {
      const value = parseParam(name, param, written);
      const isTaken = this.#take(
        this.chosen.map((other, i) =>
          i === index ? { ...one, args: { ...one.args, [name]: value } } : other,
        ),
      );
      if (isTaken) this.#say('');
    } catch (thrown) {
      this.#say(AppError.from(thrown).message);
    }
  }
  setLimit(change: Partial<Limits>): void {
    this.set({ limit: formatLimit({ ...this.limits, ...change }) });
  }
  set(change: Partial<MethodLink>): void {
    if (this.locked !== null) this.#say(this.locked);
    else this.#play.set({ item: 0, ...change });
  }

  /** False, with the reason said, when it is refused. */
  #take(chosen: readonly ChosenMethod[]): boolean {
    const reason = this.locked ?? (chosen.length === 0 ? STAYS : twiceReason(chosen));
    if (reason === null) this.#play.set({ methods: writeMethods(chosen) });
    else this.#say(reason);
    return reason === null;
  }
}

function twiceReason(chosen: readonly ChosenMethod[]): string | null {
  const texts = chosen.map((one) => writeMethods([one]));
  const twice = chosen.find((_, i) => texts.indexOf(texts[i] ?? '') !== i);
  return twice === undefined ? null : `${methodName(twice)} is here already. Change an argument first.`;
}
