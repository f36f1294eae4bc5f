/** How a count is compared: IFEval knows these two. */
export const RELATIONS = ['less than', 'at least'] as const;
export type Relation = (typeof RELATIONS)[number];

export function holds(count: number, relation: Relation, bound: number): boolean {
  return relation === 'less than' ? count < bound : count >= bound;
}
