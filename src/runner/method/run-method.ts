/**
 * One run: a method on many problems, so many of them in flight that the engine's batches are full. Chance for a problem
 * comes from the seed and the problem's id, so neither the order of finishing nor what was done before changes a choice.
 */
import { AppError } from '#core/app-error.ts';
import { lackReason } from '#core/capability.ts';
import type { Engine } from '#engine/types.ts';
import type { Method } from '#methods/define.ts';
import type { ParamArguments } from '#methods/params.ts';
import type { Item } from '#tasks/items/item.ts';
import type { ItemSettings } from './item-state.ts';
import { runItem } from './run-item.ts';
import type { ItemRun } from './run-item.ts';

export interface MethodRun {
  readonly method: Method;
  readonly args: ParamArguments;
  readonly items: readonly Item[];
  /** Problems at once; more fill batches and take memory. One where the engine keeps one text only. */
  readonly inFlight: number;
  /** Problems that are done already, by id: they are left out. */
  readonly done?: ReadonlySet<string>;
}

/**
 * Each problem as it is finished; those that a stop cut short are given too, with cause 'aborted'. Rejects as the engine
 * does, and 'bad-input' for a method that requires what the engine lacks.
 */
export async function* runMethod(
  engine: Engine,
  { method, args, items, inFlight, done = new Set() }: MethodRun,
  settings: ItemSettings,
): AsyncGenerator<ItemRun> {
  const { lacks } = engine.info;
  const reason = lackReason(method.requires, lacks);
  if (reason !== null) throw new AppError('bad-input', `${method.title} cannot run here. ${reason}`);
  // One text after the other, where each change of text reads from the start again.
  const atOnce = lacks?.includes('rewind') ? 1 : inFlight;
  const waiting = items.filter(({ id }) => !done.has(id)).values();
  const going = new Map<string, Promise<ItemRun>>();
  const fill = (): void => {
    while (going.size < atOnce && !settings.signal?.aborted) {
      const next = waiting.next();
      if (next.done) return;
      const run = runItem(engine, { method, args }, next.value, settings);
      // When one fails the others are left alone; what becomes of them is nobody's any more.
      run.catch(() => undefined);
      going.set(next.value.id, run);
    }
  };
  for (fill(); going.size > 0; fill()) {
    const run = await Promise.race(going.values());
    going.delete(run.item);
    yield run;
  }
}
