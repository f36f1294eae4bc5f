/** Replays data/template.json (template.py): transformers' jinja2 is the authority on rendered chat templates. */
import { describe, expect, test } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { Message } from '#core/messages.ts';
import { chatRenderer } from '#engine/gguf/chat-template.ts';
import type { MetadataValue } from '#engine/gguf/metadata.ts';
import { tokenizerFromGguf } from '#engine/gguf/tokenizer.ts';
import type { Tokenizer } from '#engine/types.ts';
import oracle from './data/template.json' with { type: 'json' };
import llamaBpe from './data/tokenizer-llama-bpe.json' with { type: 'json' };
import sentencePiece from './data/tokenizer-sentencepiece.json' with { type: 'json' };
import smollm from './data/tokenizer-smollm.json' with { type: 'json' };
import { tokenizerFile, type TokenizerData } from './tokenizer-file.ts';

const conversations = oracle.conversations as readonly (readonly Message[])[];
const templateOf = (name: string): string =>
  oracle.cases.find((item) => item.name === name)?.template ?? 'missing';

describe.each(oracle.cases)('$name', ({ template, bos, eos, rendered }) => {
  test.each(conversations.map((messages, i) => ({ messages, expected: rendered[i] })))(
    'conversation %#',
    ({ messages, expected }) => {
      expect(chatRenderer({ template, bosText: bos, eosText: eos })(messages)).toBe(expected);
    },
  );
});

async function tokenizerWith(
  data: TokenizerData,
  template: string | null,
  more: readonly (readonly [string, MetadataValue])[] = [],
): Promise<Tokenizer> {
  const entry = [['tokenizer.chat_template', { type: 'string', value: template ?? '' }]] as const;
  return tokenizerFromGguf(await tokenizerFile(data, [...(template === null ? [] : entry), ...more]));
}
const user: Message = { role: 'user', content: 'Six eggs in 4 boxes?' };
const assistant: Message = { role: 'assistant', content: 'Wait, 24.\n' };

describe('ids', () => {
  test('are those of the rendered text, special tokens recognised', async () => {
    const tokenizer = await tokenizerWith(smollm, templateOf('SmolLM2'));
    const ids = tokenizer.chat([{ role: 'system', content: 'S' }, user]);
    const text =
      '<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nSix eggs in 4 boxes?<|im_end|>\n<|im_start|>assistant\n';
    expect(ids).toEqual(tokenizer.encode(text, { special: true }));
    expect(ids[0]).toBe(1);
    expect(tokenizer.decode(ids)).toBe(text);
  });

  test.each([
    ['smollm', smollm, 'SmolLM2'],
    ['llama-bpe', llamaBpe, 'Llama-3 style'],
    ['smollm, thinking template', smollm, 'Qwen style'],
    ['sentencepiece', sentencePiece, 'Llama-2 style'],
    ['no template', smollm, null],
  ] as const)('of a continued message extend the open conversation: %s', async (_name, data, name) => {
    const tokenizer = await tokenizerWith(data, name === null ? null : templateOf(name));
    const open = tokenizer.chat([user]);
    const continued = tokenizer.chat([user, assistant], { continueFinal: true });
    expect(continued.slice(0, open.length)).toEqual(open);
    const bytes = continued.slice(open.length).map((id) => tokenizer.bytes(id));
    expect(Buffer.concat(bytes).toString('utf8')).toBe(assistant.content);
  });

  test('begin with one begin token, whether the template writes it or not', async () => {
    const bos = ['tokenizer.ggml.bos_token_id', { type: 'u32', value: 1 }] as const;
    const count = (ids: readonly number[]): number => ids.filter((id) => id === 1).length;
    const written = await tokenizerWith(sentencePiece, templateOf('Llama-2 style'), [bos]);
    expect(written.bos).toBe(1);
    expect([written.chat([user])[0], count(written.chat([user]))]).toEqual([1, 1]);
    const unwritten = await tokenizerWith(sentencePiece, null, [bos]);
    expect([unwritten.chat([user])[0], count(unwritten.chat([user]))]).toEqual([1, 1]);
  });

  test('without a template: roles and an empty line', async () => {
    const tokenizer = await tokenizerWith(smollm, null);
    expect(tokenizer.decode(tokenizer.chat([user, assistant, user]))).toBe(
      'User: Six eggs in 4 boxes?\n\nAssistant: Wait, 24.\n\n\nUser: Six eggs in 4 boxes?\n\nAssistant:',
    );
  });
});

describe('refusals say what to do', () => {
  const code = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      if (error instanceof AppError) return `${error.code}: ${error.message}`;
    }
    return 'nothing was refused';
  };

  test('a template that refuses the order of roles', async () => {
    const tokenizer = await tokenizerWith(sentencePiece, templateOf('Llama-2 style'));
    expect(code(() => tokenizer.chat([assistant]))).toMatch(
      /^malformed-file: .*Roles must take turns.*choose another model\.$/,
    );
  });

  test('a template that cannot be parsed', async () => {
    const tokenizer = await tokenizerWith(smollm, '{% for %}');
    expect(code(() => tokenizer.chat([user]))).toMatch(/^malformed-file: /);
  });

  test('a user’s message to continue, and no message at all', async () => {
    const tokenizer = await tokenizerWith(smollm, templateOf('SmolLM2'));
    expect(code(() => tokenizer.chat([user], { continueFinal: true }))).toMatch(/^bad-input: /);
    expect(code(() => tokenizer.chat([]))).toMatch(/^bad-input: /);
  });

  test('an unknown pre-tokenizer and an unknown kind are named', async () => {
    const pre = await tokenizerFile({ ...smollm, pre: 'tekken' });
    expect(code(() => tokenizerFromGguf(pre))).toMatch(/^unsupported-tokenizer: .*“tekken”.*smollm, gpt-2/);
    const kind = await tokenizerFile({ ...smollm, model: 'bert' });
    expect(code(() => tokenizerFromGguf(kind))).toMatch(/^unsupported-tokenizer: .*“bert”/);
  });
});

test('a template that asks for the date gets the same one on every day', () => {
  const render = chatRenderer({ template: "{{ strftime_now('%d %B %Y') }}", bosText: '', eosText: '' });
  expect(render([user])).toBe('26 July 2024');
});
