/** Addresses that a page and its workers ask for. */
import type { Page } from '@playwright/test';

/** Goes on growing. */
export function askedBy(page: Page): readonly string[] {
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  return asked;
}

export function outside(asked: readonly string[], baseURL: string | undefined): string[] {
  const { origin } = new URL(baseURL ?? '');
  return asked.filter((url) => !/^(blob|data):/.test(url) && new URL(url).origin !== origin);
}

/** The script that web-llm is, of the built page. */
export const isWebLlm = (path: string): boolean => /\/mlc-ai-web-llm-[^/]*\.js$/.test(path);
