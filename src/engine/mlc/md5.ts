/** MD5 of a blob, read piece by piece: what MLC's lists of weights give for each file. */
import { createMD5 } from 'hash-wasm';

const PIECE = 8 << 20;

/** Lower-case hexadecimal. */
export async function md5(blob: Blob): Promise<string> {
  const hash = await createMD5();
  for (let at = 0; at < blob.size; at += PIECE)
    hash.update(new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer()));
  return hash.digest('hex');
}
