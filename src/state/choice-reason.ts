/** Why a token cannot be taken in another's place. Pure. */
interface Choice {
  readonly id: number;
  readonly bytes: string;
  /** Where it is known; a list of candidates does not say. */
  readonly special?: boolean;
}

/** Taking the end of the turn would leave nothing to go on with. */
const ENDS = 'This would end the answer here: nothing could follow';

/** @param blocked why no branch can be made at all, or null. */
export function takeReason(choice: Choice, standing: { id: number }, blocked: string | null): string | null {
  if (choice.id === standing.id) return 'This token stands here already';
  const special = choice.special ?? /^<.*>$/.test(choice.bytes);
  return special ? ENDS : blocked;
}
