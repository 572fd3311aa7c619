import { describe, expect, test } from 'vitest';
import { GET } from '../../src/pages/api/search.json.ts';

const documents = [
  {
    kind: 'lesson',
    title: 'Usage plans',
    heading: '',
    context: '',
    text: '',
    keywords: [],
    url: '/learn/x',
  },
];

const ask = async (searchDocuments: readonly unknown[], etag?: string) => {
  const request = new Request(
    'http://127.0.0.1/api/search.json',
    etag === undefined ? {} : { headers: { 'if-none-match': etag } },
  );
  // The endpoint reads nothing else of its context.
  return GET({
    request,
    locals: { app: { search: { documents: () => Promise.resolve(searchDocuments) } } },
  } as unknown as Parameters<typeof GET>[0]);
};

describe('GET /api/search.json', () => {
  test('answers with what the search looks through, under a tag', async () => {
    const response = await ask(documents);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('etag')).toMatch(/^"[\w-]{27}"$/);
    expect(await response.json()).toEqual(documents);
  });

  test('sends nothing again while the content is the same, also through a proxy that weakens the tag', async () => {
    const etag = (await ask(documents)).headers.get('etag') ?? '';
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const response = await ask(documents, tag);
      expect([response.status, await response.text()]).toEqual([304, '']);
    }
  });

  test('has another tag for other content', async () => {
    const etag = (await ask(documents)).headers.get('etag') ?? '';
    expect((await ask([], etag)).status).toBe(200);
  });
});
