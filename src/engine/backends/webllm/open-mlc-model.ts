/** From the address of an MLC folder and its library to an engine: bring and check its files, have web-llm load them. */
import { AppError } from '#core/app-error.ts';
import { createEngine } from '#engine/engine.ts';
import { bringFolder } from '#engine/mlc/bring-folder.ts';
import type { MlcFolder } from '#engine/mlc/bring-folder.ts';
import { keptAddress } from '#engine/mlc/kept-models.ts';
import type { MlcAddress } from '#engine/mlc/kept-models.ts';
import { lackOfMachine, readMachine } from '#engine/mlc/machine.ts';
import type { MlcMachine } from '#engine/mlc/machine.ts';
import type { MlcConfig } from '#engine/mlc/manifest.ts';
import { tokenizerFromMlc } from '#engine/mlc/tokenizer.ts';
import type { PageLoadProgress } from '#engine/model-source.ts';
import type { Engine, ModelFacts, Tokenizer } from '#engine/types.ts';
import { backendOver } from './backend-over.ts';
import { loadWebLlm } from './load-engine.ts';
import { LogitTap } from './public-backend.ts';

export interface MlcModel extends MlcAddress {
  /** Longest sequence; null: what its configuration says. */
  readonly context: number | null;
  /** Weights; null where only the list of weights can tell. */
  readonly parameters: number | null;
}
export interface MlcOpenOptions {
  readonly onProgress?: ((progress: PageLoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For kept key/value rows; default 256 MiB. 0 keeps nothing beyond a question. */
  readonly cacheBytes?: number;
  readonly answerBytes?: number;
  /** Only what web-llm declares; default false. */
  readonly declaredOnly?: boolean;
}
const CACHE_BYTES = 256 << 20;
/** Where a model states none: what web-llm's own list allots. */
const CONTEXT = 4096;

/** Rejects what bringFolder and loadWebLlm reject, and 'backend-unavailable' before weights are fetched that cannot run. */
export async function openMlcModel(model: MlcModel, options: MlcOpenOptions = {}): Promise<Engine> {
  const { onProgress, signal } = options;
  const machine = await readMachine();
  const folder = await bringFolder(model, {
    ...{ onProgress, signal },
    refuse: (config) => refuse(machine, config),
  });
  onProgress?.({ stage: 'starting', done: 0, total: null });
  const tap = new LogitTap();
  const positions = model.context ?? folder.config.context ?? CONTEXT;
  const tokenizer = tokenizerFromMlc(folder.tokenizer, folder.config.conversation);
  const engine = await loadWebLlm({ ...keptAddress(model.id), context: positions }, tap, signal);
  const backend = await backendOver(engine, tap, {
    ...{ positions, vocabSize: tokenizer.vocabSize, weightBytes: folder.manifest.bytes },
    reason: 'web-llm, whose model this is,',
    precision: precisionOf(folder.config),
    cacheBytes: options.cacheBytes ?? CACHE_BYTES,
    bytesPerToken: bytesPerToken(folder.config),
    declaredOnly: whyDeclared(folder.config, options.declaredOnly),
  });
  const { answerBytes } = options;
  const facts = factsOf(model, folder, tokenizer, positions);
  return createEngine({ backend, tokenizer, facts, ...(answerBytes === undefined ? {} : { answerBytes }) });
}

function refuse(machine: MlcMachine, { quantisation }: MlcConfig): void {
  const why = lackOfMachine(machine, { quantisation, features: [], memory: null });
  if (why === null) return;
  throw new AppError('backend-unavailable', `web-llm cannot run this model: ${why}. Choose another one.`, {
    why,
  });
}

/** Rows that a window has left behind are gone: such a sequence can be neither taken back nor forked. */
function whyDeclared({ slides }: MlcConfig, asked?: boolean): string | null {
  if (asked) return 'leave to use its internals';
  return slides ? 'way back in a model whose layers see a window only' : null;
}

const isF16 = ({ quantisation }: MlcConfig): boolean => quantisation.includes('f16');

function bytesPerToken(config: MlcConfig): number {
  return 2 * config.layers * config.kvHeads * config.headSize * (isF16(config) ? 2 : 4);
}

function precisionOf(config: MlcConfig): string {
  return `${config.quantisation}: ${isF16(config) ? 'float16' : 'float32'} arithmetic`;
}

function factsOf(model: MlcModel, folder: MlcFolder, tokenizer: Tokenizer, positions: number): ModelFacts {
  const { config, manifest, digest } = folder;
  return {
    name: model.name,
    architecture: config.modelType,
    sha256: digest,
    bytes: manifest.bytes,
    parameters: model.parameters ?? manifest.parameters ?? 0,
    layers: config.layers,
    hiddenSize: config.hiddenSize,
    vocabSize: tokenizer.vocabSize,
    context: positions,
    quantisation: config.quantisation,
    license: model.license,
  };
}
