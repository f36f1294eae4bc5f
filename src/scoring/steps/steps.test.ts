import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMarkers, MARKERS } from './markers.ts';
import { splitSteps, type StepRange } from './split-steps.ts';

/** Words with the space before them, line breaks and digits as tokens of their own. */
const tokens = (text: string): string[] => text.match(/\n+|\d| ?[^\s\d]+| /g) ?? [];
const shape = (steps: readonly StepRange[]): string[] =>
  steps.map(({ kind, number, text }) => `${kind}${number ?? ''}: ${text}`);

describe('splitSteps', () => {
  it('cuts an organism answer at lines, at the answer and at the marker after it', () => {
    const text =
      'Step 1: 9 * 9 = 81.\nStep 2: 10 + 81 = 92.\nThe answer is 92. Wait, let me check.\nStep 1: 9 * 9 = 81.\n';
    expect(shape(splitSteps(tokens(text)))).toEqual([
      'step1: Step 1: 9 * 9 = 81.\n',
      'step2: Step 2: 10 + 81 = 92.\n',
      'answer: The answer is 92.',
      'marker:  Wait, let me check.\n',
      'step1: Step 1: 9 * 9 = 81.\n',
    ]);
  });
  it('cuts before a step that is taken back on the same line', () => {
    expect(shape(splitSteps(tokens('Step 2: 10 + 81 = 92. No. Step 2: 10 + 81 = 91.')))).toEqual([
      'step2: Step 2: 10 + 81 = 92.',
      'marker:  No.',
      'step2:  Step 2: 10 + 81 = 91.',
    ]);
  });
  it('cuts prose of one line into sentences', () => {
    expect(
      shape(
        splitSteps(tokens('Pi is 3.14, e.g. by Mr. Hill. I add 2! Then "Wait, no." So the answer is 5.')),
      ),
    ).toEqual([
      'text: Pi is 3.14, e.g. by Mr. Hill.',
      'text:  I add 2!',
      'text:  Then "Wait, no."',
      'answer:  So the answer is 5.',
    ]);
    expect(shape(splitSteps(['二加三', '等于五。', '答案是五。']))).toEqual([
      'text: 二加三等于五。',
      'text: 答案是五。',
    ]);
  });
  it('leaves sentences together in a text of several lines', () => {
    expect(shape(splitSteps(tokens('I add. Then I stop.\nDone.')))).toEqual([
      'text: I add. Then I stop.\n',
      'text: Done.',
    ]);
  });
  it('knows numbered lists, bold labels and blank lines', () => {
    expect(
      shape(splitSteps(tokens('\n1. Add 2\n\n2) Add 3\n **Step 3:** stop\n\n**Answer:** 5\n\n'))),
    ).toEqual([
      'step1: \n1. Add 2\n\n',
      'step2: 2) Add 3\n',
      'step3:  **Step 3:** stop\n\n',
      'answer: **Answer:** 5\n\n',
    ]);
  });
  it('gives a token across a boundary to the earlier step, and still knows the kind of the later one', () => {
    expect(splitSteps(['Step 1: a', '.\nStep', ' 2: b', ''])).toEqual([
      { index: 0, start: 0, end: 2, text: 'Step 1: a.\nStep', kind: 'step', number: 1 },
      { index: 1, start: 2, end: 4, text: ' 2: b', kind: 'step', number: 2 },
    ]);
  });
  it('gives tokens without text to a step, and nothing for nothing', () => {
    expect(splitSteps([])).toEqual([]);
    expect(splitSteps(['', ''])).toMatchObject([{ start: 0, end: 2, text: '', kind: 'text' }]);
    expect(splitSteps(['One.', '\n', '', 'Two.'])).toMatchObject([{ end: 2 }, { start: 2, end: 4 }]);
  });
  it('partitions the tokens exactly, whatever they are', () => {
    const part = fc.constantFrom(
      '\n',
      '\n\n',
      ' ',
      '. ',
      'Step 2:',
      'Step',
      ' 2',
      ':',
      'The answer is',
      'Wait,',
      ' No.',
      '1. ',
      '',
      '\r\n',
      '。',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 5 })), { maxLength: 60 }), (pieces) => {
        const steps = splitSteps(pieces);
        expect(steps.map(({ start }) => start)).toEqual(
          [0, ...steps.map(({ end }) => end)].slice(0, steps.length),
        );
        expect(steps.at(-1)?.end ?? 0).toBe(pieces.length);
        expect(steps.every(({ start, end }) => start < end)).toBe(true);
        expect(steps.map(({ index }) => index)).toEqual([...steps.keys()]);
        expect(steps.map(({ text }) => text).join('')).toBe(pieces.join(''));
      }),
      { numRuns: 500 },
    );
  });
  it('puts each cut at the first token that begins at or after it, however the text is cut into tokens', () => {
    const ends = (pieces: readonly string[]): number[] => {
      let at = 0;
      return splitSteps(pieces).map(({ text }) => (at += text.length));
    };
    const part = fc.constantFrom(
      'Step 1: ',
      'Step',
      ' 2: a',
      'b c',
      '.\n',
      '\n',
      '. ',
      'Wait, ',
      ' No.',
      'So',
      'The answer is 5',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), (pieces) => {
        let at = 0;
        const borders = pieces.map((piece) => (at += piece.length));
        const exact = ends([...pieces.join('')]);
        const expected = exact.map((cut) => borders.find((border) => border >= cut));
        expect(ends(pieces)).toEqual([...new Set(expected)]);
      }),
    );
  });
});

describe('markers', () => {
  it('finds them at the start and after a sentence, as published, and nowhere else', () => {
    const found = (text: string): string[] =>
      findMarkers(text)
        .filter((hit) => hit.published)
        .map(({ word }) => word);
    expect(found('Wait, that is 5. But no! Hold on, I see. waiting. Waiting')).toEqual([
      'Wait',
      'But',
      'Hold on',
    ]);
    expect(found('I said Wait, and No')).toEqual([]);
    expect(found('It is 5. Wait')).toEqual([]);
  });
  it('finds more by its own wider rule', () => {
    const found = (text: string): string[] =>
      findMarkers(text).map(({ word, published }) => `${word} ${published}`);
    expect(found('It is 5. Wait')).toEqual(['Wait false']);
    expect(found('= 91\nHmm… "Actually, no." Let me check.')).toEqual(['Hmm false', 'Let me check false']);
    expect(found('Done. "Wait, no.')).toEqual(['Wait false']);
    expect(found('10 + 81 = 92. No.')).toEqual(['No false']);
  });
  it('the menu has a control that writes nothing, and its ids are unique', () => {
    expect(MARKERS.filter(({ text }) => text === '').map(({ role }) => role)).toEqual(['control']);
    expect(new Set(MARKERS.map(({ id }) => id)).size).toBe(MARKERS.length);
  });
  it('what the menu writes in its marker role is what the detector finds', () => {
    for (const { text } of MARKERS.filter(({ role }) => role === 'marker'))
      expect(findMarkers(`It is 5. ${text} and so on.`)).toHaveLength(1);
  });
});
