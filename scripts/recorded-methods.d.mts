export type RecordedFor = 'any' | 'instructions';
export const RECORDED: Readonly<Record<RecordedFor, readonly string[]>>;
export function askedFor(words: readonly string[]): {
  readonly model: string;
  readonly seed: number;
  readonly difficulty: number;
};
export function isUpToDate(
  header: {
    readonly model: { readonly sha256: string };
    readonly method: { readonly id: string; readonly args: Readonly<Record<string, unknown>> };
    readonly seed: number;
    readonly problem: { readonly generated: { readonly difficulty: number } | null };
  },
  method: {
    readonly id: string;
    readonly needs: RecordedFor;
    readonly params: Readonly<Record<string, { readonly fallback: unknown }>>;
  },
  sha256: string,
): boolean;
