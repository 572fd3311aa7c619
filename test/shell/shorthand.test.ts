import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Shorthand, parseShorthand } from '../../src/shell/aws/shorthand.ts';

describe('shorthand reads what the AWS CLI reads', () => {
  // Each pair was read by awscli 1.45 as well.
  test.each<[string, Shorthand]>([
    ['a=b', { a: 'b' }],
    ['a=b,c', { a: ['b', 'c'] }],
    ['a=b,c=d', { a: 'b', c: 'd' }],
    ['a=b,c,d=e', { a: ['b', 'c'], d: 'e' }],
    ['op=replace,path=/a,value=b=c', { op: 'replace', path: '/a', value: 'b=c' }],
    ['path=/*/*/logging/loglevel,value=', { path: '/*/*/logging/loglevel', value: '' }],
    ['a=[x,y],b={c=d,e=[1,2]}', { a: ['x', 'y'], b: { c: 'd', e: ['1', '2'] } }],
    [String.raw`a="q,\"x",b='s'`, { a: 'q,"x', b: 's' }],
    ['a=,b=c', { a: '', b: 'c' }],
    ['a=b c , d=e', { a: 'b c', d: 'e' }],
    [String.raw`k=a\,b`, { k: 'a,b' }],
    ['a=b,"c d",e=f', { a: ['b', 'c d'], e: 'f' }],
    ['/foo/GET={rateLimit=1}', { '/foo/GET': { rateLimit: '1' } }],
  ])('%s', (text, value) => {
    expect(parseShorthand(text)).toEqual(value);
  });

  test('an error points at the character', () => {
    expect(() => parseShorthand('op==replace')).toThrow(
      "Expected: ',', received: '=' for input:\nop==replace\n   ^",
    );
    expect(() => parseShorthand('a')).toThrow("Expected: '=', received: 'EOF' for input:\na\n ^");
  });

  test('a key given twice says why', () => {
    expect(() => parseShorthand('op=add,op=add')).toThrow(
      'Second instance of key "op" encountered for input:\nop=add,op=add\n       ^\n' +
        'This is often because there is a preceding "," instead of a space.',
    );
  });

  test('an open list or map is an error, not an endless loop', () => {
    for (const text of ['a=[', 'a=[b', 'a={', 'a={b=c', 'a=[[', "a='b", 'a="']) {
      expect(() => parseShorthand(text), text).toThrow('Expected');
    }
  });
});

const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/);
const quote = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
// A backslash before the closing quote cannot be written in shorthand: the real parser has the same limit.
const text = fc.string({ maxLength: 12 }).filter((one) => !one.includes('\\'));
const tree = fc.letrec<{ value: Shorthand }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    text,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

function write(value: Shorthand): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  return `{${Object.entries(value)
    .map(([name, one]) => `${name}=${write(one)}`)
    .join(',')}}`;
}

describe('whatever is written in shorthand is read back', () => {
  test('any nesting of lists, maps and quoted text', () => {
    fc.assert(
      fc.property(
        fc.dictionary(key, tree, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
        (value) => {
          const line = Object.entries(value)
            .map(([name, one]) => `${name}=${write(one)}`)
            .join(',');
          expect(parseShorthand(line)).toEqual(value);
        },
      ),
    );
  });

  test('any text at all is either read or refused with a pointer', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (line) => {
        try {
          expect(typeof parseShorthand(line)).toBe('object');
        } catch (error) {
          expect(String(error)).toMatch(/Expected: '|Second instance of key/);
        }
      }),
    );
  });
});
