/** What a report is measured with. */
export interface ReportOptions {
  /** Chooses problems, mistakes and chance. */
  readonly seed: number;
  /** Items for each line of the report. */
  readonly n: number;
  readonly signal?: AbortSignal;
  /** Told what is being measured, in a few words. */
  readonly onProgress?: (doing: string) => void;
}
/** Where mistakes are planted and P(True) is asked: long enough to hide a mistake, short enough to be solved. */
export const MIDDLE_DIFFICULTIES = [2, 3, 4] as const;
