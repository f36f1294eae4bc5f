/** The command line's entry: finds the command, runs it, and turns how it ended into an exit code. */
import { setMaxListeners } from 'node:events';
import { AppError } from '#core/app-error.ts';
import { parseArguments } from './arguments.ts';
import type { Command, Io } from './command.ts';
import { COMMANDS } from './commands.ts';
import { commandHelp, generalHelp } from './help.ts';

const DONE = 0;
const BROKEN = 1;
const BAD_INPUT = 2;
const INTERRUPTED = 130;

/** The first Ctrl-C asks for an orderly end, the second ends at once. */
function stopOnInterrupt(): AbortSignal {
  const stop = new AbortController();
  // Every question in flight listens; a batch is many questions.
  setMaxListeners(0, stop.signal);
  process.on('SIGINT', () => {
    if (stop.signal.aborted) process.exit(INTERRUPTED);
    process.stderr.write('Stopping; Ctrl-C again ends at once.\n');
    stop.abort();
  });
  return stop.signal;
}

async function run(words: readonly string[], io: Io): Promise<void> {
  const [name = '--help', ...rest] = words;
  const commands: Readonly<Record<string, Command>> = COMMANDS;
  if (name === '--help' || name === 'help') return io.out(generalHelp(commands));
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new AppError(
      'bad-input',
      `There is no command ${name}. Choose ${Object.keys(commands).join(', ')}.`,
    );
  if (rest.includes('--help')) return io.out(commandHelp(name, command));
  await command.run(parseArguments(name, command, rest), io);
}

function exitCodeOf(error: AppError): number {
  if (error.code === 'aborted') return INTERRUPTED;
  return error.code === 'internal' ? BROKEN : BAD_INPUT;
}

async function main(): Promise<number> {
  const signal = stopOnInterrupt();
  const io: Io = {
    out: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(`${text}\n`),
    signal,
  };
  try {
    await run(process.argv.slice(2), io);
    return signal.aborted ? INTERRUPTED : DONE;
  } catch (thrown) {
    const error = AppError.from(thrown);
    io.note(error.message.replaceAll('\n', ' '));
    return exitCodeOf(error);
  }
}

// A reader that has seen enough (head, say) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? DONE : BROKEN),
);
const code = await main();
// Threads of the runtime would keep the process; leave once everything is written.
process.stdout.write('', () => process.exit(code));
