import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { existsSync } from 'node:fs';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';

/** Cross-origin isolation: without it wasm threads vanish silently. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const chromium = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** WebGPU on the CPU: correctness only. Kept out of the plain project, since llama.cpp's wasm stalls on it. */
const swiftshader = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

const inChromium = (name: string, include: string[], args: string[], testTimeout: number) => ({
  extends: true as const,
  test: {
    name,
    include,
    exclude: ['node_modules/**'],
    testTimeout,
    hookTimeout: 120_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { ...(chromium ? { executablePath: chromium } : {}), args: [...quiet, ...args] },
      }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
});

export default defineConfig({
  plugins: [svelte()],
  worker: {
    format: 'es',
    // Each worker is built by itself. As a chunk of its own, web-llm (6 MB) is the same file for all of them.
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: {
        codeSplitting: { groups: [{ name: 'mlc-ai-web-llm', test: /node_modules\/@mlc-ai\/web-llm\// }] },
      },
    },
  },
  // onnxruntime's wasm is fetched from /ort/; the default entry would have it bundled a second time.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  server: { headers: isolation },
  preview: { headers: isolation },
  optimizeDeps: {
    include: [
      'onnxruntime-web/webgpu',
      '@mlc-ai/web-llm',
      'comlink',
      'dexie',
      '@huggingface/tokenizers',
      '@huggingface/jinja',
      'fast-check',
      'quickjs-emscripten-core',
      '@jitl/quickjs-wasmfile-release-sync',
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'tests/{contract,gallery,oracle}/**/*.test.ts'],
          exclude: ['**/*.{browser,webgpu}.test.ts', 'node_modules/**'],
          testTimeout: 120_000,
        },
      },
      inChromium('browser', ['{src,tests}/**/*.browser.test.ts'], [], 300_000),
      // The software renderer has been seen to stop answering: then the suite ends soon, and says where.
      inChromium('webgpu', ['{src,tests}/**/*.webgpu.test.ts'], swiftshader, 90_000),
    ],
  },
});
