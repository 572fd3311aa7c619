import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, expectStill, test } from './page.ts';

/** The pages that an overview leads to. */
async function linkedFrom(page: Page, overview: string): Promise<string[]> {
  await page.goto(overview);
  const links = await page
    .getByRole('main')
    .locator(`a[href^="${overview}/"]`)
    .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
  return [...new Set(links)];
}

/** Lessons in light on a wide screen and in dark on a narrow one: each is looked at twice. */
const schemeOf = (project: string) => (project === 'wide' ? 'light' : 'dark');

test('every lesson is accessible, fits the window and does not move while it is read', async ({
  page,
}, { project }) => {
  test.setTimeout(300_000);
  await page.emulateMedia({ colorScheme: schemeOf(project.name), reducedMotion: 'reduce' });
  const lessons = await linkedFrom(page, '/learn');
  expect(lessons.length).toBeGreaterThan(30);
  // Soft: one run names all that is wrong with all lessons.
  for (const lesson of lessons) {
    await test.step(lesson, async () => {
      const answer = await page.goto(lesson);
      expect(answer?.status()).toBe(200);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await expectStill(page);
      await expect(page.locator('astro-island[ssr]:not([client=demand])')).toHaveCount(0);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  }
});

test('every lab is accessible and fits the window', async ({ page }, { project }) => {
  test.setTimeout(300_000);
  await page.emulateMedia({ colorScheme: schemeOf(project.name), reducedMotion: 'reduce' });
  const labs = await linkedFrom(page, '/labs');
  expect(labs.length).toBeGreaterThan(1);
  for (const lab of labs) {
    await test.step(lab, async () => {
      expect((await page.goto(lab))?.status()).toBe(200);
      await expect(page.getByRole('textbox', { name: 'Command line' })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  }
});
