/** `st tune` as a user meets it: a tiny organism in a real GGUF file is tuned with each loss, stopped, and refused. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { exportGguf } from '#train/export-gguf.ts';
import { importGguf } from '#train/import-gguf.ts';
import { organismShape } from '#train/organism-shape.ts';
import { initialise } from '#train/parameters.ts';
import { readTokenizer } from '#train/tokenizer-file.ts';
import { parseArguments } from '../../src/cli/arguments.ts';
import { tune as tuneCommand } from '../../src/cli/commands/tune.ts';
import { st } from './spawn-st.ts';
import { tinyModel } from './tiny-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-thought-tune-'));
const organism = join(folder, 'organism.gguf');
const stranger = join(folder, 'stranger.gguf');
const tuned = (name: string) => join(folder, `${name}.gguf`);

beforeAll(() => {
  const tokenizer = readTokenizer();
  const sizes = { layers: 1, hidden: 16, heads: 2, kvHeads: 1, headSize: 8, feedForward: 24 };
  const model = { ...organismShape(tokenizer.tokens.length), ...sizes };
  const provenance = { name: 'tiny', license: 'Apache-2.0', mix: 'none', seed: 1, step: 5, tokens: 100 };
  writeFileSync(
    organism,
    exportGguf({ model, tokenizer, provenance, parameters: initialise(model, createRng(1)) }),
  );
  writeFileSync(stranger, tinyModel());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface TuneDocument {
  readonly curve: readonly { readonly step: number; readonly loss: number; readonly tokens: number }[];
  readonly heldOut: { readonly accuracy: { readonly n: number } } | null;
  readonly after: { readonly solved: { readonly n: number } } | null;
  readonly written: { readonly bytes: number; readonly sha256: string } | null;
}
const read = ({ out }: { out: string }) => JSON.parse(out) as TuneDocument;
const tune = (words: string, interruptAt?: string) =>
  st(['tune', '--model', organism, ...words.split(' ')], interruptAt);
const provenanceOf = async (file: string) =>
  (await importGguf(fromBytes(new Uint8Array(readFileSync(file))))).provenance;

describe('st tune', { timeout: 240_000 }, () => {
  it('prefers: the same bytes twice, a curve from log 2 on, and a file that tells how it came to be', async () => {
    const words = `--loss dpo --aim discern --steps 2 --rows 4 --check 2 --json --out ${tuned('dpo')}`;
    const first = await tune(words);
    const { curve, heldOut, after, written } = read(first);
    expect(first.code).toBe(0);
    expect(curve.map(({ step }) => step)).toEqual([1, 2]);
    expect(curve[0]?.loss).toBeCloseTo(Math.LN2, 5);
    expect([heldOut?.accuracy.n, after?.solved.n]).toEqual([2, 2]);
    const bytes = readFileSync(tuned('dpo'));
    expect(written?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await provenanceOf(tuned('dpo'))).toMatchObject({
      mix: 'none, then dpo discern',
      step: 7,
      tokens: 100 + curve.reduce((sum, { tokens }) => sum + tokens, 0),
    });
    expect((await tune(words)).out).toBe(first.out);
  });

  it('reads documents and earns rewards', async () => {
    const sft = await tune(`--loss sft --mix clean --steps 2 --rows 2 --check 0 --out ${tuned('sft')}`);
    expect(sft.out).toMatch(/^step 1 of 2 {2}loss \d+\.\d{4} .*\nstep 2 of 2 .*\nWritten: .*sft\.gguf\n$/);
    const words = `--loss reinforce --samples 2 --steps 1 --rows 4 --check 0 --out ${tuned('rl')}`;
    const rewarded = await tune(words);
    expect(rewarded.out).toMatch(
      /reward 0\.00 \[0\.00, 0\.00\] {2}0 of 4 samples tell\nNo sample was worth more/,
    );
    expect((await provenanceOf(tuned('rl'))).mix).toBe('none, then reinforce solve');
  });

  it('leaves what was learnt when it is interrupted', async () => {
    const words = `--loss sft --steps 100000 --rows 2 --check 0 --json --out ${tuned('stopped')}`;
    const stopped = await tune(words, 'step 2 of');
    expect(stopped.code).toBe(130);
    const { curve, after } = read(stopped);
    expect(curve.length).toBeGreaterThan(1);
    expect(after).toBeNull();
    expect((await provenanceOf(tuned('stopped'))).step).toBe(5 + curve.length);
  });

  it.each([
    ['--loss dpo', '--out is missing'],
    ['--out x.gguf', '--loss is missing'],
    ['--loss dpo --out no/such/x.gguf', 'There is no folder for --out no/such/x.gguf'],
    [`--loss dpo --out ${organism}`, 'is the model that is tuned'],
    ['--loss sft --aim solve --out x.gguf', '--aim is for --loss dpo and reinforce'],
    ['--loss reinforce --rows 6 --out x.gguf', 'Give a multiple of 4'],
    [`--loss sft --out x.gguf --model ${stranger}`, 'not one of the organisms'],
  ])('refuses %s, and says why', async (words, reason) => {
    const io = { out: () => undefined, note: () => undefined, signal: new AbortController().signal };
    const args = parseArguments('tune', tuneCommand, ['--model', organism, ...words.split(' ')]);
    await expect(tuneCommand.run(args, io)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(reason) as string,
    });
    expect(existsSync('x.gguf')).toBe(false);
  });
});
