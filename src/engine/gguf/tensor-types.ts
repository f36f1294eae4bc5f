/**
 * Tensor types of GGUF (ggml's type numbers) and the sizes of their blocks. Sizes of types we cannot read are left
 * out: such tensors are listed, and refused only when somebody asks for them.
 */
export interface BlockShape {
  /** Weights in one block. */
  readonly weights: number;
  /** Bytes of one block. */
  readonly bytes: number;
}
const READABLE = {
  F32: { weights: 1, bytes: 4 },
  F16: { weights: 1, bytes: 2 },
  BF16: { weights: 1, bytes: 2 },
  Q4_0: { weights: 32, bytes: 18 },
  Q4_1: { weights: 32, bytes: 20 },
  Q5_0: { weights: 32, bytes: 22 },
  Q5_1: { weights: 32, bytes: 24 },
  Q8_0: { weights: 32, bytes: 34 },
  Q2_K: { weights: 256, bytes: 84 },
  Q3_K: { weights: 256, bytes: 110 },
  Q4_K: { weights: 256, bytes: 144 },
  Q5_K: { weights: 256, bytes: 176 },
  Q6_K: { weights: 256, bytes: 210 },
} as const satisfies Record<string, BlockShape>;

export type ReadableType = keyof typeof READABLE;
export const READABLE_TYPES = Object.keys(READABLE) as ReadableType[];

const NAMES: ReadonlyMap<number, string> = new Map(
  (
    '0 F32,1 F16,2 Q4_0,3 Q4_1,6 Q5_0,7 Q5_1,8 Q8_0,9 Q8_1,10 Q2_K,11 Q3_K,12 Q4_K,13 Q5_K,14 Q6_K,15 Q8_K,' +
    '16 IQ2_XXS,17 IQ2_XS,18 IQ3_XXS,19 IQ1_S,20 IQ4_NL,21 IQ3_S,22 IQ2_S,23 IQ4_XS,24 I8,25 I16,26 I32,27 I64,' +
    '28 F64,29 IQ1_M,30 BF16,34 TQ1_0,35 TQ2_0,39 MXFP4'
  )
    .split(',')
    .map((entry) => {
      const [code, name] = entry.split(' ') as [string, string];
      return [Number(code), name];
    }),
);

/** The type's name, or 'type 77' for a number we have not heard of. */
export function tensorTypeName(code: number): string {
  return NAMES.get(code) ?? `type ${code}`;
}

export function tensorTypeCode(type: ReadableType): number {
  for (const [code, name] of NAMES) if (name === type) return code;
  throw new Error(`Tensor type ${type} has no number.`);
}

export function isReadable(type: string): type is ReadableType {
  return Object.hasOwn(READABLE, type);
}

export function blockShape(type: ReadableType): BlockShape {
  return READABLE[type];
}
