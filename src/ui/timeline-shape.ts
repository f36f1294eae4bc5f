/**
 * The timeline's shapes in pixels, as a few SVG paths whatever the number of tokens: a column a token, or a column a
 * pixel where there are more tokens than pixels. Pure.
 */
export interface Column {
  readonly x: number;
  readonly width: number;
  /** Of the least sure token that it stands for. */
  readonly value: number;
  readonly bin: number;
}
export interface Point {
  readonly value: number;
  /** 0 (sure) to 6 (unsure). */
  readonly bin: number;
}

/** @param points a token each @param width of the whole, px */
export function columnsOf(points: readonly Point[], width: number): Column[] {
  const count = Math.max(1, Math.min(points.length, Math.floor(width)));
  if (points.length === 0) return [];
  const step = width / count;
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * points.length) / count);
    const to = Math.floor(((i + 1) * points.length) / count);
    return { x: i * step, width: step, ...leastSure(points, from, to) };
  });
}

function leastSure(points: readonly Point[], from: number, to: number): Point {
  let least = points[from] ?? { value: 0, bin: 0 };
  for (let i = from + 1; i < to; i++) {
    const point = points[i];
    if (point !== undefined && point.bin > least.bin) least = point;
  }
  return least;
}

export interface Frame {
  /** Where a value of 0 is drawn, px from above; the highest value is drawn at `top`. */
  readonly bottom: number;
  readonly top: number;
  readonly highest: number;
}

/** One path for each bin that has columns: filled rectangles. */
export function fillPaths(columns: readonly Column[], frame: Frame): { bin: number; d: string }[] {
  const parts = new Map<number, string[]>();
  for (const column of columns) {
    const drawn = parts.get(column.bin) ?? [];
    drawn.push(
      `M${px(column.x)} ${frame.bottom}V${heightAt(column, frame)}h${px(column.width)}V${frame.bottom}Z`,
    );
    parts.set(column.bin, drawn);
  }
  return [...parts].sort(([a], [b]) => a - b).map(([bin, drawn]) => ({ bin, d: drawn.join('') }));
}

/** The upper edge of all columns, as one line in steps. */
export function outlinePath(columns: readonly Column[], frame: Frame): string {
  if (columns.length === 0) return '';
  const steps = columns.map((column) => `V${heightAt(column, frame)}H${px(column.x + column.width)}`);
  return `M0 ${frame.bottom}${steps.join('')}V${frame.bottom}`;
}

function heightAt({ value }: Column, { bottom, top, highest }: Frame): string {
  const share = highest > 0 ? Math.min(1, Math.max(0, value / highest)) : 0;
  return px(bottom - Math.max(0.5, share * (bottom - top)));
}

function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Left edge of a token, px; `index` may be the count of tokens: then the right end. */
export function xOf(index: number, count: number, width: number): number {
  return count === 0 ? 0 : (index / count) * width;
}

/** The token under a point. */
export function tokenAt(x: number, count: number, width: number): number {
  const index = width > 0 ? Math.floor((x / width) * count) : 0;
  return Math.min(Math.max(0, count - 1), Math.max(0, index));
}

/**
 * Places for marks that would lie on one another: in order, at least `gap` apart where there is room, none outside
 * [gap / 2, width − gap / 2].
 * @param wanted rising
 */
export function spreadOut(wanted: readonly number[], gap: number, width: number): number[] {
  const [low, high] = [gap / 2, Math.max(gap / 2, width - gap / 2)];
  const apart = Math.min(gap, wanted.length > 1 ? (high - low) / (wanted.length - 1) : gap);
  const places = wanted.map((x) => Math.min(high, Math.max(low, x)));
  for (let i = 1; i < places.length; i++)
    places[i] = Math.max(places[i] ?? low, (places[i - 1] ?? low) + apart);
  let limit = high;
  for (let i = places.length - 1; i >= 0; i--) {
    limit = Math.min(limit, places[i] ?? high);
    places[i] = limit;
    limit -= apart;
  }
  return places;
}
