/**
 * Every state of every component in the gallery: what it shows is what was written down (tests/gallery/snapshots, new ones
 * with --update-snapshots), axe finds nothing, and nothing is cut off on a narrow screen.
 */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import axeCore from 'axe-core';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { builtGallery } from './built-gallery.ts';
import type { BuiltGallery } from './built-gallery.ts';
import { outline } from './outline.ts';

const entries = readdirSync(resolve(import.meta.dirname, '../gallery/entries'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace(/\.ts$/, ''));
const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 400, height: 800 };

let gallery: BuiltGallery;
let page: Page;
let scenes: readonly string[] = [];

test.beforeAll(async ({ browser }) => {
  gallery = await builtGallery();
  const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce', timezoneId: 'UTC' });
  page = await context.newPage();
  await page.goto(gallery.address);
  const frames = page.locator('iframe[title$=", light"]');
  // Comparisons of methods run before the list is drawn.
  await frames.first().waitFor();
  scenes = await frames.evaluateAll((frames) =>
    frames.map((frame) => frame.getAttribute('title')?.replace(/, light$/, '') ?? ''),
  );
  await page.goto('about:blank');
  await page.goto(`${gallery.address}#${new URLSearchParams({ scene: scenes[0] ?? '' }).toString()}`);
  // Once for all scenes, which are drawn in this same page: it is half a megabyte.
  await page.evaluate(axeCore.source);
});
test.afterAll(async () => {
  await page.context().close();
  gallery.close();
});

/** Draws it in the page that is open already. */
async function show(scene: string, theme: 'light' | 'dark'): Promise<void> {
  await page.goto(`${gallery.address}#${new URLSearchParams({ scene, theme }).toString()}`);
  await expect(page).toHaveTitle(scene);
}
/** @param rules null for every rule that axe has on by default */
function violations(rules: string[] | null): Promise<string[]> {
  return page.evaluate(async (values) => {
    const { axe } = globalThis as unknown as { axe: typeof axeCore };
    const found = await axe.run(document, {
      resultTypes: ['violations'],
      ...(values === null ? {} : { runOnly: { type: 'rule', values } }),
    });
    return found.violations.map(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message).join(' ')}`).join(' '),
    );
  }, rules);
}
/** Elements that stick out to the right of the page, where nothing scrolls them. */
function cutOff(): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.scene *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .filter((element) => element.closest('.sr-only, svg') === null)
      .filter((element) => {
        for (let outer: Element | null = element; outer !== null; outer = outer.parentElement)
          if (/auto|scroll/.test(getComputedStyle(outer).overflowX)) return false;
        return true;
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

for (const name of entries) {
  test(`gallery: ${name}`, async () => {
    const mine = scenes.filter((scene) => scene.startsWith(`${name}/`));
    expect(mine).not.toHaveLength(0);
    const written: string[] = [];
    for (const scene of mine) {
      await test.step(scene, async () => {
        await show(scene, 'light');
        const drawn = await outline(page, '.scene');
        written.push(`── ${scene}\n${drawn}`);
        expect.soft(await violations(null), `${scene}, light`).toEqual([]);
        await show(scene, 'dark');
        expect.soft(await outline(page, '.scene'), `${scene}, dark`).toBe(drawn);
        // The same elements as in the light: only the rules about colour can find something else.
        expect.soft(await violations(['color-contrast']), `${scene}, dark`).toEqual([]);
        await page.setViewportSize(NARROW);
        expect.soft(await cutOff(), `${scene}, 400 px wide`).toEqual([]);
        await page.setViewportSize(WIDE);
      });
    }
    expect(`${written.join('\n\n')}\n`).toMatchSnapshot(`${name}.txt`);
  });
}
