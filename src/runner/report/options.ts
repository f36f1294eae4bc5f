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
