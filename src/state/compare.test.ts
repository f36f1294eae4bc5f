import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { plantedAt } from '#tasks/planted-turns.ts';
import { solution } from '#tasks/problem.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { TALLY_COUNT } from './compare-setup.svelte.ts';
import { Compare, REST_AFTER_MS } from './compare.svelte.ts';
import { LineHost } from './line-host-fixture.ts';
import { offered } from './model-fixture.ts';
import { HandClock } from './replay-fixture.ts';
import { Play } from './play.svelte.ts';

const MODELS = [offered('wait', [64, 256, 512])];

interface Opened {
  readonly play: Play;
  readonly compare: Compare;
  /** By the id of the model that it was given; each engine opened. */
  readonly hosts: LineHost[];
  readonly clock: HandClock;
}
async function opened(
  hash: string,
  prepare: (host: LineHost, index: number) => void = () => {},
): Promise<Opened> {
  const hosts: LineHost[] = [];
  const clock = new HandClock();
  const openHost = (): LineHost => {
    const host = new LineHost();
    prepare(host, hosts.length);
    hosts.push(host);
    return host;
  };
  const now = (): string => '2026-01-01T00:00:00Z';
  const play = new Play({
    openHost,
    models: MODELS,
    app: 'test',
    now,
    recorded: null,
    playback: clock,
    hash,
  });
  const compare = new Compare(play, clock.later);
  await compare.enter();
  return { play, compare, hosts, clock };
}
const problem = generateProblem({ seed: 7, difficulty: 2 });
const planted = plantedAt(problem, { step: 1, kind: 'slip' });
if (planted === null) throw new Error('nothing can be planted');
const HASH = '#screen=compare&seed=7&difficulty=2&models=wait,wait-64';
/** Goes on from the planted line: the first column solves it again, the second builds on it. */
const finish = (host: LineHost, index: number): void => {
  host.lines = index === 0 ? solution(problem) : planted.completed.slice(planted.lines.length);
};

describe('the models of a comparison', () => {
  it('are those of the link; where it names none, the organism and how it stood in the middle of its training', async () => {
    const { compare, play } = await opened('#screen=compare');
    expect(compare.columns.map(({ model }) => model.id)).toEqual(['wait', 'wait-256']);
    expect(play.link.models).toBe('wait,wait-256');
    const asked = await opened('#screen=compare&models=wait-64,gone,wait-64,wait');
    expect(asked.compare.said).toContain('not one to 3 model ids');
    const named = await opened('#screen=compare&models=wait-64,gone,wait-64');
    expect(named.compare.columns.map(({ model }) => model.id)).toEqual(['wait-64']);
    expect(named.compare.said).toContain('gone, which is not here');
    expect(named.hosts).toHaveLength(0);
  });
  it('are added, changed and taken out; the link follows, columns that stay keep their engine', async () => {
    const { compare, play, hosts } = await opened(HASH, finish);
    await compare.run();
    compare.models.add();
    expect(play.link.models).toBe('wait,wait-64,wait-256');
    compare.models.add();
    expect(compare.said).toContain('There is room for 3');
    compare.models.choose(1, 'wait-512');
    expect(play.link.models).toBe('wait,wait-512,wait-256');
    expect(hosts.map(({ terminated }) => terminated)).toEqual([0, 1]);
    expect(compare.columns.map(({ answer }) => answer !== null)).toEqual([true, false, false]);
    expect(compare.models.choicesFor(1).map(({ id }) => id)).toEqual(['wait-64', 'wait-512']);
    compare.models.remove(0);
    compare.models.remove(0);
    compare.models.remove(0);
    expect(compare.reason).toContain('Add one first');
    await compare.run();
    expect(compare.said).toContain('Add one first');
  });
  it('can be a file from disk: while it is open on the Play screen, and as long as it stands here', async () => {
    const { compare, play, hosts } = await opened('#screen=compare&models=wait', finish);
    await play.considerFile(new File([], 'small model.gguf'));
    await play.acceptOffer();
    const id = 'file-small-model.gguf';
    expect(compare.models.choicesFor(0).find((one) => one.id === id)).toMatchObject({
      name: 'small model.gguf',
      group: 'From disk',
    });
    compare.models.choose(0, id);
    await play.loadModel('wait');
    expect(compare.models.choicesFor(0).some((one) => one.id === id)).toBe(true);
    const loads = hosts.length;
    await compare.run();
    expect(hosts).toHaveLength(loads + 1);
    const [column] = compare.columns;
    expect(column?.slot.loaded).toMatchObject({ source: { type: 'file', name: 'small model.gguf' } });
    if (column) compare.openInPlay(column);
    expect(play.model.source).toMatchObject({ id: 'wait' });
    const elsewhere = await opened(`#screen=compare&models=${id}`);
    expect(elsewhere.compare.said).toContain('open its file in Play first');
  });
  it('end their engines a minute after the screen is left, and not if it is entered again', async () => {
    const { compare, hosts, clock } = await opened(HASH, finish);
    await compare.run();
    compare.leave();
    expect(clock.waits).toBe(REST_AFTER_MS);
    await compare.enter();
    expect(clock.waits).toBeNull();
    compare.leave();
    clock.tick();
    expect(hosts.map(({ terminated }) => terminated)).toEqual([1, 1]);
    expect(compare.columns.every(({ answer, failure }) => answer !== null && failure === null)).toBe(true);
    await compare.run();
    expect(hosts).toHaveLength(4);
  });
});

