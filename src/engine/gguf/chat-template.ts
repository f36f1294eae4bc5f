/**
 * Messages to token ids by the file's own chat template (Jinja, as transformers renders it: trim_blocks, lstrip_blocks).
 * The clock is not an input: templates that ask for the date get a fixed one, so that the same messages give the same ids.
 */
import { Template } from '@huggingface/jinja';
import { AppError } from '#core/app-error.ts';
import type { TokenId } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import type { Tokenizer } from '#engine/types.ts';

export interface ChatSettings {
  /** Null: the file has no template, and `PLAIN` is used. */
  readonly template: string | null;
  /** Put before the text, unless the template wrote it already; null for none. */
  readonly bosId: TokenId | null;
  readonly bosText: string;
  readonly eosText: string;
  /** Text with special tokens recognised. */
  readonly encode: (text: string) => TokenId[];
  /** The same for text that goes on from other text. */
  readonly encodeOn: (text: string) => TokenId[];
}

/** For models without a template: each message under its role's name, an empty line between them. */
export const PLAIN =
  "{% for message in messages %}{{ message['role'] | capitalize }}: {{ message['content'] }}\n\n{% endfor %}" +
  '{% if add_generation_prompt %}Assistant:{% endif %}';

/** The date that Llama-3 templates fall back to. */
const DATE = '26 Jul 2024';

/**
 * `continueFinal`: the ids of everything before the last (assistant) message with the assistant's turn opened, then the
 * ids of its content. So they extend `chat(messages without the last)`, as if the model had written the content itself.
 * Throws AppError 'bad-input' | 'malformed-file'.
 */
export function chatEncoder(settings: ChatSettings): Tokenizer['chat'] {
  const template = parseTemplate(settings.template ?? PLAIN);
  const open = (messages: readonly Message[]): TokenId[] => {
    const text = render(template, messages, settings);
    const ids = settings.encode(text);
    const bos = settings.bosId;
    return bos === null || ids[0] === bos ? ids : [bos, ...ids];
  };
  return (messages, options) => {
    if (messages.length === 0) throw badMessages('There is no message. Give at least one from the user.');
    if (!options?.continueFinal) return open(messages);
    const last = messages[messages.length - 1] as Message;
    if (last.role !== 'assistant')
      throw badMessages(
        'Only an assistant’s message can be continued. Put one last, or leave continueFinal out.',
      );
    return [...open(messages.slice(0, -1)), ...settings.encodeOn(last.content)];
  };
}

function badMessages(message: string): AppError {
  return new AppError('bad-input', message);
}

function parseTemplate(source: string): Template {
  try {
    return new Template(source);
  } catch (cause) {
    throw templateError(cause);
  }
}

/** The rendered text, ending where the assistant begins to write. */
export function renderChat(
  settings: Omit<ChatSettings, 'encode' | 'encodeOn' | 'bosId'>,
  messages: readonly Message[],
): string {
  return render(parseTemplate(settings.template ?? PLAIN), messages, settings);
}

function render(
  template: Template,
  messages: readonly Message[],
  { bosText, eosText }: Pick<ChatSettings, 'bosText' | 'eosText'>,
): string {
  try {
    return template.render({
      messages: messages.map(({ role, content }) => ({ role, content })),
      add_generation_prompt: true,
      bos_token: bosText,
      eos_token: eosText,
      date_string: DATE,
      strftime_now: () => DATE,
    });
  } catch (cause) {
    throw templateError(cause);
  }
}

function templateError(cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError(
    'malformed-file',
    `This model's chat template refused the messages: ${reason} Leave out the system message, let user and assistant take turns, or choose another model.`,
    { reason },
    { cause },
  );
}
