/** The help texts, made from the command table. */
import type { Command } from './command.ts';

const RUN = 'npm run --silent st --';

export function generalHelp(commands: Readonly<Record<string, Command>>): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return `${RUN} COMMAND …\n\n${table(rows)}\n\nEach command explains itself: ${RUN} generate --help\n`;
}

export function commandHelp(name: string, { summary, options, operands }: Command): string {
  const rows = Object.entries(options).map(
    ([key, { value, help }]) => [`--${key}${value === undefined ? '' : ` ${value}`}`, help] as const,
  );
  return `${summary}\n\n${RUN} ${[name, operands, '[options]'].filter(Boolean).join(' ')}\n\n${table(rows)}\n`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
