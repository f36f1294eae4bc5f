/** A marker of one's own for Wait: what was typed last stays while the page is open. */

/** Characters: a marker is a few words; more is an answer of one's own, which Edit is for. */
export const OWN_MARKER_LENGTH = 200;

export class OwnMarker {
  /** As typed: nothing is trimmed. */
  text = $state('');

  /** Why it cannot be written, ending with what to do; null when it can. */
  issue: string | null = $derived.by(() => ownMarkerIssue(this.text));
}

export function ownMarkerIssue(text: string): string | null {
  if (text.trim() === '')
    return 'There is nothing to write. Type a few words, or take “no marker” below as the control.';
  if (text.length > OWN_MARKER_LENGTH)
    return `That is ${text.length} characters. Shorten it to ${OWN_MARKER_LENGTH}.`;
  return null;
}
