/**
 * The models that only web-llm runs: what is offered here, what is kept, and folders whose address the user gives. Without
 * parts (tests, the gallery) there are none. Nothing is asked of the machine before somebody looks.
 */
import { AppError } from '#core/app-error.ts';
import type { LibraryCard } from '#engine/backends/webllm/library.ts';
import type { MlcOffer } from '#engine/mlc/offers.ts';
import type { ModelFacts } from '#engine/types.ts';
import type { ModelSource } from '#rpc/protocol.ts';

export type { MlcOffer };

export interface WebLlmParts {
  offers(): Promise<readonly MlcOffer[]>;
  /** Why web-llm cannot run here at all, as a clause; null where it can. */
  lack(): Promise<string | null>;
  /** Takes in the address of a folder and of its library. Rejects AppError. */
  add(folder: string, library: string): Promise<{ readonly id: string; readonly name: string }>;
  /** 'files' leaves an address that the user gave. */
  erase(id: string, what: 'all' | 'files'): Promise<void>;
  /** Of the library that this build has for models of its own; null where it has none. */
  readonly library: Pick<LibraryCard, 'shape'> | null;
}

export class WebLlmModels {
  /** Null until somebody has looked. */
  offers = $state.raw<readonly MlcOffer[] | null>(null);
  /** Why they cannot be listed. */
  failure = $state.raw<AppError | null>(null);
  /** Why web-llm cannot run here at all, as a clause; null where it can, or nobody has looked. */
  lack = $state.raw<string | null>(null);
  readonly #parts: WebLlmParts | null;

  constructor(parts: WebLlmParts | null) {
    this.#parts = parts;
  }

  /** What is offered and kept now. */
  async look(): Promise<void> {
    if (this.#parts === null) return;
    try {
      [this.offers, this.lack] = await Promise.all([this.#parts.offers(), this.#parts.lack()]);
      this.failure = null;
    } catch (thrown) {
      this.failure = AppError.from(thrown);
    }
  }

  find(id: string): MlcOffer | null {
    return this.offers?.find((offer) => offer.id === id || offer.model.id === id) ?? null;
  }

  /** What the engine loads. Rejects AppError 'model-missing' | 'backend-unavailable'. */
  async source(id: string): Promise<ModelSource> {
    if (this.offers === null) await this.look();
    const offer = this.find(id);
    if (offer === null)
      throw new AppError(
        'model-missing',
        'The model that was asked for is not among those of web-llm here. Choose another one on the Models screen.',
        { id },
      );
    if (offer.lack !== null)
      throw new AppError(
        'backend-unavailable',
        `${offer.name} cannot run here: ${offer.lack}. Choose another model.`,
      );
    return { type: 'mlc', ...offer.model };
  }

  /** Rejects AppError 'bad-input' | 'storage-unavailable'. */
  async add(folder: string, library: string): Promise<string> {
    if (this.#parts === null)
      throw new AppError('internal', 'This page has no web-llm. Open it with npm start.');
    const { name } = await this.#parts.add(folder, library);
    await this.look();
    return name;
  }

  /** Returns what became of it, in words. */
  async erase({ model, name }: MlcOffer, what: 'all' | 'files'): Promise<string> {
    try {
      await this.#parts?.erase(model.id, what);
    } catch (thrown) {
      const { message } = AppError.from(thrown);
      return `${name} could not be deleted: ${message} Reload the page and try once more.`;
    }
    await this.look();
    return what === 'all' ? `${name} is deleted.` : `The files of ${name} are deleted.`;
  }

  /** Why web-llm cannot run a GGUF model that runs elsewhere, as a clause; null where it can be tried. */
  lackFor(model: Pick<ModelFacts, 'architecture' | 'layers' | 'hiddenSize' | 'quantisation'>): string | null {
    const library = this.#parts?.library ?? null;
    if (library === null) return 'its form for web-llm is not part of this build';
    const { layers, hidden } = library.shape;
    if (model.architecture !== 'llama' || model.layers !== layers || model.hiddenSize !== hidden)
      return `the library of this build is for ${layers} layers of width ${hidden}, and this model has ${model.layers} of ${model.hiddenSize}`;
    if (model.quantisation !== 'F16')
      return `its library reads float16, and this file is ${model.quantisation}`;
    return this.lack;
  }
}

/** Of links: ids of families, of own folders, and of forms that web-llm lists. */
export function isWebLlmModel(id: string): boolean {
  return /^(webllm|mlc)-|-MLC$/.test(id);
}
