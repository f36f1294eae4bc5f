/**
 * Modules that a program may ask for with `require`, as the text of a program: what HumanEvalPack's problems need, which
 * is MD5 (RFC 1321), by the name of the package and by that of Node's own module. Every other name is an error, as it is
 * where a module is not installed.
 */
export const REQUIRE = String.raw`
const require = (() => {
  const md5 = (text) => {
    const bytes = Array.from(unescape(encodeURIComponent(String(text))), (one) => one.charCodeAt(0));
    const bits = bytes.length * 8;
    bytes.push(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (let i = 0; i < 8; i++) bytes.push(Math.floor(bits / 2 ** (8 * i)) & 255);
    const turns = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
    for (let at = 0; at < bytes.length; at += 64) {
      const word = (k) => bytes[at + 4 * k] | (bytes[at + 4 * k + 1] << 8) | (bytes[at + 4 * k + 2] << 16) | (bytes[at + 4 * k + 3] << 24);
      let [a, b, c, d] = state;
      for (let i = 0; i < 64; i++) {
        const round = i >> 4;
        const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round];
        const k = [i, 5 * i + 1, 3 * i + 5, 7 * i][round] % 16;
        const sum = (a + mixed + Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) + word(k)) | 0;
        const turn = turns[round][i % 4];
        [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
      }
      state = [a, b, c, d].map((value, i) => (value + state[i]) | 0);
    }
    return state.map((value) => [0, 8, 16, 24].map((by) => ((value >>> by) & 255).toString(16).padStart(2, '0')).join('')).join('');
  };
  const createHash = (name) => {
    if (name !== 'md5') throw new Error('There is no hash ' + name + '.');
    let text = '';
    const hash = { update: (more) => ((text += more), hash), digest: () => md5(text) };
    return hash;
  };
  const modules = { 'js-md5': Object.assign(md5, { md5 }), crypto: { createHash }, 'node:crypto': { createHash } };
  return (name) => {
    if (!Object.hasOwn(modules, name)) throw new Error("Cannot find module '" + name + "'");
    return modules[name];
  };
})();
`;
