/** The gallery built as the page is, and served under the same content policy. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { serve } from '../../scripts/serve.mjs';

const root = resolve(import.meta.dirname, '../..');

export interface BuiltGallery {
  /** Without a hash. */
  readonly address: string;
  close(): void;
}

export async function builtGallery(): Promise<BuiltGallery> {
  const outDir = mkdtempSync(join(tmpdir(), 'gallery-'));
  await build({
    root,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: { input: join(root, 'tests/gallery/index.html') },
    },
  });
  const { server, port } = await serve(outDir, 4210);
  return {
    address: `http://localhost:${port}/tests/gallery/`,
    close: () => {
      server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
