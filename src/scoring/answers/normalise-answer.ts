/**
 * One way to write an answer, so that equal answers fall into one bucket of a vote: LaTeX and markdown dressing,
 * currency, thousands commas, percent sign, trailing period and units go; fractions to a/b in lowest terms;
 * whole-valued decimals to integers; words to lower case (single letters keep theirs: "next letter after A" is not b).
 * Source: methods.md 0.4. "50%" becomes "50" and not "0.5", as the rule there says: the sign is taken off.
 * Must not guess: what it does not understand stays as it is.
 */
import { canonicalNumber } from './number.ts';

const VULGAR: Readonly<Record<string, string>> = {
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  '⅓': '1/3',
  '⅔': '2/3',
};

/** Units that may stand without a space; after a space any words may follow a number. */
const GLUED_UNIT =
  /^([^a-z]*\d(?:e[+-]?\d+)?)(?:mm|cm|dm|km|m|mg|kg|g|ms|s|sec|min|h|hrs?|ml|l|lbs?|oz|ft|mph|kmh|°[cf]?)[²³]?$/i;
const SPACED_UNIT = /^([^a-z]*\d(?:e[+-]?\d+)?)\s+(?:[a-z°²³]+[./\s]+){0,3}[a-z°²³]+$/i;
/** Words after a number that change its value, so that they are no unit. */
const VALUE_WORDS =
  /\b(?:and|or|to|not|plus|minus|times|half|quarter|hundred|thousand|million|billion|dozen|percent of|x|y|z|n|pi|is|are)\b/i;

function undressLatex(text: string): string {
  return text
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '$1/$2')
    .replace(/\\[dt]?frac\s*(\d)\s*(\d)/g, '$1/$2')
    .replace(/\\(?:text|mathrm|mathbf|textbf|operatorname)\s*\{([^{}]*)\}/g, '$1')
    .replace(/\\(?:left|right|displaystyle)\b/g, '')
    .replace(/\\[()[\]]/g, ' ')
    .replace(/\\[,;:! ]/g, ' ')
    .replace(/\\([%$#&_])/g, '$1')
    .replaceAll('{,}', ',');
}

function undress(text: string): string {
  return undressLatex(
    text.replaceAll('−', '-').replace(/\s?([½¼¾⅓⅔])/g, (_, sign: string) => ` ${VULGAR[sign]}`),
  )
    .replace(/[*`]+/g, '')
    .replace(/^[\s"'“”‘’]+/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function stripUnits(text: string): string {
  const glued = GLUED_UNIT.exec(text)?.[1];
  if (glued !== undefined) return glued;
  return VALUE_WORDS.test(text) ? text : (SPACED_UNIT.exec(text)?.[1] ?? text);
}

function stripSigns(text: string): string {
  return text
    .replace(/^[A-Za-z]\s*=\s*/, '')
    .replace(/[$€£¥]/g, '')
    .replace(/\s*(?:%|percent)$/i, '')
    .replace(/^([+-])\s+(?=\d)/, '$1')
    .trim();
}

/** Null when nothing is left. */
export function normaliseAnswer(raw: string): string | null {
  const bare = undress(raw)
    .replace(/[\s.,;:!?"'“”‘’]+$/, '')
    .trim();
  if (bare === '') return null;
  const option = /^\(?([A-Ja-j])\)$/.exec(bare)?.[1];
  if (option !== undefined) return option.toUpperCase();
  const signless = stripSigns(bare);
  const number = canonicalNumber(signless) ?? canonicalNumber(stripSigns(stripUnits(signless)));
  if (number !== null) return number;
  const text = signless === '' ? bare : signless;
  return text.length === 1 ? text : text.toLowerCase();
}
