// Writes models/web-llm.json: web-llm's own small models as the pinned package lists them. Run it again when the package
// changes:   node scripts/list-web-llm-models.mjs
// Addresses, libraries, memory, features and context come out of the package. By hand: which families are offered, their
// names, licences and parameter counts (of their model cards), which the package does not tell.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prebuiltAppConfig } from '@mlc-ai/web-llm';

const root = join(import.meta.dirname, '..');
const manifest = join(root, 'node_modules/@mlc-ai/web-llm/package.json');
const FAMILIES = [
  ['smollm2-135m', 'SmolLM2-135M-Instruct', 'SmolLM2 135M Instruct', 134_515_008, 'Apache-2.0'],
  ['smollm2-360m', 'SmolLM2-360M-Instruct', 'SmolLM2 360M Instruct', 361_821_120, 'Apache-2.0'],
  ['smollm2-1.7b', 'SmolLM2-1.7B-Instruct', 'SmolLM2 1.7B Instruct', 1_711_376_384, 'Apache-2.0'],
  ['qwen2.5-0.5b', 'Qwen2.5-0.5B-Instruct', 'Qwen2.5 0.5B Instruct', 494_032_768, 'Apache-2.0'],
  ['qwen2.5-1.5b', 'Qwen2.5-1.5B-Instruct', 'Qwen2.5 1.5B Instruct', 1_543_714_304, 'Apache-2.0'],
  ['qwen3-0.6b', 'Qwen3-0.6B', 'Qwen3 0.6B', 596_049_920, 'Apache-2.0'],
  ['qwen3-1.7b', 'Qwen3-1.7B', 'Qwen3 1.7B', 1_720_574_976, 'Apache-2.0'],
  ['llama-3.2-1b', 'Llama-3.2-1B-Instruct', 'Llama 3.2 1B Instruct', 1_235_814_400, 'Llama 3.2 Community'],
  ['gemma3-1b', 'gemma3-1b-it', 'Gemma 3 1B', 999_885_952, 'Gemma terms of use'],
];
const QUANTISATIONS = ['q4f16_1', 'q4f32_1', 'q0f16', 'q0f32'];

function variant(prefix, quantisation) {
  const id = `${prefix}-${quantisation}-MLC`;
  const record = prebuiltAppConfig.model_list.find(({ model_id }) => model_id === id);
  if (record === undefined) return [];
  return [
    {
      id,
      quantisation,
      folder: record.model,
      library: record.model_lib,
      memoryMB: record.vram_required_MB,
      features: record.required_features ?? [],
      context: record.overrides.context_window_size,
    },
  ];
}

const families = FAMILIES.map(([id, prefix, name, parameters, license]) => {
  const variants = QUANTISATIONS.flatMap((quantisation) => variant(prefix, quantisation));
  if (variants.length === 0) throw new Error(`The package lists no ${prefix}.`);
  return { id: `webllm-${id}`, name, parameters, license, variants };
});
const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));
const list = { package: name, version, families };
writeFileSync(join(root, 'models/web-llm.json'), `${JSON.stringify(list, null, 2)}\n`);
