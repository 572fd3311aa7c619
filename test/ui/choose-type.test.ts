import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseType, REQUIREMENTS } from '../../src/ui/islands/figures/choose-type.ts';
import { flowOf, STEP_COUNT } from '../../src/ui/islands/figures/websocket-flow.ts';
import { chooserText, flowText } from '#ui/messages/entry-figures.ts';

describe('the chooser of API types', () => {
  test('takes the cheapest type when nothing decides', () => {
    expect(chooseType(['token', 'vpc', 'mtls'])).toEqual({ types: ['http'], because: [] });
  });

  test('takes a REST API for one phrase that only it can meet', () => {
    expect(chooseType(['token', 'quota'])).toEqual({ types: ['rest'], because: ['quota'] });
  });

  test('takes two APIs where no type does both', () => {
    const choice = chooseType(['push', 'validate']);
    expect(choice).toEqual({ types: ['websocket', 'rest'], because: ['push', 'validate'] });
    expect(chooserText.result(choice)).toBe(
      'No type does both: a WebSocket API for the push and a REST API for the rest. The phrases that decide: the server pushes to connected clients; bodies checked before the backend. A WebSocket API needs a domain of its own.',
    );
  });

  test('never leaves the reader without a type, and never names a phrase that was not asked for', () => {
    fc.assert(
      fc.property(fc.subarray(REQUIREMENTS.map(({ id }) => id)), (chosen) => {
        const { types, because } = chooseType(chosen);
        expect(types.length).toBeGreaterThan(0);
        expect(chosen).toEqual(expect.arrayContaining([...because]));
      }),
    );
  });
});

describe('the flow over a WebSocket API', () => {
  test.each([true, false])('has as many steps when the receiver is gone: %s', (isGone) => {
    const steps = flowOf(isGone);
    expect(steps).toHaveLength(STEP_COUNT);
    for (const { id } of steps) expect(flowText.steps[id]).toMatch(/\.$/);
  });

  test('ends with a deleted id when the receiver is gone', () => {
    expect(flowOf(true).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['post', 'gone', 'forget']),
    );
    expect(flowOf(false).map(({ id }) => id)).not.toContain('gone');
  });
});
