import { describe, expect, onTestFinished, test } from 'vitest';
import { learnerId, type ProgressEvent } from '#core';
import type { Cursor, ProgressStore } from '#progress';
import { ada, answered, undone } from '../support/events.ts';

const bea = learnerId('bea');

const all = (events: AsyncIterable<ProgressEvent>) => Array.fromAsync(events);

/** What every adapter of the port must do. Used as `describeProgressStore('sqlite', openTemporary)`. */
export function describeProgressStore(name: string, open: () => Promise<ProgressStore>): void {
  async function opened() {
    const store = await open();
    onTestFinished(() => store.close());
    return store;
  }

  describe(`${name} keeps the ProgressStore contract`, () => {
    test('an unknown learner has an empty log', async () => {
      expect(await all((await opened()).read(ada))).toEqual([]);
    });

    test('events come back oldest first, as they were given', async () => {
      const store = await opened();
      const first = answered();
      const events = [first, undone(first), answered({ confidence: 'guessed' })];
      await store.append(ada, events.slice(0, 1));
      await store.append(ada, events.slice(1));
      expect(await all(store.read(ada))).toEqual(events);
    });

    test('an event sent twice is stored once', async () => {
      const store = await opened();
      const event = answered();
      const before = await store.append(ada, [event]);
      expect(await store.append(ada, [event])).toBe(before);
      expect(await store.append(ada, [event, event])).toBe(before);
      expect(await all(store.read(ada))).toEqual([event]);
    });

    test('reading from a cursor gives what came after it', async () => {
      const store = await opened();
      const cursor = await store.append(ada, [answered(), answered()]);
      const later = answered();
      await store.append(bea, [answered({ learner: bea })]);
      await store.append(ada, [later]);
      expect(await all(store.read(ada, cursor))).toEqual([later]);
    });

    test('every entry carries the place after it', async () => {
      const store = await opened();
      const events = [answered(), answered(), answered()];
      const last = await store.append(ada, events);
      const entries = await Array.fromAsync(store.entries(ada));
      expect(entries.at(-1)?.cursor).toBe(last);
      const second = entries[1]?.cursor as Cursor;
      expect(await all(store.read(ada, second))).toEqual([events[2]]);
    });

    test('learners do not see one another', async () => {
      const store = await opened();
      await store.append(ada, [answered()]);
      const hers = answered({ learner: bea });
      await store.append(bea, [hers]);
      expect(await all(store.read(bea))).toEqual([hers]);
    });

    test('all of a batch lands or none of it', async () => {
      const store = await opened();
      const broken = answered({ seconds: -1 });
      await expect(store.append(ada, [answered(), broken])).rejects.toMatchObject({
        code: 'invalid-event',
      });
      expect(await all(store.read(ada))).toEqual([]);
    });

    test("another learner's event is refused", async () => {
      const store = await opened();
      await expect(store.append(ada, [answered({ learner: bea })])).rejects.toThrow(
        'An event of learner "bea" was offered to the log of "ada". Nothing was kept.',
      );
    });

    test('many appends at once all land', async () => {
      const store = await opened();
      const events = Array.from({ length: 50 }, () => answered());
      await Promise.all(events.map((event) => store.append(ada, [event])));
      const ids = (await all(store.read(ada))).map(({ id }) => id);
      expect(ids.toSorted()).toEqual(events.map(({ id }) => id).toSorted());
    });

    test('a log longer than a page is read whole', async () => {
      const store = await opened();
      const events = Array.from({ length: 2_050 }, () => answered());
      await store.append(ada, events);
      expect((await all(store.read(ada))).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    });

    test('what was read cannot be used to change the log', async () => {
      const store = await opened();
      await store.append(ada, [answered()]);
      for await (const event of store.read(ada)) Object.assign(event, { zone: 'Mars/Olympus' });
      expect((await all(store.read(ada)))[0]?.zone).toBe('Europe/Berlin');
    });

    test('after closing it refuses, and closing again is fine', async () => {
      const store = await opened();
      await store.close();
      await store.close();
      await expect(store.append(ada, [answered()])).rejects.toThrow(
        'The progress store is closed.',
      );
    });
  });
}
