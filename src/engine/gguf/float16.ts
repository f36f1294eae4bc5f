/** IEEE 754 binary16 and bfloat16 as bit patterns ↔ numbers. Rounding to binary16 is to nearest, ties to even. */
let table: Float32Array | null = null;

/** Value of each of the 65,536 patterns. */
function buildTable(): Float32Array {
  const values = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits++) {
    const exponent = (bits >>> 10) & 31;
    const fraction = bits & 1023;
    const magnitude =
      exponent === 31
        ? fraction === 0
          ? Infinity
          : NaN
        : exponent === 0
          ? fraction * 2 ** -24
          : (1024 + fraction) * 2 ** (exponent - 25);
    values[bits] = bits & 0x8000 ? -magnitude : magnitude;
  }
  return values;
}

/** values[bits] is the number that the binary16 pattern `bits` stands for. */
export function float16Table(): Float32Array {
  return (table ??= buildTable());
}

const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

/** Bits of the nearest binary16; beyond ±65,504 (after rounding) ±Infinity, NaN stays NaN. */
export function toFloat16Bits(value: number): number {
  scratch[0] = value;
  const bits = scratchBits[0] as number;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = Math.abs(scratch[0] as number);
  if (Number.isNaN(magnitude)) return sign | 0x7e00;
  if (magnitude < 2 ** -14) return sign | roundHalfEven(magnitude * 2 ** 24);
  if (magnitude >= 65520) return sign | 0x7c00;
  const exponent = ((bits >>> 23) & 255) - 127;
  // A fraction that rounds up to 1024 carries into the exponent, as it should.
  return sign | (((exponent + 15) << 10) + roundHalfEven((magnitude / 2 ** exponent - 1) * 1024));
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