describe('Run', () => {
  it('gives every model the same planted error, each in an engine of its own, and says who corrected it', async () => {
    const { compare, hosts } = await opened(`${HASH}&marker=Wait,`, finish);
    await compare.run();
    for (const host of hosts)
      expect(host.asked[0]).toMatchObject({
        branch: 0,
        open: {
          reason: 'plant',
          label: 'planted in the model’s turn: slip of the pen, step 1, then “Wait,”',
        },
        forced: [
          { kind: 'planted', content: `${planted.lines.join('\n')}\n` },
          { kind: 'marker', content: 'Wait,' },
        ],
        settings: { temperature: 0 },
        seed: 7,
      });
    expect(compare.said).toBe('1 of 2 corrected the planted error: A.');
    const [first, second] = compare.columns.map(({ answer }) => answer?.facts);
    expect(first).toMatchObject({
      answer: String(problem.answer),
      corrected: true,
      mark: { verdict: 'right' },
    });
    expect(second).toMatchObject({ answer: String(planted.wrongAnswer), corrected: false });
    expect(compare.columns[0]?.answer?.trace?.header).toMatchObject({
      method: { id: 'compare', args: { plant: 'own-1-slip', marker: 'Wait,', temperature: 0 } },
      problem: { generated: { seed: 7, difficulty: 2 } },
    });
  });
  it('puts the same lines in the user’s turn, without a marker, or lets the models solve freely', async () => {
    const { compare, hosts } = await opened(`${HASH}&marker=Wait,&plant=user-1-slip`, finish);
    await compare.run();
    expect(hosts[0]?.asked[0]).toMatchObject({ open: { userTurn: planted.lines.join('\n') }, forced: [] });
    compare.setup.solveFreely();
    expect(compare.isCurrent).toBe(false);
    await compare.run();
    expect(hosts[1]?.asked[1]).toMatchObject({ open: { reason: 'answer', userTurn: null }, forced: [] });
    expect(compare.isCurrent).toBe(true);
    expect(compare.columns[0]?.answer?.facts.corrected).toBeNull();
    expect(compare.said).toBe('1 of 2 solved the problem: A.');
  });
  it('lets the others go on when a model cannot be loaded, or its engine is lost', async () => {
    const { compare, hosts } = await opened(HASH, (host, index) => {
      finish(host, 0);
      if (index === 0)
        host.loads = Promise.reject(new AppError('download-failed', 'No network. Load again.'));
    });
    await compare.run();
    expect(compare.columns.map(({ failure }) => failure?.code ?? null)).toEqual(['download-failed', null]);
    expect(compare.said).toBe('1 of 1 corrected the planted error: B.');
    const [broken, whole] = compare.columns;
    await broken?.loadAgain();
    expect(broken?.failure).toBeNull();
    const second = hosts[1];
    if (second) second.fails = new AppError('worker-lost', 'Gone. Load again.');
    await compare.run();
    expect(whole?.failure).toMatchObject({ code: 'worker-lost', action: 'reload-model' });
    expect(whole?.answer).not.toBeNull();
    expect(broken?.answer?.ended).toBe(true);
  });
  it('shows no answers to two different questions', async () => {
    const { compare, hosts } = await opened(HASH, finish);
    await compare.run();
    compare.setup.solveFreely();
    const [, second] = hosts;
    if (second) second.fails = new AppError('aborted', 'Stopped before the first token.');
    await compare.run();
    expect(compare.columns.map(({ answer }) => answer !== null)).toEqual([true, false]);
    expect(compare.isCurrent).toBe(true);
  });
  it('does not begin twice, and stops all at once', async () => {
    const { compare, hosts } = await opened(HASH, (host, index) => {
      finish(host, index);
      host.onRun = () => compare.stop();
    });
    const run = compare.run();
    await compare.run();
    expect(compare.said).toContain('Stop them first');
    await run;
    expect(compare.running).toBeNull();
    expect(compare.said).toBe('Stopped. What is written stays.');
    expect(hosts).toHaveLength(2);
  });
  it('waits for an own marker that is not typed yet, and for what a lesson allows', async () => {
    const { compare, play, hosts } = await opened(HASH);
    compare.setup.askOwnMarker();
    expect(compare.reason).toContain('Type a few words');
    await compare.run();
    expect(hosts).toHaveLength(0);
    compare.setup.typeMarker('Is it?');
    expect(compare.reason).toBeNull();
    expect(play.link.marker).toBe('Is it?');
    expect(compare.setup.isOwnMarker).toBe(true);
    compare.setup.setMarker('So');
    expect(compare.setup.isOwnMarker).toBe(false);
  });
});

