/**
 * Messages to token ids by the file's own chat template (Jinja, as transformers renders it: trim_blocks, lstrip_blocks).
 * The clock is not an input: templates that ask for the date get a fixed one, so that the same messages give the same ids.
 */
import { Environment, Interpreter, Template } from '@huggingface/jinja';
import { AppError } from '#core/app-error.ts';
import type { TokenId } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import type { Tokenizer } from '#engine/types.ts';

export interface TemplateSettings {
  /** Null: the file has no template, and `PLAIN` is used. */
  readonly template: string | null;
  readonly bosText: string;
  readonly eosText: string;
}
export interface ChatSettings extends TemplateSettings {
  /** Put before the text, unless the template wrote it already; null for none. */
  readonly bosId: TokenId | null;
  /** Text with special tokens recognised. */
  readonly encode: (text: string) => TokenId[];
  /** The same for text that goes on from other text. */
  readonly encodeOn: (text: string) => TokenId[];
}
export type RenderChat = (messages: readonly Message[]) => string;

/** For models without a template: each message under its role's name, an empty line between them. */
const PLAIN =
  "{% for message in messages %}{{ message['role'] | capitalize }}: {{ message['content'] }}\n\n{% endfor %}" +
  '{% if add_generation_prompt %}Assistant:{% endif %}';

/** The date that Llama-3 templates fall back to. */
const DATE = new Date(Date.UTC(2024, 6, 26));
const DATE_STRING = '26 Jul 2024';

/**
 * `continueFinal`: the ids of everything before the last (assistant) message with the assistant's turn opened, then the
 * ids of its content. So they extend `chat(messages without the last)`, as if the model had written the content itself.
 * Throws AppError 'bad-input' | 'malformed-file'.
 */
export function chatEncoder(settings: ChatSettings): Tokenizer['chat'] {
  let render: RenderChat | null = null;
  const open = (messages: readonly Message[]): TokenId[] => {
    render ??= chatRenderer(settings);
    const ids = settings.encode(render(messages));
    const bos = settings.bosId;
    return bos === null || ids[0] === bos ? ids : [bos, ...ids];
  };
  return (messages, options) => {
    if (!options?.continueFinal) return open(messages);
    const last = messages.at(-1);
    if (last?.role === 'assistant')
      return [...open(messages.slice(0, -1)), ...settings.encodeOn(last.content)];
    throw new AppError(
      'bad-input',
      'Only an assistant’s message can be continued. Put one last, or leave continueFinal out.',
    );
  };
}

/** The rendered text, ending where the assistant begins to write. Throws AppError 'bad-input' | 'malformed-file'. */
export function chatRenderer({ template, bosText, eosText }: TemplateSettings): RenderChat {
  const { parsed } = refusing(() => new Template(template ?? PLAIN));
  return (messages) => {
    if (messages.length === 0)
      throw new AppError('bad-input', 'There is no message. Give at least one from the user.');
    return refusing(() => {
      const environment = templateGlobals();
      environment.set(
        'messages',
        messages.map(({ role, content }) => ({ role, content })),
      );
      environment.set('add_generation_prompt', true);
      environment.set('bos_token', bosText);
      environment.set('eos_token', eosText);
      const { value } = new Interpreter(environment).run(parsed);
      return String(value);
    });
  };
}

/** Names that templates expect to find; `Template.render` would let them see the clock. */
function templateGlobals(): Environment {
  const environment = new Environment();
  for (const [name, value] of [
    ['true', true],
    ['false', false],
    ['none', null],
    ['True', true],
    ['False', false],
    ['None', null],
    ['date_string', DATE_STRING],
  ] as const)
    environment.set(name, value);
  environment.set('range', range);
  environment.set('strftime_now', formatDate);
  environment.set('raise_exception', (message: string) => {
    throw new Error(message);
  });
  return environment;
}

function range(first: number, second?: number, step = 1): number[] {
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return Array.from({ length: count }, (_, i) => start + i * step);
}

/** strftime of the fixed date; English names, as in the models' training data. */
function formatDate(format: string): string {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(DATE);
  const parts: Readonly<Record<string, string>> = {
    '%Y': part({ year: 'numeric' }),
    '%m': part({ month: '2-digit' }),
    '%d': part({ day: '2-digit' }),
    '%b': part({ month: 'short' }),
    '%B': part({ month: 'long' }),
    '%A': part({ weekday: 'long' }),
    '%a': part({ weekday: 'short' }),
    '%H': '00',
    '%M': '00',
    '%S': '00',
  };
  return format.replace(/%[A-Za-z]/g, (code) => parts[code] ?? code);
}

function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'malformed-file',
      `This model's chat template refused the messages: ${reason.replace(/[.\s]+$/, '')}. Leave out the system message, let user and assistant take turns, or choose another model.`,
      { reason },
      { cause },
    );
  }
}
