import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectAccessible, expectNoSidewaysScroll, expectStill, test } from './page.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Names of what lies in a folder of the repository, without what is not content itself. */
const namesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => !name.startsWith('_'))
    .map((name) => name.replace(/\.mdx$/, ''));

const COURSE = 'content/courses/api-gateway';
/** Labs in fours: what several workers can share out. */
const labGroups = Object.values(Object.groupBy(namesIn('labs'), (_, at) => at - (at % 4)));

/** Light on a wide screen and dark on a narrow one: each page is looked at twice. */
const schemeOf = (project: string) => (project === 'wide' ? 'light' : 'dark');

test.describe.configure({ mode: 'parallel', timeout: 240_000 });

test.beforeEach(async ({ page }, { project }) => {
  await page.emulateMedia({ colorScheme: schemeOf(project.name), reducedMotion: 'reduce' });
});

// Checks of a page are soft: one run names all that is wrong with all pages.
for (const module of namesIn(COURSE)) {
  test(`every lesson of ${module} is accessible, fits the window and stands still while it is read`, async ({
    page,
  }) => {
    for (const lesson of namesIn(`${COURSE}/${module}`)) {
      await test.step(lesson, async () => {
        const answer = await page.goto(`/learn/api-gateway/${module}/${lesson}`);
        expect(answer?.status()).toBe(200);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        await expectStill(page);
        await expect(page.locator('astro-island[ssr]:not([client=demand])')).toHaveCount(0);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      });
    }
  });
}

for (const labs of labGroups) {
  test(`the pages of ${labs?.join(', ')} are accessible and fit the window`, async ({ page }) => {
    for (const lab of labs ?? []) {
      await test.step(lab, async () => {
        expect((await page.goto(`/labs/${lab}`))?.status()).toBe(200);
        await expect(page.getByRole('textbox', { name: 'Command line' })).toBeVisible();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      });
    }
  });
}
