import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './page.ts';
import { solution } from './scripts.ts';

const LESSON = '/learn/api-gateway/who-may-call/usage-plans';
const LAB = 'tiered-usage-plans';

const WORDS: Readonly<Record<string, number>> = { TWO: 2, THREE: 3, FOUR: 4 };

/** Leaves items of other formats for later, until the screen shows one with options. */
async function reachOptions(page: Page, skip: () => Promise<void>): Promise<void> {
  const options = page.locator('.practice .option');
  for (let skipped = 0; skipped < 20; skipped += 1) {
    await page.locator('.practice[data-ready=true] legend').first().waitFor();
    if ((await options.count()) > 0) return;
    // The next item may bear the same title: the items of a case study do.
    await Promise.all([page.waitForResponse('**/api/practice/session'), skip()]);
    await expect(page.locator('.practice')).toHaveAttribute('aria-busy', 'false');
  }
  throw new Error('20 items in a row have no options to choose from.');
}

/** How many options the question on the screen asks for. */
async function toChoose(page: Page): Promise<number> {
  const legend = (await page.locator('.practice legend').first().textContent()) ?? '';
  const [, count = '1'] = /Choose (TWO|THREE|FOUR|\d)/i.exec(legend) ?? [];
  return WORDS[count.toUpperCase()] ?? Number(count);
}

/** Presses Tab until `name` has the focus: a part that the keyboard cannot reach fails the test. */
async function tabTo(page: Page, role: 'button' | 'link' | 'textbox', name: RegExp): Promise<void> {
  const target = page.getByRole(role, { name }).first();
  await target.waitFor();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`150 presses of Tab did not reach the ${role} ${String(name)}.`);
}

async function expectUsable(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

test('a learner reads, answers, builds, is verified and is told what is next', async ({ page }) => {
  test.setTimeout(180_000);

  await page.goto('/');
  await page.getByRole('main').locator('a[href^="/learn/"]').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(LESSON);
  const finish = page.getByRole('button', { name: 'Mark as finished' });
  if (await finish.isVisible()) {
    await finish.click();
    await expect(page.getByText('Saved. The lesson counts as finished.')).toBeVisible();
  }

  await page.goto('/practice');
  const title = page.locator('.practice .title');
  await title.waitFor();
  const next = page.getByRole('button', { name: 'Next item' });
  if (await next.isVisible()) await next.click();
  const skip = page.getByRole('button', { name: 'Skip for now' });
  await reachOptions(page, () => skip.click());
  const asked = (await title.textContent()) ?? '';
  await page.reload();
  await expect(title).toHaveText(asked);
  const choices = await toChoose(page);
  for (let index = 0; index < choices; index += 1) await page.locator('.option').nth(index).click();
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(page.getByText(/^Comes back/)).toBeVisible();
  await expectUsable(page);

  await page.goto(`/labs/${LAB}`);
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('button', { name: 'Yes, start over' }).click();
  await expect(page.getByText('The starting state is ready.')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: /^Check (my work|again)/ }).click();
  await expect(page.getByText('Not met').first()).toBeVisible({ timeout: 60_000 });
  const commandLine = page.getByRole('textbox', { name: 'Command line' });
  await commandLine.fill(solution(LAB));
  await commandLine.press('Enter');
  await commandLine.press('Enter');
  await expect(page.getByRole('log')).toContainText('premium-customer', { timeout: 60_000 });
  await expect(page.getByRole('button', { name: /^Stop the running/ })).toBeHidden({
    timeout: 60_000,
  });
  await page.getByRole('button', { name: /^Check (my work|again)/ }).click();
  await expect(page.getByText(/^All \d+ objectives met\.$/)).toBeVisible({ timeout: 60_000 });
  await expectUsable(page);

  await page.goto('/labs');
  await expect(page.getByText('Passed').first()).toBeVisible();
  await page.goto('/progress');
  await expectUsable(page);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'What to do now' })).toBeVisible();
  await expectUsable(page);
});

test('the same with the keyboard alone', async ({ page }) => {
  test.setTimeout(180_000);

  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await tabTo(page, 'link', /^Learn$/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/learn$/);
  await tabTo(page, 'link', /stages/i);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/stages-and-mock$/);

  await tabTo(page, 'link', /^Practice$/);
  await page.keyboard.press('Enter');
  await page.locator('.practice[data-ready=true]').waitFor();
  // The session stands where it stood: perhaps at an answered item.
  if (await page.getByRole('button', { name: 'Next item' }).isVisible()) {
    await page.keyboard.press('Enter');
  }
  await reachOptions(page, async () => {
    await tabTo(page, 'button', /^Skip for now$/);
    await page.keyboard.press('Enter');
  });
  const choices = await toChoose(page);
  for (let index = 1; index <= choices; index += 1) await page.keyboard.press(String(index));
  await page.keyboard.press('u');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Comes back/)).toBeVisible();

  await tabTo(page, 'link', /^Labs$/);
  await page.keyboard.press('Enter');
  await tabTo(page, 'link', /without a backend/i);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/labs\/first-api$/);
  await tabTo(page, 'button', /^Start over$/);
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', /^Yes, start over$/);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The starting state is ready.')).toBeVisible({ timeout: 30_000 });
  await tabTo(page, 'textbox', /^Command line$/);
  await page.keyboard.insertText(solution('first-api'));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('responseTemplates', { timeout: 60_000 });
  await expect(page.getByRole('button', { name: /^Stop the running/ })).toBeHidden({
    timeout: 60_000,
  });
  await page.keyboard.press('Escape');
  await tabTo(page, 'button', /^Check (my work|again)/);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^All \d+ objectives met\.$/)).toBeVisible({ timeout: 60_000 });
});

test('search finds a lesson by the keyboard, typo included', async ({ page }) => {
  await page.goto('/learn');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('usge plans');
  const lesson = page.getByRole('option', { name: /^API keys, usage plans and throttling/ });
  await lesson.waitFor();
  await expectAccessible(page);
  // The word's definition and the labs stand before it.
  for (let presses = 0; presses < 20; presses += 1) {
    if ((await lesson.getAttribute('aria-selected')) === 'true') break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${LESSON}$`));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
