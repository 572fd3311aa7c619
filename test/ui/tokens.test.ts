import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../src/ui/styles/tokens.css'), 'utf8');

/** Colour tokens as [light, dark] hexadecimal pairs, read from the style sheet that ships. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*light-dark\((#[\da-f]{6}),\s*(#[\da-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

/** Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const BACKGROUNDS = ['bg', 'surface', 'surface-2', 'code-bg'];
const STATES = ['good', 'bad', 'warn', 'info'];

/** Text on a background: 4.5 to 1 (WCAG 2.2, 1.4.3). */
const TEXT: readonly (readonly [string, string])[] = [
  ...['text', 'muted', 'accent', 'accent-strong', ...STATES].flatMap((ink) =>
    BACKGROUNDS.map((background) => [ink, background] as const),
  ),
  ...STATES.flatMap((state) => [
    [state, `${state}-soft`] as const,
    ['text', `${state}-soft`] as const,
  ]),
  ...STATES.map((state) => ['muted', `${state}-soft`] as const),
  ...['text', 'muted', 'accent', 'accent-strong'].map((ink) => [ink, 'accent-soft'] as const),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ...['keyword', 'string', 'number', 'function', 'comment'].map(
    (kind) => [`code-${kind}`, 'code-bg'] as const,
  ),
];

/** Borders of controls and the focus ring: 3 to 1 (WCAG 2.2, 1.4.11). */
const SHAPES: readonly (readonly [string, string])[] = ['line-strong', 'accent'].flatMap((shape) =>
  ['bg', 'surface', 'surface-2'].map((background) => [shape, background] as const),
);

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  const ratio = ([ink, background]: readonly [string, string]) => {
    const [one, other] = [tokens.get(ink), tokens.get(background)];
    if (!one || !other) throw new Error(`tokens.css has no --${one ? background : ink}`);
    return contrast(one[scheme], other[scheme]);
  };
  const tooPale = (pairs: readonly (readonly [string, string])[], least: number) =>
    pairs
      .filter((pair) => ratio(pair) < least)
      .map((pair) => `${pair.join(' on ')}: ${ratio(pair).toFixed(2)}`);

  test('every text colour reads on every background it stands on', () => {
    expect(tooPale(TEXT, 4.5)).toEqual([]);
  });

  test('borders of controls and the focus ring can be told from what is around them', () => {
    expect(tooPale(SHAPES, 3)).toEqual([]);
  });
});

test('the reckoning itself is right: black on white is 21 to 1, and #767676 is the palest grey that passes', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeGreaterThanOrEqual(4.5);
  expect(contrast('#777777', '#ffffff')).toBeLessThan(4.5);
});
