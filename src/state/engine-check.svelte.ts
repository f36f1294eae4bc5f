/** The page ?check=web-llm: the checks of the contract tests on a model of the reader's choice, and the table that comes of it. */
import { AppError } from '#core/app-error.ts';
import type { CheckResult } from '#engine/check/run-checks.ts';
import type { RemoteChecker } from '#rpc/checker-protocol.ts';
import type { LoadProgress } from '#rpc/protocol.ts';
import type { MlcOffer, WebLlmModels } from './web-llm-models.svelte.ts';

export interface EngineCheckParts {
  openChecker(): RemoteChecker;
  /** The browser, as it calls itself. */
  readonly browser: string;
  /** ISO 8601. */
  now(): string;
}

export class EngineCheck {
  readonly webLlm: WebLlmModels;
  /** Id of an offer; '' for none yet. */
  chosen = $state('');
  results = $state.raw<readonly CheckResult[]>([]);
  progress = $state.raw<LoadProgress | null>(null);
  /** What the last check ended with, or why it cannot begin. */
  said = $state('');
  #running = $state.raw<AbortController | null>(null);
  /** What the table is of. */
  #about = $state.raw<readonly string[]>([]);
  readonly #parts: EngineCheckParts;

  constructor(webLlm: WebLlmModels, parts: EngineCheckParts) {
    this.webLlm = webLlm;
    this.#parts = parts;
  }

  get running(): boolean {
    return this.#running !== null;
  }

  async start(): Promise<void> {
    const offer = this.webLlm.find(this.chosen);
    if (offer === null) return void (this.said = 'Choose a model first.');
    if (offer.lack !== null) return void (this.said = `${offer.name} cannot run here: ${offer.lack}.`);
    if (this.#running !== null) return;
    this.#running = new AbortController();
    this.results = [];
    this.#about = aboutOf(offer, this.#parts);
    this.said = `${offer.name} is being fetched and checked. That takes minutes.`;
    const checker = this.#parts.openChecker();
    try {
      await this.#check(checker, offer, this.#running.signal);
      const passed = this.results.filter((result) => result.passed).length;
      const stopped = this.#running.signal.aborted ? 'Stopped: ' : '';
      this.said = `${stopped}${passed} of ${this.results.length} checks passed.`;
    } catch (thrown) {
      this.said = AppError.from(thrown).message;
    } finally {
      checker.terminate();
      this.#running = null;
      this.progress = null;
      await this.webLlm.look();
    }
  }

  /** After the check under way. */
  stop(): void {
    this.#running?.abort();
  }

  /** The table as Markdown, with what it is of. */
  get table(): string {
    const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
    const rows = this.results.map(
      ({ name, passed, detail }) => `| ${cell(name)} | ${passed ? 'passed' : 'FAILED'} | ${cell(detail)} |`,
    );
    return [...this.#about, '', '| check | | found |', '| --- | --- | --- |', ...rows, ''].join('\n');
  }

  #check(checker: RemoteChecker, { model }: MlcOffer, signal: AbortSignal): Promise<void> {
    return checker.check(
      { type: 'mlc', ...model },
      (event) => {
        if (event.type === 'progress') this.progress = event.progress;
        else {
          this.progress = null;
          this.results = [...this.results, event.result];
        }
      },
      signal,
    );
  }
}

function aboutOf({ model }: MlcOffer, { browser, now }: EngineCheckParts): string[] {
  return [
    `web-llm on ${model.id}`,
    '',
    `- from ${model.folder}`,
    `- library ${model.library}`,
    `- ${browser}`,
    `- ${now()}`,
  ];
}