describe('the same for many problems', () => {
  it('counts who ends right, live, problem by problem', async () => {
    const { compare, hosts } = await opened(`${HASH}&plant=free`, (host, index) => {
      host.onRun = (run) => {
        host.lines =
          index === 0 ? solution(generateProblem({ seed: 7 + run, difficulty: 2 })) : ['The answer is 0.'];
      };
    });
    await compare.tally();
    expect(compare.columns.map(({ tally }) => tally)).toEqual([
      { right: TALLY_COUNT, done: TALLY_COUNT, of: TALLY_COUNT },
      { right: 0, done: TALLY_COUNT, of: TALLY_COUNT },
    ]);
    expect(hosts[0]?.asked.map((request) => ('seed' in request ? request.seed : null))).toEqual(
      Array.from({ length: TALLY_COUNT }, (_, i) => 7 + i),
    );
    expect(compare.said).toBe('Right in the end, of 20 problems: A 1.00 [0.84, 1.00], B 0.00 [0.00, 0.16].');
    expect(compare.columns.every(({ answer }) => answer === null)).toBe(true);
  });
  it('keeps what is counted when it is stopped', async () => {
    const { compare } = await opened(`${HASH}&plant=free`, (host) => {
      host.onRun = (run) => run === 3 && compare.stop();
    });
    await compare.tally();
    expect(compare.columns.map(({ tally }) => tally?.done)).toContain(3);
    expect(compare.said).toBe('Stopped. What is written stays.');
  });
});

describe('an answer', () => {
  it('is opened on the Play screen with its model, as a run of its own', async () => {
    const { compare, play } = await opened(HASH, finish);
    const [first] = compare.columns;
    if (first === undefined) throw new Error('no column');
    expect(compare.openInPlay(first)).toBe(false);
    expect(compare.said).toContain('Press Run first');
    await compare.run();
    expect(compare.openInPlay(first)).toBe(true);
    expect(play.live.trace?.events).toEqual(first.answer?.trace?.events);
    expect(play.link).toMatchObject({ model: 'wait', seed: 7, difficulty: 2 });
    await play.wait({ text: 'Wait,' }, 'answer');
    expect(first.answer?.view.summaries).toHaveLength(1);
  });
});
