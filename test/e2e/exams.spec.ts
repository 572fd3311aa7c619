import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './page.ts';

/** Begins an exam with so many seconds left. @param data the directory of the learner's data @returns its id */
const beginWith = (seconds: number, data: string): string =>
  execFileSync(process.execPath, [
    join(import.meta.dirname, 'begin-exam.ts'),
    data,
    String(seconds),
  ]).toString();

const ready = (page: Page) => page.locator('.exam[data-ready=true]').waitFor();

/** The exam's clock in seconds. */
async function clock(page: Page): Promise<number> {
  const text = (await page.locator('.exam .time').textContent()) ?? '';
  return text
    .trim()
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Goes on until a question asks for one option. @returns its place, from 1 */
async function reachSingleChoice(page: Page): Promise<number> {
  const where = page.locator('.exam .where');
  for (let place = 1; place < 20; place += 1) {
    await expect(where).toHaveText(new RegExp(`^Question ${place} of `));
    if ((await page.getByRole('radio').count()) > 0 && (await strikes(page).count()) > 0)
      return place;
    await page.getByRole('button', { name: 'Next' }).click();
  }
  throw new Error('No question of the form asks for one option.');
}

const strikes = (page: Page) => page.getByRole('button', { name: /^Strike out/ });
const cell = (page: Page, name: RegExp) => page.getByRole('button', { name });

async function handIn(page: Page, warning: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Hand in', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText(warning);
  await page.getByRole('button', { name: 'Hand in and see the report' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Report: / })).toBeVisible();
}

test('an exam is sat, left, taken up again and explained', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/exams');
  await page
    .getByRole('button', { name: /^Begin with \d+ questions$/ })
    .first()
    .click();
  await ready(page);

  // Nothing of the key or the reasons has reached the browser.
  expect(await page.content()).not.toMatch(/isKey|rationale|misconception/);

  const place = await reachSingleChoice(page);
  const radios = page.getByRole('radio');
  await radios.nth(0).check();
  await radios.nth(1).check();
  await strikes(page).nth(2).click();
  await expect(strikes(page).nth(2)).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Flag', exact: true }).click();
  await expect(page.locator('.exam .state')).toHaveText('Saved');

  await page.getByRole('button', { name: 'Hide clock' }).click();
  await expect(page.locator('.exam .time')).toHaveText('hidden');
  await page.getByRole('button', { name: 'Show clock' }).click();
  const before = await clock(page);
  expect(before).toBeGreaterThan(0);

  await page.getByText('Overview', { exact: true }).click();
  const mine = new RegExp(`^Question ${place}, answered, flagged$`);
  await expect(cell(page, mine)).toHaveAttribute('aria-current', 'step');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // Leaving is no pause: another page and a reload come back to the same exam and a later clock.
  await page.goto('/exams');
  await expect(page.getByText('An exam is running')).toBeVisible();
  await page.getByRole('link', { name: 'Go on with it' }).click();
  await ready(page);
  await page.reload();
  await ready(page);
  expect(await clock(page)).toBeLessThanOrEqual(before);
  await page.getByText('Overview', { exact: true }).click();
  await cell(page, mine).click();
  await expect(radios.nth(1)).toBeChecked();
  await expect(strikes(page).nth(2)).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: 'Flag', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  await handIn(page, /\d+ questions? unanswered: (it counts|they count) as wrong\. 1 flagged\./);
  await expect(page.getByText(/^\d+ of \d+ right \(\d+ %\)$/)).toBeVisible();
  await expect(page.getByText('1 answer changed')).toBeVisible();
  await expect(page.getByText(/95 % interval: \d+ to \d+/)).toBeVisible();
  await expect(page.getByText(/AWS does not publish how right answers become/)).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Decide who may call' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Who may call', exact: true })).toBeVisible();
  const question = page.locator('details.card', { hasText: `Question ${place}:` });
  if ((await question.getAttribute('open')) === null)
    await question.locator('summary').first().click();
  await expect(question.locator('.rationale').first()).toBeVisible();
  await expect(question).toContainText(/s \(an able candidate: .+\)/);
  await expect(question).toContainText('answer changed once');
  await expect(question).toContainText('flagged');
  await expect(page.getByRole('heading', { name: 'Next steps' })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole('link', { name: 'All mock exams' }).click();
  await expect(page.locator('.entries li').first()).toContainText(/\d+ of \d+ right, about \d+/);
});

test('keys alone answer, flag, strike out, look around and go on', async ({ page, site }) => {
  await page.goto(`/exams/${beginWith(200, site.data)}`);
  await ready(page);
  const where = page.locator('.exam .where');
  await page.keyboard.press('2');
  await expect(page.getByRole('radio').nth(1)).toBeChecked();
  await page.keyboard.press('x');
  await page.keyboard.press('1');
  await expect(strikes(page).nth(0)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('f');
  await page.keyboard.press('t');
  await expect(page.locator('.exam .time')).toHaveText('hidden');
  await page.keyboard.press('r');
  await expect(cell(page, /^Question 1, answered, flagged$/)).toBeVisible();
  await page.keyboard.press('n');
  await expect(where).toHaveText('Question 2 of 3');
  await page.keyboard.press('p');
  await expect(where).toHaveText('Question 1 of 3');
  await expect(page.locator('.exam .state')).toHaveText('Saved');
  await handIn(page, /2 questions unanswered: they count as wrong\. 1 flagged\./);
});

test('when the time is up what was saved is handed in, and the report says so', async ({
  page,
  site,
}) => {
  await page.goto(`/exams/${beginWith(15, site.data)}`);
  await ready(page);
  await page.getByRole('radio').first().check();
  await expect(page.locator('.exam .state')).toHaveText('Saved');
  await expect(page.getByRole('heading', { level: 1, name: /^Report: / })).toBeVisible({
    timeout: 30_000,
  });
  await expect(
    page.getByText('The time ran out, and what was saved by then was handed in.'),
  ).toBeVisible();
  await expect(page.getByText('2 unanswered')).toBeVisible();
});

test('an exam whose time ran out while nobody looked is over when somebody does', async ({
  page,
  site,
}) => {
  await page.goto(`/exams/${beginWith(-60, site.data)}`);
  await expect(page.getByRole('heading', { level: 1, name: /^Report: / })).toBeVisible();
  await expect(page.getByText('3 unanswered')).toBeVisible();
  await expect(page.getByText('5 min of 5 min used')).toBeVisible();
});
