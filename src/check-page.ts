/** Mounts the page ?check=web-llm in place of the usual one. */
import { mount } from 'svelte';
import { openRemoteChecker } from '#rpc/checker-client.ts';
import { EngineCheck } from '#state/engine-check.svelte.ts';
import type { WebLlmModels } from '#state/web-llm-models.svelte.ts';
import Check from '#ui/screens/Check.svelte';

const startChecker = (): Worker =>
  new Worker(new URL('../workers/checker.worker.ts', import.meta.url), { type: 'module' });

export function mountCheck(target: HTMLElement, webLlm: WebLlmModels): void {
  const check = new EngineCheck(webLlm, {
    openChecker: () => openRemoteChecker(startChecker),
    browser: navigator.userAgent,
    now: () => new Date().toISOString(),
  });
  mount(Check, { target, props: { check } });
}
