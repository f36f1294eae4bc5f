import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { openEngine } from '#engine/open.ts';
import { blindSpotProbe } from '#probes/blind-spot.ts';
import { runProbe } from './run-probe.ts';
import { measureTuning } from './tuning-figures.ts';

it('the figures that are watched are those of the blind-spot probe', async () => {
  const runtime = await openNodeRuntime();
  const source = fromBytes(new Uint8Array(readFileSync('models/organisms/wait.gguf')));
  const engine = await openEngine({ source, target: { runtime, reason: 'test' } });
  const options = { seed: 4, n: 8 };
  const { own, ownWait, ownStep, user, solved } = await measureTuning(engine, options);
  const whole = blindSpotProbe.result(
    await runProbe(engine, blindSpotProbe, blindSpotProbe.conditions, options),
  );
  expect(own).toMatchObject({ successes: whole.answer.own.none.successes, n: 8 });
  expect(ownWait).toMatchObject({ successes: whole.answer.own.wait.successes, n: 8 });
  expect(ownStep).toMatchObject({ successes: whole.step.own.none.successes, n: 8 });
  expect(user).toMatchObject({ successes: whole.user.successes, n: 8 });
  expect(ownWait.successes).toBeGreaterThan(own.successes);
  expect(solved.n).toBe(8);
  await engine.dispose();
});
