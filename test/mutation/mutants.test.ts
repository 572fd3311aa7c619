import { describe, expect, test } from 'vitest';
import { mutantsOf } from './mutants.ts';

const changes = (body: string) => mutantsOf(body).map(({ change }) => change);

describe('the mutants of a request', () => {
  test('leave out or change each setting of a JSON body, one at a time', () => {
    expect(mutantsOf('{"name":"hello","apiKeyRequired":true}')).toEqual([
      { change: 'name: dropped', body: '{"apiKeyRequired":true}' },
      { change: 'name: hello…x', body: '{"name":"hellox","apiKeyRequired":true}' },
      { change: 'apiKeyRequired: dropped', body: '{"name":"hello"}' },
      { change: 'apiKeyRequired: false', body: '{"name":"hello","apiKeyRequired":false}' },
    ]);
  });

  test('reach into lists, and into documents that travel as text', () => {
    expect(changes('{"patch":[{"value":"5"}]}')).toEqual([
      'patch: dropped',
      'patch.0: dropped',
      'patch.0.value: dropped',
      'patch.0.value: 6',
    ]);
    expect(changes('{"policy":"{\\"Effect\\":\\"Allow\\"}"}')).toEqual([
      'policy: dropped',
      'policy».Effect: dropped',
      'policy».Effect: Allow…x',
    ]);
  });

  test('change the fields of a form, but not what names the operation', () => {
    expect(changes('Action=CreateRole&RoleName=a&Version=2010-05-08')).toEqual([
      'RoleName: dropped',
      'RoleName: a…x',
    ]);
  });

  test('are none where there is nothing to change', () => {
    expect(['', 'PK\u0003\u0004'].flatMap(mutantsOf)).toEqual([]);
  });
});
