// The import table of ARCHITECTURE.md, checked in CI. Each layer names what it may reach; everything else is an error.
const layers = {
  core: [],
  scoring: ['core'],
  tasks: ['core', 'scoring'],
  methods: ['core', 'scoring', 'tasks'],
  probes: ['core', 'scoring', 'tasks'],
  engine: ['core', 'scoring'],
  train: ['core', 'scoring', 'tasks', 'engine'],
  sandbox: ['core'],
  runner: ['core', 'scoring', 'tasks', 'methods', 'probes', 'engine'],
  rpc: ['core', 'engine', 'runner'],
  storage: ['core'],
  state: ['core', 'scoring', 'tasks', 'engine', 'runner', 'rpc', 'storage', 'methods', 'probes'],
  ui: ['core', 'scoring', 'state', 'methods', 'probes'],
  cli: ['core', 'scoring', 'tasks', 'methods', 'probes', 'engine', 'train', 'runner', 'sandbox'],
};
const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer}-imports`,
  comment: `src/${layer} may import only: ${[layer, ...allowed].join(', ')}. See the table in ARCHITECTURE.md.`,
  severity: 'error',
  from: { path: `^src/${layer}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^(src|workers)/', pathNot: `^src/(${[layer, ...allowed].join('|')})/` },
}));
const only = (name, folder, library) => ({
  name,
  comment: `Only ${folder} may import ${library}: one folder per outside library.`,
  severity: 'error',
  from: { path: '^(src|workers)/', pathNot: [`^${folder}/`, '\\.test\\.ts$'] },
  to: { path: `node_modules/${library}` },
});
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...layerRules,
    only('only-onnx-imports-onnxruntime', 'src/engine/backends/onnx', 'onnxruntime'),
    only('only-webllm-imports-web-llm', 'src/engine/backends/webllm', '@mlc-ai/web-llm'),
    only('only-sandbox-imports-quickjs', 'src/sandbox', '(quickjs-emscripten-core|@jitl)'),
    only('only-rpc-imports-comlink', 'src/rpc', 'comlink'),
    only('only-storage-imports-dexie', 'src/storage', 'dexie'),
    {
      name: 'page-reaches-engine-by-types',
      comment:
        'state, rpc/client and ui may know engine and runner only by type: the page reads traces and does not run things.',
      severity: 'error',
      from: { path: '^src/(state|ui|rpc/client)', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(engine|runner)/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'default'],
      extensions: ['.ts', '.svelte', '.js', '.json'],
    },
  },
};
