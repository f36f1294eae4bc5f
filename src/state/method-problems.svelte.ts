/** The problems of a comparison of methods, as the address says: generated, or from a file that was opened here. */
import { AppError } from '#core/app-error.ts';
import type { ProblemFile, MethodStore } from '#storage/method-store.ts';
import { TASK_FAMILIES } from '#tasks/families.ts';
import type { TaskFamily } from '#tasks/families.ts';
import { fileItems } from '#tasks/items/file-items.ts';
import { itemsOf } from '#tasks/items/item-set.ts';
import type { ItemSet } from '#tasks/items/item-set.ts';
import type { Item } from '#tasks/items/item.ts';
import type { Play } from './play.svelte.ts';

export { TASK_FAMILIES };

const NO_FILE = 'No file of problems is open. Open a JSONL file.';
const ABSENT = new AppError(
  'bad-input',
  'The link is about a file of problems that is not in this browser. Open that file here.',
);

export class MethodProblems {
  /** The last file that was read here; the address may be about another one by now. */
  #read = $state.raw<{ readonly file: ProblemFile; readonly lines: number } | null>(null);
  /** Why the file that was asked for is not here, or cannot be read. */
  failure = $state.raw<AppError | null>(null);
  readonly #play: Play;
  readonly #store: MethodStore;

  constructor(play: Play, store: MethodStore) {
    this.#play = play;
    this.#store = store;
  }

  #named = $derived.by(() => (this.#read?.file.id === this.#play.link.file ? this.#read : null));
  /** The file that the address names, once it is here. */
  file: ProblemFile | null = $derived.by(() => this.#named?.file ?? null);
  /** Lines of that file. */
  lines: number = $derived.by(() => this.#named?.lines ?? 0);
  family: TaskFamily | null = $derived.by(
    () => TASK_FAMILIES.find(({ id }) => id === this.#play.link.family) ?? null,
  );
  /** The one of the address, or the family's nearest. */
  difficulty: number = $derived.by(() => {
    const { level: difficulty } = this.#play.link;
    const known = this.family?.difficulties ?? [];
    return known.includes(difficulty)
      ? difficulty
      : (known.findLast((one) => one < difficulty) ?? known[0] ?? difficulty);
  });
  /** The step of the address, or the last that these problems have; null where nothing is planted. */
  planted: number | 'any' | null = $derived.by(() => {
    const { begin } = this.#play.link;
    if (begin === 'own') return null;
    return begin === 'any' ? 'any' : Math.min(Number(begin), this.difficulty);
  });
  set: ItemSet | null = $derived.by(() => {
    const { of, chance: seed, count: n } = this.#play.link;
    if (of === 'file') return this.file === null ? null : { type: 'file', ...this.file, n, seed };
    if (this.family === null) return null;
    const { difficulty, planted } = this;
    const generated = { family: this.family.id, difficulty, seed, ...(planted === null ? {} : { planted }) };
    return of === 'one' ? { type: 'one', ...generated } : { type: 'fresh', ...generated, n };
  });
  #drawn = $derived.by(() => itemsOrIssue(this.set));
  items: readonly Item[] = $derived.by(() => this.#drawn.items);
  /** Why there are none, ending with what to do. */
  issue: string | null = $derived.by(() => {
    if (this.#play.link.of === 'file') return this.file === null ? NO_FILE : null;
    if (this.family === null) return `There is no family ${this.#play.link.family}. Choose another one.`;
    return this.#drawn.issue;
  });
  /** Everything but how many: the first of a larger set are those of a smaller one. */
  get identity(): unknown {
    if (this.set?.type === 'file') return { file: this.#play.link.file, seed: this.set.seed };
    const { n: _, ...rest } = { n: 0, ...this.set };
    return rest;
  }

  /** Takes the file that the address names, where it is kept. */
  async follow(): Promise<void> {
    const { of, file: id } = this.#play.link;
    const isHere = of !== 'file' || id === (this.file?.id ?? '');
    if (isHere && this.failure === ABSENT) this.failure = null;
    if (isHere) return;
    await this.#tried(async () => {
      const kept = await this.#store.file(id);
      if (this.#play.link.file !== id) return;
      if (kept === null) throw ABSENT;
      this.#take(kept);
    });
  }

  /** Reads a JSONL file, and keeps it so that the address can name it. */
  async open(file: File): Promise<void> {
    const read = await this.#tried(async () => {
      const text = await file.text();
      fileItems(text);
      return { id: await digest(text), name: file.name, text };
    });
    if (read === undefined) return;
    this.#take(read);
    this.#play.set({ of: 'file', file: read.id, item: 0 });
    await this.#tried(() => this.#store.saveFile(read));
  }
  dismissFailure(): void {
    this.failure = null;
  }

  #take(file: ProblemFile): void {
    this.#read = { file, lines: fileItems(file.text).length };
    this.failure = null;
  }
  /** Undefined when it failed. */
  async #tried<T>(deed: () => Promise<T>): Promise<T | undefined> {
    try {
      return await deed();
    } catch (thrown) {
      this.failure = AppError.from(thrown);
      return undefined;
    }
  }
}

/** A mistake cannot be planted everywhere. */
function itemsOrIssue(set: ItemSet | null): {
  readonly items: readonly Item[];
  readonly issue: string | null;
} {
  try {
    return { items: set === null ? [] : itemsOf(set), issue: null };
  } catch (thrown) {
    return { items: [], issue: AppError.from(thrown).message };
  }
}

/** Of what it says, so that the same file has the same address everywhere. */
async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash).slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
