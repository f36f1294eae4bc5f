/** What is being typed over tokens and steps: kept for each place until a branch has come of it. */
import type { TraceHeader } from '#core/trace/events.ts';
import type { EditPlace } from './edits.ts';

interface Draft {
  /** Branches and places are counted anew in every trace. */
  readonly trace: TraceHeader | null;
  readonly place: EditPlace;
  readonly typed: string;
}

export class EditDrafts {
  #drafts = $state.raw<readonly Draft[]>([]);

  /** What was typed there, else what stands there. */
  at(trace: TraceHeader | null, place: EditPlace): string {
    return this.#drafts.find((draft) => isAt(draft, trace, place))?.typed ?? place.text.trim();
  }
  type(trace: TraceHeader | null, place: EditPlace, typed: string): void {
    this.drop(trace, place);
    this.#drafts = [...this.#drafts, { trace, place, typed }];
  }
  drop(trace: TraceHeader | null, place: EditPlace): void {
    this.#drafts = this.#drafts.filter((draft) => !isAt(draft, trace, place));
  }
}

function isAt(draft: Draft, trace: TraceHeader | null, place: EditPlace): boolean {
  const { kind, branch, from } = draft.place;
  return draft.trace === trace && kind === place.kind && branch === place.branch && from === place.from;
}
