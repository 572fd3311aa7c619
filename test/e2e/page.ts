import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { startSite, type Site } from './site.ts';

/** WCAG 2.2 AA and everything it builds on. */
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Worker {
  /** A file that names a learner of its own gets a worker, hence a site, that no other file has used. */
  readonly learner: string;
  readonly site: Site;
}

/** Each worker has a site and a learner of its own, so that files can run at the same time. */
export const test = base.extend<object, Worker>({
  learner: ['whoever comes', { scope: 'worker', option: true }],
  site: [
    async ({}, use) => {
      const site = await startSite();
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site.url),
  /** A page whose console must stay clean: a blocked style or script shows there too. */
  page: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await use(page);
    expect(complaints).toEqual([]);
  },
});

export { expect };

/** Fails on anything that axe finds on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // Without frames nothing has to be put together in a second page, which would take as long again.
  expect(page.frames()).toHaveLength(1);
  const axe = new AxeBuilder({ page }).withTags(STANDARDS).setLegacyMode(true);
  const { violations } = await axe.analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  expect.soft(found, page.url()).toEqual([]);
}

/** Fails when the page is wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { scroll, window } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect.soft(scroll, `${page.url()} is wider than the window`).toBeLessThanOrEqual(window);
}

/** Fails when what a reader looks at moves by itself while the page is read from top to end. */
export async function expectStill(page: Page): Promise<void> {
  const shift = await page.evaluate(async () => {
    let sum = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!(entry as unknown as { hadRecentInput: boolean }).hadRecentInput) {
          sum += (entry as unknown as { value: number }).value;
        }
      }
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    for (let top = 0; top < document.documentElement.scrollHeight; top += 400) {
      window.scrollTo(0, top);
      await painted();
    }
    await painted();
    observer.disconnect();
    return sum;
  });
  expect.soft(shift, `cumulative layout shift of ${page.url()}`).toBeLessThan(0.01);
}
