import { expect, expectAccessible, expectNoSidewaysScroll, test } from './page.ts';

// What is shown here depends on all that the learner did before.
test.use({ learner: 'one who has answered nothing' });

const DAY_MS = 86_400_000;
const dayFromNow = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

test('a plan is tried before it is kept', async ({ page }) => {
  await page.goto('/progress');
  await page.getByRole('link', { name: 'Change the plan' }).click();
  await page.getByLabel('Minutes a day', { exact: true }).fill('3');
  await page.getByLabel('Day of the exam').fill(dayFromNow(5));
  await page.getByLabel(/^SAA-C03/).check();
  await page.getByRole('button', { name: 'See what comes of it' }).click();
  await expect(page.getByText('It does not fit')).toBeVisible();
  await expect(
    page.getByText(/3 minutes a day for \d+ days reach \d+ of \d+ items\.$/),
  ).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole('button', { name: 'Keep this plan' }).click();
  await expect(page.getByRole('status')).toHaveText('The plan is kept.');
  await expect(page.getByText('This is the plan that you keep now.')).toBeVisible();
  await page.goto('/progress');
  await expect(page.getByText(/^3 minutes a day, exam on .+ \d{4}\. SAA-C03\.$/)).toBeVisible();
});

test('a real result is kept beside what was predicted', async ({ page }) => {
  await page.goto('/learn/api-gateway/release-and-operate/canary-releases');
  await page.getByRole('button', { name: 'Mark as finished' }).click();
  await expect(page.getByText('Saved. The lesson counts as finished.')).toBeVisible();
  await page.goto('/progress');
  await expect(page.getByText('Not enough evidence yet').first()).toBeVisible();
  await expect(page.getByText(/after 8 answers \(\d so far\)/).first()).toBeVisible();
  await page.getByLabel('Exam', { exact: true }).selectOption('SAA-C03');
  await page.getByLabel('Day of the exam').fill(dayFromNow(-3));
  await page.getByLabel('Scaled score, if you like').fill('815');
  await page.getByRole('button', { name: 'Keep the result' }).click();
  await expect(page.getByText(/^SAA-C03 on .+: passed, 815\./)).toBeVisible();
  await expect(page.getByText('There was no prediction before it.')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
