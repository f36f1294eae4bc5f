/** detectable_format:* of IFEval: lists, sections, titles, JSON, one of three answers. */
import type { Condition } from './condition.ts';
import type { InstructionArguments } from './instruction-arguments.ts';

const CHOICES = ['My answer is yes.', 'My answer is no.', 'My answer is maybe.'];

export function constrainedResponse(): Condition {
  return {
    words: `Answer with one of these: ${CHOICES.map((one) => `“${one}”`).join(', ')}.`,
    isMet: (text) => CHOICES.some((one) => text.includes(one)),
  };
}

/** A fence around it is no fault. */
export function jsonFormat(): Condition {
  return {
    words: 'Write the whole answer as JSON.',
    isMet: (text) => {
      const bare = text
        .trim()
        .replace(/^```json/, '')
        .replace(/^```(?:Json|JSON)?/, '');
      return isJson(bare.replace(/```$/, '').trim());
    },
  };
}
/** As Python reads it: NaN and the infinities too. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/(?<=^|[[,:\s])(?:NaN|-?Infinity)(?=$|[\],}\s])/g, '0'));
    return true;
  } catch {
    return false;
  }
}

/** <<Like this>>, on one line. */
export function title(): Condition {
  return {
    words: 'Write a title in double angular brackets, such as <<title>>.',
    isMet: (text) =>
      (text.match(/<<[^\n]+>>/g) ?? []).some(
        (found) => found.replace(/^<+/, '').replace(/>+$/, '').trim() !== '',
      ),
  };
}

/** Lines that begin with * (not **) or -. */
export function numberOfBullets(given: InstructionArguments): Condition {
  const n = given.count('num_bullets');
  return {
    words: `Write exactly ${n} bullet points, each on a line that begins with *.`,
    isMet: (text) => {
      const [stars, dashes] = [text.match(/^\s*\*[^*].*$/gm), text.match(/^\s*-.*$/gm)];
      return (stars?.length ?? 0) + (dashes?.length ?? 0) === n;
    },
  };
}

/** *One* or **one**; a pair of stars with nothing in it is none. */
export function highlightedSections(given: InstructionArguments): Condition {
  const n = given.count('num_highlights');
  return {
    words: `Highlight at least ${n} parts with stars, such as *highlighted part*.`,
    isMet: (text) => {
      const found = [...(text.match(/\*[^\n*]*\*/g) ?? []), ...(text.match(/\*\*[^\n*]*\*\*/g) ?? [])].filter(
        (part) => part.replace(/^\*+|\*+$/g, '').trim() !== '',
      );
      return found.length >= n;
    },
  };
}

/** “SECTION 1”, by the word that begins each. */
export function multipleSections(given: InstructionArguments): Condition {
  const [word, n] = [given.text('section_spliter').trim(), given.count('num_sections')];
  const pattern = new RegExp(`${word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\s?\\p{Nd}+`, 'gu');
  return {
    words: `Write at least ${n} sections, each marked as “${word} 1” and so on.`,
    isMet: (text) => (text.match(pattern)?.length ?? 0) >= n,
  };
}
