import { expect, expectAccessible, expectNoSidewaysScroll, expectStill, test } from './page.ts';

test('every lesson is accessible, fits the window and does not move while it is read', async ({
  page,
}, { project }) => {
  test.setTimeout(300_000);
  await page.emulateMedia({
    colorScheme: project.name === 'wide' ? 'light' : 'dark',
    reducedMotion: 'reduce',
  });
  await page.goto('/learn');
  const links = await page
    .getByRole('main')
    .locator('a[href^="/learn/"]')
    .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
  const lessons = [...new Set(links)];
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
