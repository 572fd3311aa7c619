import { expect, expectAccessible, expectNoSidewaysScroll, test } from './page.ts';

const PAGES = [
  '/',
  '/learn',
  '/practice',
  '/practice?mode=custom',
  '/practice/marked',
  '/exams',
  '/learn/glossary',
  '/learn/cheat-sheets',
  '/learn/cheat-sheets/auth',
  '/labs',
  '/progress',
  '/progress/plan',
  '/handbook',
  '/handbook/items',
  '/handbook/rules',
  '/handbook/operations/apigateway',
];

for (const path of PAGES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${path} is accessible and fits the window, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(200);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await page.waitForLoadState('networkidle');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  }
}

test('every page carries a content security policy without unsafe-inline', async ({ request }) => {
  for (const path of PAGES) {
    const policy = (await request.get(path)).headers()['content-security-policy'] ?? '';
    expect(policy, path).toContain("default-src 'self'");
    expect(policy, path).not.toContain('unsafe-inline');
    expect(policy, path).not.toContain('unsafe-eval');
  }
});

test('an unknown address gets a page that helps', async ({ request }) => {
  const answer = await request.get('/learn/api-gateway/nowhere');
  expect(answer.status()).toBe(404);
  expect(await answer.text()).toContain('There is no page here');
});

test('a foreign host name is refused', async ({ request }) => {
  expect((await request.get('/', { headers: { host: 'evil.example' } })).status()).toBe(421);
});

test('a malformed body is refused with a sentence, and the page lives on', async ({ request }) => {
  const answer = await request.post('/api/practice/session', {
    data: Buffer.from('{"mode":'),
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.status()).toBe(400);
  expect(await answer.json()).toEqual({
    error: { code: 'malformed-json', message: 'The request body is not JSON. Send a JSON object.' },
  });
  expect((await request.get('/')).status()).toBe(200);
});
