import { describe, expect, it } from 'vitest';
import { renderConversation } from './conversation.ts';
import { tinyFolder } from './hub-fixture.ts';
import { readConfig, readManifest } from './manifest.ts';
import type { MlcConversation } from './manifest.ts';
import { tokenizerFromMlc } from './tokenizer.ts';

const files = tinyFolder();
const text = (name: string): string => String(files.get(name));
const { conversation } = readConfig(text('mlc-chat-config.json'));
const tokenizer = tokenizerFromMlc(JSON.parse(text('tokenizer.json')), conversation);
const ASKED = [{ role: 'user', content: 'What is $& more?' }] as const;

describe('a byte-level tokenizer of an MLC folder', () => {
  it('spells and reads back; control tokens are recognised on request only', () => {
    expect(tokenizer.encode('abb')).toEqual([2, 1]);
    expect(tokenizer.decode([2, 1])).toBe('abb');
    expect(tokenizer.encode('a<|im_end|>', { special: true })).toEqual([0, 4]);
    expect(tokenizer.encode('<|im_end|>')).not.toContain(4);
    expect([...tokenizer.stop]).toEqual([4]);
    expect(tokenizer.isSpecial(4) && !tokenizer.isSpecial(2)).toBe(true);
    expect(() => tokenizer.bytes(99)).toThrow('does not exist');
  });

  it('continues an answer as if the model had written it', () => {
    const open = tokenizer.chat(ASKED);
    const goesOn = tokenizer.chat([...ASKED, { role: 'assistant', content: 'ab' }], { continueFinal: true });
    expect(goesOn).toEqual([...open, 2]);
    expect(() => tokenizer.chat(ASKED, { continueFinal: true })).toThrow('assistant');
  });
});

describe('a tokenizer with spaces as “▁”', () => {
  const json = {
    added_tokens: [{ id: 0, content: '<bos>', special: true }],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'Prepend', prepend: '▁' },
        { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
      ],
    },
    pre_tokenizer: null,
    decoder: { type: 'Sequence', decoders: [{ type: 'ByteFallback' }, { type: 'Fuse' }] },
    model: {
      type: 'BPE',
      byte_fallback: true,
      fuse_unk: true,
      unk_token: '<unk>',
      vocab: { '<bos>': 0, '<unk>': 1, '<0xC3>': 2, '<0xA9>': 3, '▁': 4, a: 5, '▁a': 6 },
      merges: [['▁', 'a']],
    },
  };
  const template: MlcConversation = { ...conversation, prefixIds: [0] };
  const spaced = tokenizerFromMlc(json, template);

  it('puts a space in front of text, not of text that goes on, and falls back to bytes', () => {
    expect(spaced.encode('a a')).toEqual([6, 6]);
    expect(spaced.decode([6, 6])).toBe('a a');
    expect(spaced.encode('é')).toEqual([4, 2, 3]);
    expect(spaced.decode([4, 2, 3])).toBe('é');
    expect(spaced.bos).toBe(0);
    const before = spaced.chat(ASKED);
    expect(spaced.chat([...ASKED, { role: 'assistant', content: 'a' }], { continueFinal: true })).toEqual([
      ...before,
      5,
    ]);
    expect(before[0]).toBe(0);
  });
});

describe('renderConversation', () => {
  it('writes what web-llm writes', () => {
    expect(renderConversation(conversation, ASKED)).toBe(
      '<|im_start|>system\nYou help.<|im_end|>\n<|im_start|>user\nWhat is $& more?<|im_end|>\n<|im_start|>assistant\n',
    );
  });
  it('lets a system message take the place of the template’s own', () => {
    const said = renderConversation(conversation, [{ role: 'system', content: 'Count.' }, ...ASKED]);
    expect(said).toContain('system\nCount.<|im_end|>');
    expect(said).not.toContain('You help.');
  });
  it('leaves out an empty system’s place and the first role where the template says so', () => {
    const bare = { ...conversation, systemMessage: '', emptySystem: false };
    expect(renderConversation(bare, ASKED)).toMatch(/^<\|im_start\|>user/);
    expect(renderConversation({ ...conversation, roleAfterSystem: false }, ASKED)).toContain(
      '<|im_end|>\nWhat is',
    );
  });
  it('takes separators in turn', () => {
    const two = { ...conversation, separators: [' ', '</s>'] };
    const talk = [...ASKED, { role: 'assistant', content: 'ab' }, ASKED[0]] as const;
    expect(renderConversation(two, talk)).toContain('more? <|im_start|>assistant\nab</s><|im_start|>user');
  });
});

describe('readManifest', () => {
  const record = { dataPath: 'a.bin', nbytes: 9, md5sum: '0'.repeat(32) };
  const list = (change: object): string =>
    JSON.stringify({ metadata: {}, records: [{ ...record, ...change }] });
  it('refuses what could not be checked or leads out of the folder', () => {
    expect(readManifest(list({})).bytes).toBe(9);
    for (const change of [
      { md5sum: null },
      { nbytes: -1 },
      { dataPath: '../a' },
      { dataPath: '.a' },
      { dataPath: 'b/a' },
    ])
      expect(() => readManifest(list(change))).toThrow('no MLC folder');
    expect(() => readManifest(JSON.stringify({ records: [record, record] }))).toThrow('twice');
    expect(() => readManifest(JSON.stringify({ records: [] }))).toThrow('none');
  });
});
