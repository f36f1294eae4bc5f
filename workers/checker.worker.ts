/** Entry of the checker worker: opens a model of web-llm as often as the checks ask for it. */
import { openMlcModel } from '#engine/backends/webllm/open-mlc-model.ts';
import { runChecks } from '#engine/check/run-checks.ts';
import { createCheckerHost, exposeChecker } from '#rpc/checker-host.ts';

exposeChecker(
  createCheckerHost({
    check: async (model, signal, onEvent) => {
      const open = (how: Parameters<typeof openMlcModel>[1]) =>
        openMlcModel(model, {
          ...how,
          signal,
          onProgress: (progress) => onEvent({ type: 'progress', progress }),
        });
      for await (const result of runChecks(open)) {
        // What failed because it was stopped has not failed.
        if (!signal.aborted || result.passed) onEvent({ type: 'result', result });
        if (signal.aborted) return;
      }
    },
  }),
);
