/** detectable_content:*, combination:*, startend:* and punctuation:* of IFEval: what is to be in a text, around it, or not in it. */
import type { Condition } from './condition.ts';
import type { InstructionArguments } from './instruction-arguments.ts';
import { anywhere } from './words.ts';

/** [Like this], on one line. */
export function placeholders(given: InstructionArguments): Condition {
  const n = given.count('num_placeholders');
  return {
    words: `Use at least ${n} placeholders in square brackets, such as [address].`,
    isMet: (text) => (text.match(/\[[^\n]*?\]/g)?.length ?? 0) >= n,
  };
}

/** Between the letters of P.S. and P.P.S a space may stand. */
export function postscript(given: InstructionArguments): Condition {
  const marker = given.text('postscript_marker').trim();
  const pattern = POSTSCRIPTS[marker] ?? anywhere(marker);
  return {
    words: `Add a postscript that begins with ${marker}`.replace(/\.?$/, '.'),
    isMet: (text) => text.search(pattern) >= 0,
  };
}
const POSTSCRIPTS: Readonly<Record<string, RegExp>> = {
  'P.S.': /p\.\s?s\./i,
  'P.P.S': /p\.\s?p\.\s?s/i,
};

export function repeatPrompt(given: InstructionArguments): Condition {
  const prompt = given.text('prompt_to_repeat').trim();
  return {
    words: `Begin with these words, without change: “${prompt}”`,
    isMet: (text) => text.trim().toLowerCase().startsWith(prompt.toLowerCase()),
  };
}

/** Two and not the same; a divider may begin or end the text. */
export function twoResponses(): Condition {
  return {
    words: 'Give two different responses, divided by six stars: ******.',
    isMet: (text) => {
      const parts = text.split('******').map((part) => part.trim());
      const written = parts.filter((part) => part !== '');
      return !parts.slice(1, -1).includes('') && written.length === 2 && written[0] !== written[1];
    },
  };
}

/** Quotes around the whole do not count. */
export function endPhrase(given: InstructionArguments): Condition {
  const phrase = given.text('end_phrase').trim();
  return {
    words: `End with exactly these words: “${phrase}”`,
    isMet: (text) =>
      text
        .trim()
        .replace(/^"+|"+$/g, '')
        .toLowerCase()
        .endsWith(phrase.toLowerCase()),
  };
}

export function quotation(): Condition {
  return {
    words: 'Put double quotation marks around the whole answer.',
    isMet: (text) => /^".*"$/s.test(text.trim()),
  };
}

export function noComma(): Condition {
  return { words: 'Use no comma.', isMet: (text) => !text.includes(',') };
}
