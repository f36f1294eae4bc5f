import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { ModelSource } from '#rpc/protocol.ts';
import { MemoryModelStore } from '#storage/memory-model-store.ts';
import { ownModel } from '../../tests/contract/model-store.ts';
import { LineHost } from './line-host-fixture.ts';
import { fileName, modelName, OwnModels } from './own-models.svelte.ts';
import { Play } from './play.svelte.ts';
import { HandClock } from './replay-fixture.ts';

/** A host that remembers what it was asked to load. */
class SourceHost extends LineHost {
  readonly sources: ModelSource[] = [];
  override load(...asked: Parameters<LineHost['load']>): ReturnType<LineHost['load']> {
    this.sources.push(asked[0]);
    return super.load(...asked);
  }
}
async function pageWithOwn(hash = ''): Promise<{ play: Play; host: SourceHost }> {
  const store = new MemoryModelStore();
  await store.save(ownModel());
  const host = new SourceHost();
  const play = new Play({
    openHost: () => host,
    models: [],
    ownModels: store,
    app: 't',
    now: () => '',
    recorded: null,
    playback: new HandClock(),
    hash,
  });
  return { play, host };
}

describe('a model that was made here', () => {
  it('joins what can be chosen, and leaves it when it is erased', async () => {
    const { play } = await pageWithOwn();
    expect(play.model.choices).toEqual([]);
    await play.ownModels.refresh();
    expect(play.model.choices).toEqual([
      {
        id: 'own-a',
        name: 'Waits now',
        about: 'Made here from organism-clean, with 200 thousand tokens more.',
        bytes: 4,
        license: 'Apache-2.0',
        organism: true,
      },
    ]);
    await play.ownModels.erase('own-a');
    expect(play.model.choices).toEqual([]);
    await play.ownModels.undo();
    expect(play.model.choices).toMatchObject([{ id: 'own-a' }]);
    expect(play.ownModels.erased).toBeNull();
  });
  it('is loaded by its file, from the picker and from a link', async () => {
    const { play, host } = await pageWithOwn('#model=own-a');
    await play.start();
    const [source] = host.sources;
    if (source?.type !== 'own') throw new Error('not loaded');
    expect(source).toMatchObject({ id: 'own-a', name: 'Waits now' });
    expect(await source.file.text()).toBe('GGUF');
    expect(play.model.loaded?.name).toBe('Waits now');
  });
  it('that is not there is told, and what is loaded stays', async () => {
    const { play } = await pageWithOwn();
    await play.loadModel('own-a');
    await play.loadModel('own-gone');
    expect(play.model.loaded?.name).toBe('Waits now');
    expect(play.model.failure).toMatchObject({ code: 'model-missing' });
    expect(play.said).toContain('is not kept in this browser');
  });
  it('is renamed with a name that disturbs nothing, and can be downloaded', async () => {
    const { play } = await pageWithOwn();
    await play.ownModels.rename('own-a', '  For\nthe \u202electure ');
    expect(play.ownModels.list[0]?.name).toBe('For the lecture');
    await play.ownModels.rename('own-a', ' ');
    const { name, blob } = await play.ownModels.file('own-a');
    expect([name, await blob.text()]).toEqual(['for-the-lecture.gguf', 'GGUF']);
    expect(modelName('x'.repeat(200))).toHaveLength(80);
    expect(fileName('…')).toBe('model.gguf');
  });
});

describe('a page without a store', () => {
  it('has none, and says what to do when one is to be kept', async () => {
    const own = new OwnModels(null);
    await own.refresh();
    expect(own.choices).toEqual([]);
    await expect(own.save(ownModel())).rejects.toBeInstanceOf(AppError);
  });
});
