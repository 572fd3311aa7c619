import { describe, expect, test } from 'vitest';
import type { PracticeReply } from '#quiz';
import { AppError } from '#core';
import { callPractice, type PracticeRoute } from '../../support/practice-api.ts';
import { asking, practiceSetup, ZONE } from '../../support/practice.ts';

function api() {
  const { practice } = practiceSetup();
  const call = async (route: PracticeRoute, body: unknown) => {
    const response = await callPractice(practice, route, body);
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as PracticeReply,
    };
  };
  const start = () => call('session', { do: 'start', zone: ZONE, mode: 'today' });
  const answerTo = async (reply: PracticeReply, more: Record<string, unknown> = {}) => {
    const { sessionId, ask } = asking(reply);
    return {
      zone: ZONE,
      sessionId,
      eventId: ask.eventId,
      itemId: ask.item.id,
      itemHash: ask.item.hash,
      variantSeed: ask.variantSeed,
      response: ['a'],
      confidence: 'sure',
      seconds: 12.5,
      ...more,
    };
  };
  return { call, start, answerTo };
}

describe('the practice endpoints', () => {
  test('ask, mark, go on, take back and end', async () => {
    const { call, start, answerTo } = api();
    const asked = await start();
    expect(asked.status).toBe(200);
    expect(asked.headers.get('cache-control')).toBe('no-store');
    expect(JSON.stringify(asked.body)).not.toMatch(/rationale|"correct":true|isKey|misconception/);

    const body = await answerTo(asked.body);
    const marked = await call('answer', body);
    expect(marked.status).toBe(200);
    expect(marked.body.state).toMatchObject({ phase: 'answered', feedback: { key: ['a'] } });

    const at = { zone: ZONE, sessionId: body.sessionId, eventId: body.eventId };
    const next = await call('session', { do: 'next', ...at });
    expect(asking(next.body).ask.item.id).not.toBe(body.itemId);

    const undone = await call('undo', at);
    expect(asking(undone.body).ask.item.id).toBe(body.itemId);

    const ended = await call('session', { do: 'finish', zone: ZONE, sessionId: body.sessionId });
    expect(ended.body.state).toMatchObject({ phase: 'finished', why: 'stopped', items: [] });
  });

  test('the same answer twice is 200 both times', async () => {
    const { call, start, answerTo } = api();
    const body = await answerTo((await start()).body);
    await call('answer', body);
    const again = await call('answer', { ...body, response: ['b'] });
    expect(again.status).toBe(200);
    expect(again.body.outcome).toBe('already-answered');
  });

  test('an outcome that took no effect has a status of its own, and the state to draw', async () => {
    const { call, start, answerTo } = api();
    const asked = await start();
    const edited = await call('answer', await answerTo(asked.body, { itemHash: 'other' }));
    expect([edited.status, edited.body.outcome]).toEqual([409, 'item-changed']);
    const unknown = await call('answer', await answerTo(asked.body, { response: ['z'] }));
    expect([unknown.status, unknown.body.outcome]).toEqual([422, 'invalid-response']);
    expect(unknown.body.state.phase).toBe('asking');
    const topic = await call('session', { do: 'start', zone: ZONE, mode: 'topic', topic: 'nope' });
    expect([topic.status, topic.body.outcome]).toEqual([404, 'unknown-topic']);
  });

  test.each<[string, PracticeRoute, unknown, number, string]>([
    ['no JSON', 'answer', '{oops', 400, 'The request body is not JSON. Send a JSON object.'],
    ['an unknown action', 'session', { do: 'cheat' }, 422, 'do: '],
    ['an extra field', 'session', { do: 'current', key: true }, 422, 'Unrecognized key: "key"'],
    [
      'an event id that is none',
      'undo',
      { zone: ZONE, sessionId: 's', eventId: '1' },
      422,
      'eventId: Invalid UUID',
    ],
    ['no response', 'answer', { zone: ZONE }, 422, 'response: '],
  ])('%s is refused in a sentence', async (_, route, body, status, sentence) => {
    const { call } = api();
    const { status: given, body: answer } = await call(route, body);
    expect(given).toBe(status);
    expect(JSON.stringify(answer).replaceAll('\\"', '"')).toContain(sentence);
  });

  test('a store that cannot save is 503, says so, and the answer can be sent again', async () => {
    const { practice } = practiceSetup();
    const broken = {
      ...practice,
      answer: () =>
        Promise.reject(new AppError('store-failed', 'The answer could not be saved: disk full.')),
    };
    const asked = asking(
      await practice.start({ learner: 'local' as never, zone: ZONE, mode: 'today' }),
    );
    const { answerTo } = api();
    const body = await answerTo({ outcome: 'ok', state: asked });
    const failed = await callPractice(broken, 'answer', body);
    expect(failed.status).toBe(503);
    expect(await failed.json()).toEqual({
      error: { code: 'store-failed', message: 'The answer could not be saved: disk full.' },
    });
    expect((await callPractice(practice, 'answer', body)).status).toBe(200);
  });
});
