/** Chat messages as every chat template takes them. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}
