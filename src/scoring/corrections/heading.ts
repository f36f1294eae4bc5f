/** Headings that begin something new ("Method 2", "Ana:"), after which numbers count afresh. */
import { hasClaim } from './passages.ts';
import type { Passage } from './passages.ts';

const SECTION =
  /^(?:#+ *)?(?:(?:part|case|method|approach|option|day|week|problem|question|example|scenario|plan)\b|(?:another|second|alternative|other) (?:way|method|approach)\b)/i;

export function isHeading(passage: Passage): boolean {
  const text = passage.text.trim();
  if (passage.kind !== 'text') return false;
  if (SECTION.test(text)) return true;
  return !hasClaim(passage) && text.endsWith(':') && text.split(/\s+/).length <= 4;
}
