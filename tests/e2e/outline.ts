/**
 * What a page shows, as text: elements with what they mean (role, state, name, value, colour of data), and words. Left
 * out is what depends on fonts or on the build: places in pixels, class hashes.
 */
import type { Page } from '@playwright/test';

/** Runs in the page, so it uses nothing from outside. */
function outlineOf(root: Element): string {
  const KEPT =
    /^(role|aria-.*|id|for|href|title|type|min|max|step|rows|open|popover|placeholder|tabindex|data-.*|viewBox|style)$/;
  /** What most elements have is not worth a word. */
  const USUAL = new Set(['aria-selected="false"', 'tabindex="-1"', 'aria-hidden="true"', 'role="gridcell"']);
  const GEOMETRY = ['x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'width', 'height', 'd', 'points'];
  const rounded = (text: string): string =>
    text.replace(/-?\d+\.\d+/g, (digits) => String(Math.round(Number(digits) * 100) / 100));
  const styled = (style: string): string =>
    style
      .split(';')
      .map((rule) => rule.trim())
      .filter((rule) => rule !== '' && !/^[\w-]+: *-?[\d.]+px$/.test(rule))
      .join('; ');
  const head = (element: Element): string => {
    const classes = [...element.classList].filter((name) => !name.startsWith('svelte-'));
    const said = [...element.attributes]
      .filter(({ name }) => KEPT.test(name))
      .map(({ name, value }) => [name, name === 'style' ? styled(value) : rounded(value)] as const)
      .filter(([name, value]) => name !== 'style' || value !== '')
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .filter((words) => !USUAL.has(words));
    const shape =
      element instanceof SVGElement
        ? GEOMETRY.map((name) => element.getAttribute(name)).filter((value) => value !== null)
        : [];
    const field = ['input', 'textarea', 'select'].includes(element.localName);
    const holds = field && 'value' in element ? [`holds ${JSON.stringify(element.value)}`] : [];
    const place = shape.length === 0 ? [] : [`(${shape.map(rounded).join(' ')})`];
    return [[element.localName, ...classes].join('.'), ...said, ...place, ...holds].join(' ');
  };
  const lines: string[] = [];
  const words = (node: Node): string => (node.textContent ?? '').replace(/\s+/g, ' ');
  const walk = (element: Element, depth: number): void => {
    const line = '  '.repeat(depth) + head(element);
    if (element.children.length === 0) {
      const text = words(element);
      lines.push(text === '' ? line : `${line} ${JSON.stringify(text)}`);
      return;
    }
    lines.push(line);
    for (const node of element.childNodes) {
      if (node instanceof Element) walk(node, depth + 1);
      else if (node instanceof Text && words(node).trim() !== '')
        lines.push('  '.repeat(depth + 1) + JSON.stringify(words(node)));
    }
  };
  for (const child of root.children) walk(child, 0);
  return lines.join('\n');
}

export function outline(page: Page, selector: string): Promise<string> {
  return page.locator(selector).evaluate(outlineOf);
}
