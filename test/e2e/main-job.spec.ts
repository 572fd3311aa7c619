import { expect, expectAccessible, expectNoSidewaysScroll, test } from './page.ts';
import { solution } from './scripts.ts';

test('a learner reads a lesson, answers, builds the lab, gets it verified and is told what is next', async ({ page }) => {
  test.setTimeout(120_000);

  await page.goto('/');
  await page.getByRole('link', { name: /first lesson|continue reading|read the lesson/i }).first().click();
  await expect(page).toHaveURL(/\/learn\/api-gateway\/who-may-call\//);
  await page.goto('/learn/api-gateway/who-may-call/usage-plans');
  await page.getByRole('button', { name: 'Mark as finished' }).click();
  await expect(page.getByText('Saved. The lesson counts as finished.')).toBeVisible();

  await page.goto('/practice');
  const options = page.locator('.option');
  await expect(options.first()).toBeVisible();
  const asked = await page.locator('.title').textContent();
  await page.reload();
  await expect(page.locator('.title')).toHaveText(asked ?? '');
  const choose = /Choose (\d)/.exec((await page.locator('legend .hint').first().textContent()) ?? '')?.[1] ?? '1';
  for (let index = 0; index < Number(choose); index += 1) await options.nth(index).click();
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(page.getByText(/^Comes back/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.goto('/labs/first-api');
  const terminal = page.getByRole('textbox', { name: /command|terminal/i });
  await terminal.fill(solution('first-api'));
  await terminal.press('Enter');
  await expect(page.getByRole('log')).toContainText('createdDate', { timeout: 30_000 });
  await page.getByRole('button', { name: /^Verify/ }).first().click();
  await expect(page.getByText(/all objectives pass|passed/i).first()).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.goto('/progress');
  await expect(page.getByText(/1 answer/).first()).toBeVisible();
  await expectAccessible(page);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'What to do now' })).toBeVisible();
});
