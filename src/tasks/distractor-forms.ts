/**
 * Sentences whose number does not matter to the question. Placeholders: {N} who the question is about, {O} somebody who
 * does not occur elsewhere, {t} the things of the question, {u} other things, {v} one of the two, {n} the number.
 */
export type DistractorKind = 'other-person' | 'other-thing' | 'price' | 'time';

export const DISTRACTOR_FORMS: Readonly<Record<DistractorKind, readonly string[]>> = {
  'other-person': [
    '{O} has {n} {v}.',
    '{O} owns {n} {v}.',
    'At home {O} has {n} {v}.',
    '{O} keeps {n} {v} at home.',
    'There are {n} {v} in the bag of {O}.',
    '{O} buys {n} {v}.',
  ],
  'other-thing': [
    '{N} has {n} {u} as well.',
    '{N} owns {n} {u} as well.',
    'At home {N} has {n} {u}.',
    '{N} finds {n} {u} on the way.',
    'There are {n} {u} at home.',
    '{N} buys {n} {u} for {O}.',
  ],
  price: [
    'One of the {t} costs {n} cents.',
    'Each of the {t} costs {n} cents.',
    'A bag costs {n} cents.',
    '{N} has {n} cents left.',
    '{O} pays {n} cents for a bag.',
    'The way home costs {n} cents.',
  ],
  time: [
    'The way home takes {n} minutes.',
    'It takes {n} minutes.',
    '{N} is {n} years old.',
    '{N} is out for {n} minutes.',
    '{O} comes {n} minutes later.',
    'In {n} minutes {O} goes home.',
  ],
};
