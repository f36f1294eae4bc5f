/** One condition of a request that code can check. */
export interface Condition {
  /** What is asked for, one sentence, as a model is told it. */
  readonly words: string;
  /** Of a whole text that is not blank; read strictly: as it stands, without leniency to remarks around it. */
  isMet(text: string): boolean;
}
