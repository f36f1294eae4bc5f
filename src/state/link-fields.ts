/** How a value stands in the address: its default, what it may be, and how it is read. Pure. */
export interface Field<T> {
  readonly fallback: T;
  readonly rule: string;
  /** Undefined when the text is no such value. */
  readonly read: (text: string) => T | undefined;
}

export function oneOf<T extends string>(values: readonly T[], fallback: T): Field<T> {
  return {
    fallback,
    rule: `one of ${values.join(', ')}`,
    read: (text) => values.find((value) => value === text),
  };
}
export function numeric(
  fallback: number,
  [low, high]: readonly [low: number, high: number],
  pattern: RegExp,
  rule: string,
): Field<number> {
  const inRange = (value: number): boolean => value >= low && value <= high;
  return {
    fallback,
    rule,
    read: (text) => (pattern.test(text) && inRange(Number(text)) ? Number(text) : undefined),
  };
}
export function whole(fallback: number, low: number, high: number): Field<number> {
  return numeric(fallback, [low, high], /^\d+$/, `a whole number from ${low} to ${high}`);
}
/** A text that a pattern knows. */
export function matching(fallback: string, pattern: RegExp, rule: string): Field<string> {
  return { fallback, rule, read: (text) => (pattern.test(text) ? text : undefined) };
}
