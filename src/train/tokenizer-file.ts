/** Where the organisms' tokenizer lies in the repository; for Node only. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { TokenizerFile } from '#train/tokenizer-format.ts';

const FILE = new URL('../../models/organisms/tokenizer.json', import.meta.url);

export function readTokenizer(): TokenizerFile {
  return JSON.parse(readFileSync(FILE, 'utf8')) as TokenizerFile;
}
export function writeTokenizer(tokenizer: TokenizerFile): void {
  writeFileSync(FILE, `${JSON.stringify(tokenizer, null, 1)}\n`);
}
