/** What the page offers of web-llm: its own models in the form that fits this machine, and folders whose address was given. */
import { AppError } from '#core/app-error.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { sha256 } from '#engine/sha256.ts';
import { keepRecord, keptModels, recordOf } from './kept-models.ts';
import type { KeptModel, MlcAddress } from './kept-models.ts';
import { doubtOfMachine, lackOfMachine, readMachine } from './machine.ts';
import type { MlcDemand, MlcMachine } from './machine.ts';
import { MLC_FAMILIES, chooseVariant, demandOf, downloadBytes } from './prebuilt.ts';
import type { MlcFamily } from './prebuilt.ts';

/** Plain data: an address, and what is known before anything of it is fetched. */
export interface MlcOffer {
  /** In links: of a family, the same on every machine, whatever form it takes there. */
  readonly id: string;
  readonly name: string;
  readonly license: string;
  /** Null for a folder that was not fetched yet. */
  readonly quantisation: string | null;
  readonly parameters: number | null;
  /** To be fetched, library not counted; null when unknown. */
  readonly bytes: number | null;
  /** Graphics memory, as web-llm states it; null when unknown. */
  readonly memory: number | null;
  /** Why it cannot be loaded here and now; null where it can be tried. Clauses, both. */
  readonly lack: string | null;
  /** Why it may disappoint. */
  readonly doubt: string | null;
  /** Of it, in this browser. */
  readonly keptBytes: number;
  /** It loads without a network. */
  readonly whole: boolean;
  readonly model: MlcAddress & { readonly context: number | null; readonly parameters: number | null };
}

const HUB = 'huggingface.co';

/** Never rejects for lack of a GPU: that is a reason like any other. */
export async function mlcOffers(): Promise<readonly MlcOffer[]> {
  const [machine, kept] = await Promise.all([readMachine(), keptModels()]);
  return offersOn(machine, kept);
}

/** web-llm's own first. A form that is kept and not the one for this machine stands by itself, so that it can be deleted. */
export function offersOn(machine: MlcMachine, kept: readonly KeptModel[]): readonly MlcOffer[] {
  const own = MLC_FAMILIES.map((family) => familyOffer(family, machine, kept));
  const shown = new Set(own.map(({ model }) => model.id));
  const others = kept.filter(({ id }) => !shown.has(id)).map((record) => keptOffer(record, machine));
  return [...own, ...others];
}

function familyOffer(family: MlcFamily, machine: MlcMachine, kept: readonly KeptModel[]): MlcOffer {
  const { name, license, parameters } = family;
  const { variant, lack } = chooseVariant(family, machine);
  const { id, folder, library, context, quantisation } = variant;
  const demand = demandOf(variant);
  const record = kept.find((one) => one.id === id);
  return {
    ...{ id: family.id, name, license, quantisation, parameters },
    ...stateOf(record, lack, machine, demand),
    bytes: downloadBytes(family, variant),
    memory: demand.memory,
    model: { id, name, folder: folderAddress(folder), library, license, own: false, context, parameters },
  };
}

function keptOffer(record: KeptModel, machine: MlcMachine): MlcOffer {
  const { id, name, license, folder, library, own } = record;
  const quantisation = /-(q\w+)-MLC$/.exec(id)?.[1] ?? null;
  const demand = { quantisation: quantisation ?? '', features: [], memory: null };
  const bytes = record.files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    ...{ id, name, license, quantisation, parameters: null, memory: null },
    ...stateOf(record, lackOfMachine(machine, demand), machine, demand),
    bytes: bytes > 0 ? bytes : null,
    model: { id, name, folder, library, license, own, context: null, parameters: null },
  };
}

type State = Pick<MlcOffer, 'lack' | 'doubt' | 'keptBytes' | 'whole'>;

function stateOf(
  record: KeptModel | undefined,
  lack: string | null,
  machine: MlcMachine,
  demand: MlcDemand,
): State {
  const { keptBytes, whole } = record ?? { keptBytes: 0, whole: false };
  const offline = machine.online || whole ? null : 'it is not kept here, and this browser is offline';
  return { lack: lack ?? offline, doubt: doubtOfMachine(machine, demand), keptBytes, whole };
}

/** Takes in the address of a folder and of its library, as the user typed them. Rejects AppError 'bad-input' | 'storage-unavailable'. */
export async function addFolder(folderText: string, libraryText: string): Promise<MlcAddress> {
  const folder = folderAddress(addressOf(folderText, 'folder'));
  const library = addressOf(libraryText, 'library');
  const digest = await sha256(fromBytes(new TextEncoder().encode(`${folder}\n${library}`)));
  const name = nameOf(folder);
  const address = {
    ...{ id: `mlc-${digest.slice(0, 12)}`, name, folder, library },
    ...{ license: 'not stated', own: true },
  };
  // Without them what was fetched earlier could be neither seen nor deleted.
  const files = (await recordOf(address.id))?.files ?? [];
  await keepRecord({ ...address, files });
  return address;
}

function addressOf(text: string, what: string): string {
  const typed = text.trim();
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url.hostname)))
    return url.href;
  throw new AppError(
    'bad-input',
    `The address of the ${what} must begin with https:// (http:// only on this machine). Copy it whole from where the model lies.`,
    { what },
  );
}

const isThisMachine = (host: string): boolean => host === 'localhost' || host === '127.0.0.1';

/** Ends in a slash; a repository of the hub stands for its main branch. */
export function folderAddress(address: string): string {
  const url = new URL(address);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  if (url.hostname === HUB && !url.pathname.includes('/resolve/')) url.pathname += 'resolve/main/';
  return url.href;
}

/** The last part of the address that is no branch: …/team/MODEL/resolve/main/ → MODEL. */
function nameOf(folder: string): string {
  const { pathname, hostname } = new URL(folder);
  const parts = pathname
    .replace(/\/resolve\/[^/]+\/$/, '/')
    .split('/')
    .filter(Boolean);
  return decodeURIComponent(parts.at(-1) ?? hostname).slice(0, 80);
}
