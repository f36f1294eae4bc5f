import { describe, expect, it } from 'vitest';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { Graph } from './graph.ts';
import { encodeModel } from './onnx-model.ts';

const floats = (...values: number[]) => Float32Array.from(values);

/** y = Softmax(x·W + b) with external W and inline b; z = LeakyRelu(x) with a float attribute; t = x transposed. */
function smallGraph(): Graph {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['rows', 2]);
  const w = graph.external('w', 'float32', [2, 3]);
  const b = graph.constant('b', 'float32', [3], floats(0.5, -0.5, 0));
  graph.output(graph.node('Add', [graph.node('MatMul', [x, w], {}, { name: 'xw' }), b], {}, { name: 'y' }));
  graph.output(graph.node('LeakyRelu', [x], { alpha: { float: 0.25 } }, { name: 'z' }));
  graph.output(graph.node('Transpose', [x], { perm: [1, 0] }, { name: 't' }));
  graph.output(graph.node('ArgMax', [x], { axis: -1, keepdims: 0 }, { name: 'a', type: 'int64' }));
  graph.output(graph.node('Gelu', [x], { approximate: 'tanh' }, { name: 'g' }));
  return graph;
}

describe.each([{ wasm: false }, { wasm: true }])('an encoded model runs (wasm: $wasm)', (options) => {
  it('computes with inline and external weights and every attribute kind', async () => {
    const runtime = await openNodeRuntime(options);
    const weights = new Uint8Array(floats(1, 2, 3, 4, 5, 6).buffer);
    const session = await runtime.create(encodeModel(smallGraph()), new Map([['w', weights]]));
    const x = { type: 'float32', dims: [2, 2], data: floats(1, -1, 0, 2) } as const;
    const out = await session.run({ x });
    expect([...(out['y']?.data as Float32Array)]).toEqual([-2.5, -3.5, -3, 8.5, 9.5, 12]);
    expect([...(out['z']?.data as Float32Array)]).toEqual([1, -0.25, 0, 2]);
    expect(out['t']).toMatchObject({ dims: [2, 2], data: floats(1, 0, -1, 2) });
    expect(out['a']?.data).toEqual(BigInt64Array.from([0n, 1n]));
    expect((out['g']?.data as Float32Array)[0]).toBeCloseTo(0.841192, 5);
    const some = await session.run({ x }, ['t']);
    expect(Object.keys(some)).toEqual(['t']);
    await session.release();
  });

  it('serialises overlapping runs and goes on after a failed one', async () => {
    const runtime = await openNodeRuntime(options);
    const session = await runtime.create(encodeModel(smallGraph()), new Map([['w', new Uint8Array(24)]]));
    const good = { x: { type: 'float32', dims: [1, 2], data: floats(1, 2) } } as const;
    const bad = { x: { type: 'float32', dims: [1, 3], data: floats(1, 2, 3) } } as const;
    const [first, second, third] = await Promise.allSettled([
      session.run(good),
      session.run(bad),
      session.run(good),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second.status === 'rejected' && (second.reason as { code: string }).code).toBe('internal');
    expect(third.status).toBe('fulfilled');
    await session.release();
  });
});

it('the same graph encodes to the same bytes', () => {
  expect(encodeModel(smallGraph())).toEqual(encodeModel(smallGraph()));
});
