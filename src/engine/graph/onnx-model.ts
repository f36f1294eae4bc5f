/**
 * Graph → the bytes of an ONNX model (onnx.proto of ONNX 1.17: IR version 9, opset 20, com.microsoft 1).
 * Field numbers below are those of onnx.proto. Initialisers without data become external data whose `location`
 * is the value's name, which is what onnxruntime's `externalData: [{path, data}]` is matched against.
 * It must not check the graph: onnxruntime does that when the session is made, with better words.
 */
import type { Attribute, ConstantData, DataType, Dim, Graph, Initializer, Node, Value } from './graph.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

const IR_VERSION = 9;
const OPSETS = [
  { domain: '', version: 20 },
  { domain: 'com.microsoft', version: 1 },
] as const;
const ELEMENT_TYPE: Readonly<Record<DataType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
};
const ELEMENT_BYTES: Readonly<Record<DataType, number>> = {
  float32: 4,
  uint8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
};
const ATTRIBUTE_TYPE = { float: 1, integer: 2, string: 3, floats: 6, integers: 7 } as const;
const EXTERNAL = 1;

/** Serialised ModelProto. Output is a function of the graph alone: equal graphs give equal bytes. */
export function encodeModel(graph: Graph): Uint8Array {
  const model = new ProtobufWriter()
    .integer(1, IR_VERSION)
    .string(2, 'second-thought')
    .message(7, encodeGraph(graph));
  for (const { domain, version } of OPSETS)
    model.message(8, new ProtobufWriter().string(1, domain).integer(2, version));
  return model.finish();
}

function encodeGraph(graph: Graph): ProtobufWriter {
  const out = new ProtobufWriter();
  graph.nodes.forEach((node, index) => out.message(1, encodeNode(node, index)));
  out.string(2, 'graph');
  for (const initializer of graph.initializers) out.message(5, encodeInitializer(initializer));
  for (const value of graph.inputs) out.message(11, encodeValueInfo(value));
  for (const value of graph.outputs) out.message(12, encodeValueInfo(value));
  return out;
}

function encodeNode(node: Node, index: number): ProtobufWriter {
  const out = new ProtobufWriter();
  for (const value of node.inputs) out.string(1, value?.name ?? '');
  for (const value of node.outputs) out.string(2, value.name);
  out.string(3, `${node.op}.${index}`).string(4, node.op);
  for (const [name, attribute] of Object.entries(node.attributes))
    out.message(5, encodeAttribute(name, attribute));
  return out.string(7, node.domain);
}

function encodeAttribute(name: string, attribute: Attribute): ProtobufWriter {
  const out = new ProtobufWriter().string(1, name);
  if (typeof attribute === 'number') return out.integer(3, attribute).integer(20, ATTRIBUTE_TYPE.integer);
  if (typeof attribute === 'string') return out.string(4, attribute).integer(20, ATTRIBUTE_TYPE.string);
  if ('float' in attribute) return out.float(2, attribute.float).integer(20, ATTRIBUTE_TYPE.float);
  if ('floats' in attribute) {
    for (const value of attribute.floats) out.float(7, value);
    return out.integer(20, ATTRIBUTE_TYPE.floats);
  }
  for (const value of attribute) out.integer(8, value);
  return out.integer(20, ATTRIBUTE_TYPE.integers);
}

function encodeInitializer({ value, data }: Initializer): ProtobufWriter {
  const dims = (value.dims ?? []).map(Number);
  const out = new ProtobufWriter();
  for (const dim of dims) out.integer(1, dim);
  out.integer(2, ELEMENT_TYPE[value.type]).string(8, value.name);
  if (data !== null) return out.raw(9, bytesOf(data));
  const length = dims.reduce((product, dim) => product * dim, ELEMENT_BYTES[value.type]);
  return out
    .message(13, entry('location', value.name))
    .message(13, entry('offset', '0'))
    .message(13, entry('length', String(length)))
    .integer(14, EXTERNAL);
}

function encodeValueInfo(value: Value): ProtobufWriter {
  const tensor = new ProtobufWriter().integer(1, ELEMENT_TYPE[value.type]);
  if (value.dims) tensor.message(2, encodeShape(value.dims));
  return new ProtobufWriter().string(1, value.name).message(2, new ProtobufWriter().message(1, tensor));
}

function encodeShape(dims: readonly Dim[]): ProtobufWriter {
  const out = new ProtobufWriter();
  for (const dim of dims) {
    const one = new ProtobufWriter();
    out.message(1, typeof dim === 'number' ? one.integer(1, dim) : one.string(2, dim));
  }
  return out;
}

function entry(key: string, value: string): ProtobufWriter {
  return new ProtobufWriter().string(1, key).string(2, value);
}

function bytesOf(data: ConstantData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
