// Copies what the page fetches at run time into public/: onnxruntime's wasm (never from a CDN) and the shipped models.
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

function copyIfChanged(from, to) {
  const source = statSync(from);
  if (existsSync(to)) {
    const target = statSync(to);
    if (target.size === source.size && target.mtimeMs >= source.mtimeMs) return;
  }
  copyFileSync(from, to);
}

function copyFolder(from, to, wanted) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const { name } = entry;
    if (entry.isDirectory()) copyFolder(join(from, name), join(to, name), wanted);
    else if (wanted(name)) copyIfChanged(join(from, name), join(to, name));
  }
}

copyFolder(join(root, 'node_modules/onnxruntime-web/dist'), join(root, 'public/ort'), (name) =>
  /^ort-wasm-simd-threaded\.asyncify\.(mjs|wasm)$/.test(name),
);
copyFolder(join(root, 'models/organisms'), join(root, 'public/models/organisms'), (name) =>
  /\.gguf$|^library\.(wasm|json)$|^(LICENSE|NOTICE)$/.test(name),
);
