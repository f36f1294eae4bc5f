/**
 * Key/value rows of one sequence on the GPU: for each layer one buffer of keys and one of values, [1, KV, C, HD], which
 * the 'static' graph reads as past and writes in place as present. Rows never come back to the host.
 */
import { bytesPerToken } from '#engine/cache/kv-block.ts';
import type { KvLayout } from '#engine/cache/kv-block.ts';
import type { GpuDevice } from '#engine/gpu-device.ts';

export class KvBuffers {
  private constructor(
    private readonly gpu: GpuDevice,
    private readonly layout: KvLayout,
    /** C: positions it can hold. */
    readonly capacity: number,
    /** Keys of layer 0, values of layer 0, keys of layer 1, … */
    private readonly buffers: readonly GPUBuffer[],
  ) {}

  /** Rejects 'out-of-memory' | 'device-lost'. */
  static async allocate(gpu: GpuDevice, layout: KvLayout, capacity: number): Promise<KvBuffers> {
    const bytes = layout.kvHeads * capacity * layout.headSize * 4;
    const sizes = Array.from({ length: 2 * layout.layers }, () => bytes);
    return new KvBuffers(gpu, layout, capacity, await gpu.allocate(sizes));
  }

  get bytes(): number {
    return this.capacity * bytesPerToken(this.layout);
  }

  of(side: 'k' | 'v', layer: number): GPUBuffer {
    return this.buffers[2 * layer + (side === 'k' ? 0 : 1)] as GPUBuffer;
  }

  get dims(): readonly number[] {
    return [1, this.layout.kvHeads, this.capacity, this.layout.headSize];
  }

  /** Takes over the first `rows` positions, on the device. */
  copyFrom(other: KvBuffers, rows: number): void {
    if (rows === 0) return;
    const rowBytes = this.layout.headSize * 4;
    const encoder = this.gpu.device.createCommandEncoder();
    this.buffers.forEach((target, i) => {
      const source = other.buffers[i] as GPUBuffer;
      for (let head = 0; head < this.layout.kvHeads; head++) {
        const from = head * other.capacity * rowBytes;
        encoder.copyBufferToBuffer(source, from, target, head * this.capacity * rowBytes, rows * rowBytes);
      }
    });
    this.gpu.device.queue.submit([encoder.finish()]);
  }

  destroy(): void {
    for (const buffer of this.buffers) buffer.destroy();
  }
}
