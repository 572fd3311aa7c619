import { describe, expect, test } from 'vitest';
import { afterClear, toSegments } from '../../src/ui/islands/terminal/ansi.ts';
import { createRecall } from '../../src/ui/islands/terminal/recall.ts';

const ESC = '\u001b';

describe('colour codes become class names', () => {
  test('colour, bold and reset', () => {
    expect(toSegments(`a${ESC}[1;31mred${ESC}[0m b`)).toEqual([
      { text: 'a', style: '' },
      { text: 'red', style: 'fg-red bold' },
      { text: ' b', style: '' },
    ]);
  });

  test('the bright variant is the same colour, and 39 takes it away', () => {
    expect(toSegments(`${ESC}[92;4mok${ESC}[39mu${ESC}[24m.`)).toEqual([
      { text: 'ok', style: 'fg-green underlined' },
      { text: 'u', style: 'underlined' },
      { text: '.', style: '' },
    ]);
  });

  test('cursor movements and titles are dropped, not shown', () => {
    const text = `${ESC}[2K${ESC}]0;title\u0007x${ESC}[3Ay`;
    expect(toSegments(text).map((segment) => segment.text)).toEqual(['x', 'y']);
  });

  test('markup stays text', () => {
    expect(toSegments('<b>x</b>')).toEqual([{ text: '<b>x</b>', style: '' }]);
  });
});

test('clear forgets what was before it', () => {
  expect(afterClear(`old${ESC}[2J${ESC}[3Jnew`)).toEqual({ isCleared: true, rest: 'new' });
  expect(afterClear('plain')).toEqual({ isCleared: false, rest: 'plain' });
});

describe('the arrow keys walk through what was entered', () => {
  test('back to the oldest and forward again to the unfinished line', () => {
    const recall = createRecall(() => ['one', 'two']);
    expect([recall.back('unfin'), recall.back(''), recall.back('')]).toEqual([
      'two',
      'one',
      undefined,
    ]);
    expect([recall.forward(), recall.forward(), recall.forward()]).toEqual([
      'two',
      'unfin',
      undefined,
    ]);
  });

  test('after a run the walk starts at the newest', () => {
    const lines = ['one'];
    const recall = createRecall(() => lines);
    recall.back('');
    lines.push('two');
    recall.reset();
    expect(recall.back('')).toBe('two');
  });
});
