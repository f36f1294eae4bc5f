/** Where keys lead in a tree that is written from top to bottom, as the ARIA pattern "tree view" has it. Pure. */
interface Node {
  readonly parent: number | null;
  readonly children: readonly number[];
}

/** Indexes in the order in which they are drawn: a node, then what is below it. */
export function drawnOrder(nodes: readonly Node[]): number[] {
  const below = (index: number): number[] => [index, ...(nodes[index]?.children ?? []).flatMap(below)];
  return nodes.flatMap(({ parent }, index) => (parent === null ? below(index) : []));
}

/** The node that a key leads to; null for other keys, and where there is none. */
export function treeMove(nodes: readonly Node[], from: number, key: string): number | null {
  const order = drawnOrder(nodes);
  const at = order.indexOf(from);
  switch (key) {
    case 'ArrowDown':
      return order[at + 1] ?? null;
    case 'ArrowUp':
      return order[at - 1] ?? null;
    case 'ArrowLeft':
      return nodes[from]?.parent ?? null;
    case 'ArrowRight':
      return nodes[from]?.children[0] ?? null;
    case 'Home':
      return order[0] ?? null;
    case 'End':
      return order.at(-1) ?? null;
    default:
      return null;
  }
}
