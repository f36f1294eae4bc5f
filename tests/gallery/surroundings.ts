/** What stands around a component on the real page, so that it is drawn and read out as it is there. */
const PLACES = {
  /** The Play screen's middle column. */
  answer: { ground: 'paper', within: ['section'] },
  /** A row of the answer's grid. */
  row: { ground: 'paper', within: ['grid'] },
  cell: { ground: 'paper', within: ['grid', 'row'] },
  /** The panels left and right of the answer. */
  side: { ground: 'panel', within: [] },
  /** A line of a comparison, or a cell of it. */
  line: { ground: 'paper', within: ['table'] },
  lineCell: { ground: 'paper', within: ['table', 'row'] },
  bar: { ground: 'panel', within: [] },
  runs: { ground: 'paper', within: [] },
  list: { ground: 'paper', within: ['section', 'list'] },
  /** An entry of the tree of branches. */
  tree: { ground: 'panel', within: ['tree'] },
  /** Within a drawing. */
  picture: { ground: 'panel', within: ['svg'] },
  /** It comes over the page or stands beside its main part. */
  over: { ground: 'paper', within: [] },
  /** It is a whole screen, landmarks and title included. */
  screen: { ground: 'paper', within: [] },
} as const;
export type Place = keyof typeof PLACES;

const WRAPPERS = {
  section: () => titled('section', 'h2', 'Answer'),
  grid: () => element('div', { class: 'grid', role: 'grid', 'aria-label': 'Answer' }),
  row: () => element('div', { class: 'tokens', role: 'row' }),
  table: () => element('div', { role: 'table', 'aria-label': 'Answers' }),
  list: () => element('ul', {}),
  tree: () => element('div', { class: 'tree', role: 'tree', 'aria-label': 'Branches' }),
  svg: () => document.createElementNS('http://www.w3.org/2000/svg', 'svg'),
} as const;

/** Returns the innermost element: where the component goes. */
export function surroundings(into: HTMLElement, place: Place, title: string): Element {
  into.className = `scene ${place} ${PLACES[place].ground}`;
  if (place === 'screen') return into;
  const main = titled('main', 'h1', title);
  into.append(main);
  if (place === 'over') {
    const beside = element('div', {});
    into.append(beside);
    return beside;
  }
  return PLACES[place].within.reduce<Element>((outer, name) => {
    const inner = WRAPPERS[name]();
    outer.append(inner);
    return inner;
  }, main);
}

function titled(tag: string, heading: string, text: string): HTMLElement {
  const title = element(heading, { class: 'sr-only' });
  title.textContent = text;
  const outer = element(tag, {});
  outer.append(title);
  return outer;
}

function element(tag: string, attributes: Readonly<Record<string, string>>): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
