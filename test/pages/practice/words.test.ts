import { describe, expect, test } from 'vitest';
import { itemId, LOCAL_LEARNER } from '#core';
import { createProfiles } from '../../../src/app/use-cases/profiles.ts';
import { POST as unmark } from '../../../src/pages/api/practice/unmark.ts';
import { callPractice } from '../../support/practice-api.ts';
import { practiceSetup, ZONE } from '../../support/practice.ts';

const item = 'api-gateway/case-0/limit';
const { practice, ...base } = practiceSetup();
const profiles = createProfiles(base);
const call = async (route: 'item' | 'keys', body: unknown) => {
  const response = await callPractice(practice, route, body, profiles);
  return { status: response.status, body: (await response.json()) as unknown };
};

/** Sends the form of the page of marked items. */
async function send(fields: Record<string, string>): Promise<Response> {
  const context = {
    request: new Request('http://127.0.0.1/api/practice/unmark', {
      method: 'POST',
      body: new URLSearchParams(fields),
    }),
    locals: { app: { practice } },
    redirect: (location: string, status: number) =>
      new Response(null, { status, headers: { location } }),
  };
  // An endpoint reads nothing of Astro's context but these.
  return unmark(context as unknown as Parameters<typeof unmark>[0]);
}

describe('words about an item', () => {
  test('a flag is kept, and taken off from the page of marked items', async () => {
    const flagged = await call('item', {
      do: 'mark',
      zone: ZONE,
      itemId: item,
      mark: 'flagged',
    });
    expect(flagged).toEqual({ status: 200, body: { outcome: 'ok', mark: { isFlagged: true } } });
    const taken = await send({ item, mark: 'unflagged' });
    expect(taken.status).toBe(303);
    expect(taken.headers.get('location')).toBe('/practice/marked');
    expect(await practice.marked(LOCAL_LEARNER)).toEqual([]);
  });

  test('an empty report and an unknown item are refused in a sentence', async () => {
    const about = { do: 'report', zone: ZONE, itemId: itemId(item) };
    expect(await call('item', { ...about, text: ' ' })).toEqual({
      status: 422,
      body: {
        error: {
          code: 'invalid-body',
          message: 'The request body does not fit. text: Say what is wrong with the item.',
        },
      },
    });
    expect(await call('item', { ...about, itemId: 'a/b/c', text: 'x' })).toMatchObject({
      status: 404,
      body: { message: 'There is no such item. It may have been withdrawn.' },
    });
  });

  test('a form that takes off what nobody knows is refused', async () => {
    const refused = await send({ item, mark: 'erased' });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({
      error: {
        message:
          'Say which item and what to take off: send `item`, and `mark` as unflagged, resumed or unburied.',
      },
    });
  });
});

describe('keys', () => {
  test('are kept for the learner', async () => {
    const keys = { skip: ['w'] };
    expect(await call('keys', { keys })).toEqual({ status: 200, body: { outcome: 'kept' } });
    expect((await profiles.read(LOCAL_LEARNER)).keys).toEqual(keys);
  });

  test('in numbers beyond reason are refused', async () => {
    const keys = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`k${index}`, ['w']]));
    expect(await call('keys', { keys })).toMatchObject({ status: 422 });
  });
});
