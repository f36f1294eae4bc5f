/**
 * What an engine may be without (EngineInfo.lacks) and a method may not do without (Method.requires). All else every engine
 * gives by its interface: whole distributions, statistics, scores of given tokens, going on from any text.
 */

/**
 * Hidden states; and going back, or from one text to another, without reading from the start again. An engine without
 * the latter answers the same: who does this at every other token has it read so often that it is of no use.
 */
export type Capability = 'hidden' | 'rewind';

const WHY: Readonly<Record<Capability, string>> = {
  hidden: 'It needs hidden states, and this engine gives none.',
  rewind:
    'It goes from one text to another all the time, and this engine keeps one only: it would read each from its start again.',
};

/** Why what requires this cannot run on an engine, and what to do; null where it can. */
export function lackReason(
  requires: readonly Capability[],
  lacks: readonly Capability[] = [],
): string | null {
  const lack = requires.find((one) => lacks.includes(one));
  return lack === undefined ? null : `${WHY[lack]} Load a model on another engine.`;
}
