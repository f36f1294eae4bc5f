/**
 * Words with which a text turns on itself: a menu for injecting them, and a detector.
 * Published detector: Wait, No, But, Hold on, Hang on, Alternatively, However or Hmm at the start of the text or after
 * . ! ? and white space, followed by a comma, white space or "!". Source: Self-Correction Bench, arXiv 2507.02778 (its
 * code); methods.md 3.4. Wider, ours: also at the start of a line, also Actually, Oops and Let me check, also followed
 * by . … : or the end of the text. Count with `published` where numbers are compared with the paper's.
 * Must not be read as "the model noticed an error": "No apples are left." matches too.
 */
export interface Marker {
  readonly id: string;
  /** What is written; empty for the control that writes nothing. */
  readonly text: string;
  /** A control is what a marker's effect is measured against. */
  readonly role: 'marker' | 'control';
  /** True when the benchmark's authors injected exactly this text. */
  readonly published: boolean;
}

/** In the order of the menu. The benchmark writes them bare: one space before, no comma, no space after. */
export const MARKERS: readonly Marker[] = [
  { id: 'nothing', text: '', role: 'control', published: true },
  { id: 'wait', text: 'Wait', role: 'marker', published: true },
  { id: 'wait-comma', text: 'Wait,', role: 'marker', published: false },
  { id: 'but', text: 'But', role: 'marker', published: true },
  { id: 'however', text: 'However', role: 'marker', published: true },
  { id: 'hmm', text: 'Hmm', role: 'marker', published: false },
  { id: 'hmm-comma', text: 'Hmm,', role: 'marker', published: false },
  { id: 'actually', text: 'Actually', role: 'marker', published: false },
  { id: 'no', text: 'No', role: 'marker', published: false },
  { id: 'let-me-check', text: 'Let me check', role: 'marker', published: false },
  { id: 'so', text: 'So', role: 'control', published: false },
];

export interface MarkerHit {
  readonly word: string;
  /** Character range of the word, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Whether the published detector fires here. */
  readonly published: boolean;
}

const PUBLISHED_WORDS = ['Wait', 'No', 'But', 'Hold on', 'Hang on', 'Alternatively', 'However', 'Hmm'];
const OWN_WORDS = [
  'Actually',
  'Oops',
  'Let me check',
  'Let me double-check',
  'Let me re-check',
  'Let me recheck',
];
const WORD = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[...PUBLISHED_WORDS, ...OWN_WORDS].join('|')})(?=[,\\s!.…:]|$)`,
  'gu',
);
const LEAD = /[\s"'“‘*(]*$/;

/** What parts a word from the text before it (white space, opening quotes), and the last sign of that text. */
function before(text: string, start: number): { lead: string; sign: string } {
  const lead = LEAD.exec(text.slice(Math.max(0, start - 20), start))?.[0] ?? '';
  return { lead, sign: text.slice(Math.max(0, start - lead.length - 1), start - lead.length) };
}

/** In order of appearance. Capitalised words only, as published. */
export function findMarkers(text: string): MarkerHit[] {
  return [...text.matchAll(WORD)].flatMap((match) => {
    const [word] = match;
    const start = match.index;
    const end = start + word.length;
    const { lead, sign } = before(text, start);
    const afterSentence = /[.!?]/.test(sign) && /\s/.test(lead);
    if (!(sign === '' || afterSentence || lead.includes('\n'))) return [];
    const published =
      PUBLISHED_WORDS.includes(word) &&
      (start === 0 || (afterSentence && /^\s+$/.test(lead))) &&
      /^[,\s!]/.test(text.slice(end, end + 1));
    return [{ word, start, end, published }];
  });
}
