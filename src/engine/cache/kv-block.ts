/**
 * Key/value rows of a run of tokens, and where rows come from. A plane is one (layer, key or value, head):
 * plane = (layer · 2 + (0 key | 1 value)) · kvHeads + head. A row is one position of one plane, headSize floats.
 */
export interface KvLayout {
  readonly layers: number;
  readonly kvHeads: number;
  readonly headSize: number;
}
/** Rows addressed by plane and position. */
export interface KvRows {
  /** Writes rows [first, first + count) of `plane` to `target` from `offset` on. */
  copy(plane: number, first: number, count: number, target: Float32Array, offset: number): void;
}
/** Rows of a kept prefix, in order: run i covers positions [position, position + count). */
export interface KeptRun {
  readonly rows: KvRows;
  readonly first: number;
  readonly position: number;
  readonly count: number;
}
export const planesOf = ({ layers, kvHeads }: KvLayout): number => layers * 2 * kvHeads;
export const bytesPerToken = (layout: KvLayout): number => planesOf(layout) * layout.headSize * 4;

/** [planes, capacity, headSize]; rows [0, filled) are valid and never change. */
export class KvBlock implements KvRows {
  readonly data: Float32Array;
  readonly bytes: number;
  filled = 0;

  constructor(
    private readonly layout: KvLayout,
    readonly capacity: number,
  ) {
    this.data = new Float32Array(planesOf(layout) * capacity * layout.headSize);
    this.bytes = this.data.byteLength;
  }

  /** Appends rows [first, first + count) of `rows`; the caller has made sure that they fit. */
  append(rows: KvRows, first: number, count: number): void {
    const { headSize } = this.layout;
    const planes = planesOf(this.layout);
    for (let plane = 0; plane < planes; plane++)
      rows.copy(plane, first, count, this.data, (plane * this.capacity + this.filled) * headSize);
    this.filled += count;
  }

  copy(plane: number, first: number, count: number, target: Float32Array, offset: number): void {
    const { headSize } = this.layout;
    const start = (plane * this.capacity + first) * headSize;
    target.set(this.data.subarray(start, start + count * headSize), offset);
  }
}
