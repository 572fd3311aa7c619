import { describe, expect, test } from 'vitest';
import { runCli } from './run.ts';

const statements = (stdout: string) =>
  (JSON.parse(stdout) as { Statement: { Action: string; Resource: string[] }[] }).Statement;

describe('gatewise policy', () => {
  test('prints what a lab needs in one Region', async () => {
    const { code, stdout } = await runCli([
      'policy',
      'tiered-usage-plans',
      '--region',
      'eu-west-1',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'apigateway:GET',
          Resource: [
            'arn:aws:apigateway:eu-west-1::/apikeys',
            'arn:aws:apigateway:eu-west-1::/apikeys/*',
            'arn:aws:apigateway:eu-west-1::/restapis',
            'arn:aws:apigateway:eu-west-1::/restapis/*/deployments/*',
            'arn:aws:apigateway:eu-west-1::/restapis/*/stages',
            'arn:aws:apigateway:eu-west-1::/usageplans',
            'arn:aws:apigateway:eu-west-1::/usageplans/*/keys',
          ],
        },
      ],
    });
  });

  test('covers several labs at once, and every Region when none is named', async () => {
    const { stdout } = await runCli(['policy', 'first-api', 'iam-auth']);
    const found = statements(stdout);
    expect(found.map(({ Action }) => Action)).toContain('iam:GetRole');
    expect(found[0]).toMatchObject({
      Action: 'apigateway:GET',
      Resource: expect.arrayContaining(['arn:aws:apigateway:*::/restapis']) as string[],
    });
  });

  test('asks for reads alone, whatever the labs', async () => {
    const { stdout } = await runCli(['policy', '--all']);
    const writes = statements(stdout)
      .map(({ Action }) => Action)
      .filter((action) => !/^[a-z0-9-]+:(?:GET$|Get|List|Describe)/.test(action));
    expect(writes).toEqual([]);
  });

  test.each([
    [['policy'], /^Name the labs, or pass --all\. There are: cache-product-list, /],
    [['policy', 'first-api', '--all'], /^Name the labs, or pass --all\. There are: /],
    [['policy', 'nowhere'], /^There is no lab "nowhere"\. There are: /],
    [
      ['policy', 'first-api', '--region', 'Frankfurt'],
      /^--region is "Frankfurt", and a Region such as eu-central-1 is wanted\.\n$/,
    ],
  ])('%j is refused with a sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toMatch(sentence);
  });
});

test('--clean allows looking for what is left as well, and still no write', async () => {
  const actionsOf = async (...flags: string[]) =>
    statements((await runCli(['policy', ...flags])).stdout).map(({ Action }) => Action);
  const verifying = await actionsOf('lambda-authorizer');
  const both = await actionsOf('lambda-authorizer', '--clean');
  expect(both.filter((action) => !verifying.includes(action))).toContain(
    'lambda:GetFunctionConfiguration',
  );
  expect(both).toEqual(expect.arrayContaining(verifying));
  const all = await actionsOf('--all', '--clean');
  expect(all.filter((action) => !/:(?:GET$|Get|List|Describe)/.test(action))).toEqual([]);
});
