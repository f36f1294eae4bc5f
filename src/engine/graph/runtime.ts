/** What engine and trainer are handed by backends/onnx: something that runs graphs. They never see onnxruntime. */
import type { DataType } from './graph.ts';

export type TensorData = Float32Array | Uint16Array | BigInt64Array | Int32Array | Uint8Array;
export interface HostTensor {
  readonly type: DataType;
  readonly dims: readonly number[];
  readonly data: TensorData;
}
export interface GraphSession {
  /** Outputs named in `wanted` (default: all), copied to host memory. Calls are serialised by the runtime's mutex. */
  run(
    feeds: Readonly<Record<string, HostTensor>>,
    wanted?: readonly string[],
  ): Promise<Record<string, HostTensor>>;
  release(): Promise<void>;
}
export interface GraphRuntime {
  readonly id: 'onnx-wasm' | 'onnx-webgpu' | 'onnx-node';
  readonly threads: number;
  /** `model`: bytes of an ONNX model (onnx-model.ts); `external`: its external initialisers by name. */
  create(model: Uint8Array, external?: ReadonlyMap<string, Uint8Array>): Promise<GraphSession>;
}
