/** A Markdown table as prettier formats it: columns as wide as their widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(3, ...all.map((cells) => [...(cells[i] ?? '')].length)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => padded(cells[i] ?? '', width)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}
function padded(cell: string, width: number): string {
  return cell + ' '.repeat(width - [...cell].length);
}
