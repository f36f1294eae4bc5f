/**
 * A GPU device. The WebGPU backend opens its own, asked for without `subgroups` (with them, GroupQueryAttention gave
 * wrong rows for runs of 32 tokens and more), with every limit the adapter has. Knows when the device is lost or has
 * refused a command, and turns that into one AppError for pending and later calls. It must not import a runtime:
 * whoever only asks whether WebGPU is there loads this file.
 */
import { AppError } from '#core/app-error.ts';

/** Names under which renderers on the CPU go. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|warp/i;

/** Null where this page has no WebGPU or no adapter. */
export async function findAdapter(): Promise<GPUAdapter | null> {
  const gpu = (globalThis.navigator as Partial<Navigator> | undefined)?.gpu;
  return (await gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
}

/** A renderer on the CPU: right, but slower than WebAssembly. */
export function isSoftware({ info }: Pick<GPUAdapter, 'info'>): boolean {
  return info.isFallbackAdapter || SOFTWARE.test(`${info.vendor} ${info.architecture} ${info.description}`);
}

export function adapterName({ info }: Pick<GPUAdapter, 'info'>): string {
  const names = [info.vendor, info.architecture].filter((name) => name !== '');
  return info.description || names.join(' ') || 'an unnamed GPU';
}

/**
 * Null where WebGPU can be used, else why not, as a clause. `asked`: the user chose it, so a software renderer will do.
 */
export async function lackOfWebGpu(asked: boolean): Promise<string | null> {
  const adapter = await findAdapter().catch(() => null);
  if (!adapter) return 'WebGPU is not available here';
  if (asked || !isSoftware(adapter)) return null;
  return `WebGPU here is only a software renderer (${adapterName(adapter)})`;
}

export class GpuDevice {
  /** Why nothing works any more. */
  private failure: AppError | null = null;
  private readonly waiting = new Set<(error: AppError) => void>();
  private closed = false;
  private gone = false;

  /** @param destroyed what it means when someone else ends the device. */
  constructor(
    readonly device: GPUDevice,
    /** For the user. */
    readonly name: string,
    destroyed: (why: string) => AppError = deviceLost,
  ) {
    void device.lost.then(({ reason, message }) => {
      this.gone = true;
      this.fail(reason === 'destroyed' ? destroyed(message) : deviceLost(message));
    });
    device.addEventListener('uncapturederror', ({ error }) => this.fail(refused(error)));
  }

  get broken(): boolean {
    return this.failure !== null;
  }

  get lost(): boolean {
    return this.gone;
  }

  /** Throws what has happened to the device, if anything. */
  check(): void {
    if (this.failure) throw this.failure;
  }

  /** Result of the task; rejects with the device's failure as soon as there is one, even if the task never settles. */
  guard<T>(task: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.failure) reject(this.failure);
      this.waiting.add(reject);
      const settle = (): void => void this.waiting.delete(reject);
      task.then(
        (value) => {
          settle();
          resolve(value);
        },
        (thrown: unknown) => {
          // A call may fail shortly before the loss that caused it is told.
          setTimeout(() => {
            settle();
            reject(this.failure ?? AppError.from(thrown));
          }, LOSS_IS_TOLD_MS);
        },
      );
    });
  }

  /** Storage of `bytes` that commands may also copy from and to. Rejects 'out-of-memory'. */
  async allocate(sizes: readonly number[], usage = STORAGE): Promise<GPUBuffer[]> {
    this.check();
    this.device.pushErrorScope('out-of-memory');
    const buffers = sizes.map((size) => this.device.createBuffer({ size, usage }));
    const error = await this.guard(this.device.popErrorScope());
    if (error === null) return buffers;
    for (const buffer of buffers) buffer.destroy();
    throw outOfMemory(error.message);
  }

  /** Ends the device; nothing waits for the GPU any more. */
  close(): void {
    this.closed = true;
    this.device.destroy();
  }

  private fail(error: AppError): void {
    if (this.closed || this.failure) return;
    this.failure = error;
    for (const reject of this.waiting) reject(error);
    this.waiting.clear();
  }
}

const LOSS_IS_TOLD_MS = 30;
/** STORAGE | COPY_SRC | COPY_DST, by number: the names exist only where WebGPU does. */
const STORAGE = 0x80 | 0x04 | 0x08;

/** Rejects 'backend-unavailable'. */
export async function openDevice(): Promise<GpuDevice> {
  const adapter = await findAdapter();
  if (!adapter) throw unavailable('there is no GPU adapter');
  try {
    const device = await adapter.requestDevice({ requiredLimits: limitsOf(adapter) });
    return new GpuDevice(device, adapterName(adapter));
  } catch (thrown) {
    throw unavailable(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;

function limitsOf({ limits }: GPUAdapter): Record<string, number> {
  return Object.fromEntries(LIMITS.map((name) => [name, limits[name]]));
}

export function unavailable(why: string): AppError {
  return new AppError(
    'backend-unavailable',
    `WebGPU cannot be used: ${why}. Choose WebAssembly or a current browser.`,
    { why },
  );
}

function deviceLost(why: string): AppError {
  return new AppError(
    'device-lost',
    `The GPU was lost${why ? ` (${why})` : ''}. Load the model again to go on; if it happens again, choose WebAssembly.`,
    { why },
  );
}

export function outOfMemory(why: string): AppError {
  return new AppError(
    'out-of-memory',
    'The GPU has no room left. Close other pages that use it, or choose a smaller model.',
    { why },
  );
}

function refused(error: GPUError): AppError {
  if (error instanceof GPUOutOfMemoryError) return outOfMemory(error.message);
  const why = error.message.slice(0, 300);
  return new AppError(
    'internal',
    `The GPU refused a command: ${why}. Load the model again; if that does not help, choose WebAssembly.`,
    { why },
  );
}
