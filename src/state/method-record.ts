/**
 * A comparison of methods as it is kept, so that it is found again under Runs: what is compared, what the address says of it,
 * and which runs have its outcomes. Each run is written down before it begins, so that no outcome is kept that no comparison
 * names.
 */
import { AppError } from '#core/app-error.ts';
import { canonicalJson } from '#core/trace/serialise.ts';
import type { Comparison, ComparisonStore } from '#storage/comparison-store.ts';
import { methodName, writeMethods } from './method-choice.ts';
import type { ChosenMethod } from './method-choice.ts';
import { runKey } from './method-conditions.ts';
import type { Conditions } from './method-conditions.ts';
import type { MethodSetup } from './method-setup.svelte.ts';
import { problemWords } from './method-words.ts';
import type { Loaded } from './model-loading.ts';
import { writerId } from './page-state.svelte.ts';
import { LINK_DEFAULTS, formatLink } from './url.ts';
import type { LinkSettings } from './url.ts';

/** What does not change while the methods are at work. */
type Subject = Omit<Comparison, 'createdAt' | 'updatedAt' | 'title' | 'beside'>;

interface Asked {
  readonly setup: MethodSetup;
  readonly link: LinkSettings;
  readonly conditions: Conditions;
  readonly loaded: Loaded;
  /** Those that this model can follow. */
  readonly able: readonly ChosenMethod[];
}

export function comparisonOf({ setup, link, conditions, loaded, able }: Asked): Subject {
  const { chosen, problems, limits } = setup;
  const { source, info } = loaded;
  return {
    id: comparisonId(chosen, conditions),
    methods: chosen.map(methodName),
    problems: problemWords(problems.set, problems.family, limits),
    count: problems.items.length,
    model: writerId(source, info),
    sha256: info.model.sha256,
    backend: info.backend,
    link: comparisonLink(link, chosen, source.type === 'file' ? '' : source.id),
    runs: able.map((one) => runKey(one, conditions)),
  };
}

/** In whatever order the columns stand. */
export function comparisonId(chosen: readonly ChosenMethod[], conditions: Conditions): string {
  return canonicalJson({ ...conditions, methods: chosen.map((one) => writeMethods([one])).sort() });
}

function comparisonLink(link: LinkSettings, chosen: readonly ChosenMethod[], model: string): string {
  const { of, family, level, begin, chance, count, limit, file } = link;
  const methods = writeMethods(chosen);
  const asked = { model, methods, of, family, level, begin, chance, count, limit, file };
  return formatLink({ ...LINK_DEFAULTS, screen: 'methods', ...asked });
}

export class MethodRecord {
  /** Why it is not written down as it stands; null while it is. */
  error: AppError | null = null;
  readonly #store: ComparisonStore;
  readonly #now: () => number;
  readonly #subject: Subject;
  readonly #createdAt: number;
  #beside: readonly string[] = [];

  /** @param now milliseconds since 1970 */
  constructor(subject: Subject, store: ComparisonStore, now: () => number) {
    this.#subject = subject;
    this.#store = store;
    this.#now = now;
    this.#createdAt = now();
  }

  /** A run of the comparison, by its key, is about to begin, or has ended. */
  async add(run: string): Promise<void> {
    const known = [...this.#subject.runs, ...this.#beside];
    if (!known.includes(run)) this.#beside = [...this.#beside, run];
    const times = { createdAt: this.#createdAt, updatedAt: this.#now() };
    try {
      await this.#store.keep({ ...this.#subject, ...times, title: '', beside: this.#beside });
      this.error = null;
    } catch (thrown) {
      this.error = AppError.from(thrown);
    }
  }
}
