/**
 * Messages to token ids by the template of an MLC folder (conv_template), as web-llm writes it: system text, then every
 * message with its role before it and a separator after it. Message i ends with separator i modulo their number.
 */
import { AppError } from '#core/app-error.ts';
import type { TokenId } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import type { Tokenizer } from '#engine/types.ts';
import type { MlcConversation } from './manifest.ts';

export interface ConversationEncoders {
  /** Text with special tokens recognised. */
  readonly encode: (text: string) => TokenId[];
  /** The same for text that goes on from other text. */
  readonly encodeOn: (text: string) => TokenId[];
}

/** `continueFinal` as in chat-template.ts. Throws AppError 'bad-input'. */
export function conversationEncoder(
  template: MlcConversation,
  { encode, encodeOn }: ConversationEncoders,
): Tokenizer['chat'] {
  const open = (messages: readonly Message[]): TokenId[] => [
    ...template.prefixIds,
    ...encode(renderConversation(template, messages)),
  ];
  return (messages, options) => {
    if (!options?.continueFinal) return open(messages);
    const last = messages.at(-1);
    if (last?.role === 'assistant') return [...open(messages.slice(0, -1)), ...encodeOn(last.content)];
    throw new AppError(
      'bad-input',
      'Only an assistant’s message can be continued. Put one last, or leave continueFinal out.',
    );
  };
}

/** Ends where the assistant begins to write. Throws AppError 'bad-input'. */
export function renderConversation(template: MlcConversation, messages: readonly Message[]): string {
  if (messages.length === 0)
    throw new AppError('bad-input', 'There is no message. Give at least one from the user.');
  const system = systemText(template, messages);
  const turns = messages.filter(({ role }) => role !== 'system');
  const written = turns.map(({ role, content }, i) => {
    const name = i === 0 && system !== '' && !template.roleAfterSystem ? '' : roleText(template, role);
    const text = filled(template.roleTemplates[role] ?? `{${role}_message}`, role, content);
    return `${name}${text}${template.separators[i % template.separators.length]}`;
  });
  const opening = `${template.roles['assistant'] ?? ''}${template.emptySeparator}`;
  return [system, ...written, opening].join('');
}

function systemText(template: MlcConversation, messages: readonly Message[]): string {
  const said = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const text = said.length > 0 ? said.join('\n') : template.systemMessage;
  if (text === '' && !template.emptySystem) return '';
  return filled(template.systemTemplate, 'system', text);
}

function roleText(template: MlcConversation, role: Message['role']): string {
  const name = template.roles[role];
  return name === undefined ? '' : `${name}${template.contentSeparator}`;
}

/** The place for functions stays empty. A function replaces, so that “$&” in a message is no pattern. */
function filled(template: string, role: Message['role'], content: string): string {
  return template.replace('{function_string}', '').replace(`{${role}_message}`, () => content);
}
