// Serves dist/ on localhost with cross-origin isolation (wasm threads need it) and a strict content policy.
import { createServer } from 'node:http';
import sirv from 'sirv';

export const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    // Elsewhere: models of web-llm, which are fetched from an address that the user chose.
    "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Listens on `port` or, when it is busy, on the next free one (20 tries). Resolves with the server and its port. */
export function serve(folder, port, attempts = 20) {
  const files = sirv(folder, {
    etag: true,
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    },
  });
  const server = createServer((request, response) =>
    files(request, response, () => {
      response.statusCode = 404;
      response.end('Not found');
    }),
  );
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code !== 'EADDRINUSE' || attempts <= 0) return reject(error);
      console.log(`Port ${port} is busy, trying ${port + 1}.`);
      resolve(serve(folder, port + 1, attempts - 1));
    });
    server.listen(port, '127.0.0.1', () => resolve({ server, port }));
  });
}
