import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { formatJson } from '../../src/shell/format/json.ts';
import { formatTable } from '../../src/shell/format/table.ts';
import { formatText } from '../../src/shell/format/text.ts';
import { formatYaml } from '../../src/shell/format/yaml.ts';

const answer = {
  items: [
    { id: 'a1', name: 'one', types: ['EDGE'], tags: { team: 'shop' } },
    { id: 'b2', enabled: true, note: null },
  ],
};

// The expectations of text and table were printed by awscli 1.45 too.
describe('the four output formats', () => {
  test('json', () => {
    expect(formatJson({ a: [], b: {}, c: 'ä"' })).toBe(
      '{\n    "a": [],\n    "b": {},\n    "c": "ä\\""\n}\n',
    );
    expect(formatJson({})).toBe('');
    expect(formatJson(null)).toBe('null\n');
  });

  test('text: a line per item, its nested parts below it', () => {
    expect(formatText(answer)).toBe(
      'ITEMS\t\ta1\tone\t\nTAGS\tshop\nTYPES\tEDGE\nITEMS\tTrue\tb2\t\tNone\n',
    );
    expect(formatText(['a', 'b'])).toBe('a\tb\n');
    expect(formatText([])).toBe('');
    expect(formatText(null)).toBe('None\n');
  });

  test('yaml: keys sorted, quotes only where needed', () => {
    expect(
      formatYaml({
        url: 'https://a.example/b?c=1',
        when: '2026-11-23',
        no: 'no',
        id: '9g1b4',
        list: [[1], []],
      }),
    ).toBe(
      "id: 9g1b4\nlist:\n- - 1\n- []\n'no': 'no'\nurl: https://a.example/b?c=1\nwhen: '2026-11-23'\n",
    );
  });

  test('table: a row that is too wide is turned round', () => {
    expect(formatTable('GetRestApi', { id: 'a1', name: 'one' }, 80)).toBe(
      `----------------
|  GetRestApi  |
+-----+--------+
| id  | name   |
+-----+--------+
|  a1 |  one   |
+-----+--------+
`,
    );
    expect(formatTable('GetRestApi', { id: 'a1', name: 'one' }, 10)).toBe(
      `-----------------
|  GetRestApi   |
+-------+-------+
|  id   |  a1   |
|  name |  one  |
+-------+-------+
`,
    );
    expect(formatTable('GetRestApis', [], 80)).toBe('');
  });
});

test('whatever is written as yaml or json is read back', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('yes', 'y', '1e3', '0x1f', '12:30', '- a', 'a: b', 'a #b', '~', ''),
  );
  const tree = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).value;
  fc.assert(
    fc.property(
      fc.dictionary(text, tree, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
      (value) => {
        expect(parse(formatYaml(value), { version: '1.1' })).toEqual(value);
        expect(JSON.parse(formatJson(value))).toEqual(value);
      },
    ),
  );
});
