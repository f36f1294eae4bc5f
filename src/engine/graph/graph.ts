/**
 * A tensor program under construction: named values and nodes, in order, with static or symbolic shapes.
 * It knows nothing of models. `encodeModel` (onnx-model.ts) turns it into the bytes onnxruntime loads;
 * train/backward.ts walks `nodes` in reverse to append gradients.
 */
export type DataType = 'float32' | 'float16' | 'int64' | 'int32' | 'uint8' | 'bool';
export type Dim = number | string;

export interface Value {
  readonly name: string;
  readonly type: DataType;
  /** Undefined where the builder was not told. Training graphs give every shape. */
  readonly dims?: readonly Dim[];
}
export type Attribute =
  number | string | { readonly float: number } | readonly number[] | { readonly floats: readonly number[] };

export interface Node {
  readonly op: string;
  /** '' is the standard ONNX domain. */
  readonly domain: string;
  /** null is an omitted optional input. */
  readonly inputs: readonly (Value | null)[];
  readonly outputs: readonly Value[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}
export type ConstantData = Float32Array | Uint16Array | BigInt64Array | Int32Array | Uint8Array;
export interface Initializer {
  readonly value: Value;
  /** Bytes in the graph, or null: supplied beside it under the value's name (external data). */
  readonly data: ConstantData | null;
}

export class Graph {
  readonly inputs: Value[] = [];
  readonly outputs: Value[] = [];
  readonly nodes: Node[] = [];
  readonly initializers: Initializer[] = [];
  private readonly taken = new Map<string, number>();

  input(name: string, type: DataType, dims: readonly Dim[]): Value {
    const value = { name: this.unique(name), type, dims };
    this.inputs.push(value);
    return value;
  }

  /** A weight whose bytes come with the session, not with the graph. */
  external(name: string, type: DataType, dims: readonly number[]): Value {
    const value = { name: this.unique(name), type, dims };
    this.initializers.push({ value, data: null });
    return value;
  }

  constant(name: string, type: DataType, dims: readonly number[], data: ConstantData): Value {
    const value = { name: this.unique(name), type, dims };
    this.initializers.push({ value, data });
    return value;
  }

  /** Appends a node with one output. `result` gives the output's name stem, type (default: the first input's) and shape. */
  node(
    op: string,
    inputs: readonly (Value | null)[],
    attributes: Readonly<Record<string, Attribute>> = {},
    result: { name?: string; type?: DataType; dims?: readonly Dim[]; domain?: string } = {},
  ): Value {
    return this.multi(op, inputs, attributes, [result], result.domain ?? '')[0] as Value;
  }

  /** Appends a node with several outputs. */
  multi(
    op: string,
    inputs: readonly (Value | null)[],
    attributes: Readonly<Record<string, Attribute>>,
    results: readonly { name?: string; type?: DataType; dims?: readonly Dim[] }[],
    domain = '',
  ): readonly Value[] {
    const type = inputs.find((value) => value !== null)?.type ?? 'float32';
    const outputs = results.map((result) => ({
      name: this.unique(result.name ?? op),
      type: result.type ?? type,
      ...(result.dims ? { dims: result.dims } : {}),
    }));
    this.nodes.push({ op, domain, inputs, outputs, attributes });
    return outputs;
  }

  /** Names `value` as a graph output. The output carries the value's own name unless `name` renames it. */
  output(value: Value, name?: string): Value {
    const named =
      name === undefined
        ? value
        : this.node('Identity', [value], {}, { name, ...(value.dims ? { dims: value.dims } : {}) });
    this.outputs.push(named);
    return named;
  }

  private unique(stem: string): string {
    const count = this.taken.get(stem) ?? 0;
    this.taken.set(stem, count + 1);
    return count === 0 ? stem : `${stem}_${count}`;
  }
}
