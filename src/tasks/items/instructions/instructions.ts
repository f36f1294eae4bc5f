/**
 * The instructions of IFEval whose following code can check (Zhou et al., arXiv 2311.07911), by their ids. The language of
 * a text is not among them: no code here can tell it, and it is not guessed.
 */
import { allCapitals, capitalWords, noCapitals } from './cases.ts';
import type { Condition } from './condition.ts';
import {
  endPhrase,
  noComma,
  placeholders,
  postscript,
  quotation,
  repeatPrompt,
  twoResponses,
} from './contents.ts';
import {
  constrainedResponse,
  highlightedSections,
  jsonFormat,
  multipleSections,
  numberOfBullets,
  title,
} from './formats.ts';
import { instructionArguments } from './instruction-arguments.ts';
import type { InstructionArguments } from './instruction-arguments.ts';
import { existence, forbiddenWords, keywordFrequency, letterFrequency } from './keywords.ts';
import { nthParagraphFirstWord, numberOfParagraphs, numberOfSentences, numberOfWords } from './lengths.ts';

type Instruction = (given: InstructionArguments) => Condition;

const INSTRUCTIONS: Readonly<Record<string, Instruction>> = Object.freeze({
  'change_case:capital_word_frequency': capitalWords,
  'change_case:english_capital': allCapitals,
  'change_case:english_lowercase': noCapitals,
  'combination:repeat_prompt': repeatPrompt,
  'combination:two_responses': twoResponses,
  'detectable_content:number_placeholders': placeholders,
  'detectable_content:postscript': postscript,
  'detectable_format:constrained_response': constrainedResponse,
  'detectable_format:json_format': jsonFormat,
  'detectable_format:multiple_sections': multipleSections,
  'detectable_format:number_bullet_lists': numberOfBullets,
  'detectable_format:number_highlighted_sections': highlightedSections,
  'detectable_format:title': title,
  'keywords:existence': existence,
  'keywords:forbidden_words': forbiddenWords,
  'keywords:frequency': keywordFrequency,
  'keywords:letter_frequency': letterFrequency,
  'length_constraints:nth_paragraph_first_word': nthParagraphFirstWord,
  'length_constraints:number_paragraphs': numberOfParagraphs,
  'length_constraints:number_sentences': numberOfSentences,
  'length_constraints:number_words': numberOfWords,
  'punctuation:no_comma': noComma,
  'startend:end_checker': endPhrase,
  'startend:quotation': quotation,
});

/** Null for an instruction that no code here checks. @throws AppError bad-input for arguments that it cannot do with */
export function conditionOf(id: string, given: unknown): Condition | null {
  const instruction = Object.hasOwn(INSTRUCTIONS, id) ? INSTRUCTIONS[id] : undefined;
  return instruction === undefined ? null : instruction(instructionArguments(id, given));
}
