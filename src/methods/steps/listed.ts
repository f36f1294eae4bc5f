/** A list that a model wrote, one item a line, without its bullets and numbers; headings and remarks are left out. */

/** @param most items that count; small models do not stop by themselves */
export function listed(text: string, most: number): string[] {
  const items = text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*•]|\(?\d+[.):])\s*/, '').trim())
    .filter((line) => line !== '' && !line.endsWith(':'));
  return [...new Set(items)].slice(0, most);
}

/** As a model is shown it. */
export function bulleted(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
