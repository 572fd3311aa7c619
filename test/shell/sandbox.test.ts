import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '#core';
import { createSandbox } from '#sandbox';
import { nodeCrypto } from '#sandbox/node-http';
import { createTerminal } from '#shell';

const script = (path: string) =>
  readFileSync(new URL(`../../labs/${path}`, import.meta.url), 'utf8');

/** A terminal on a sandbox of its own; both share one clock that stands still. */
function open(lab: string) {
  const clock = { now: () => Date.UTC(2026, 10, 23, 9) };
  const sandbox = createSandbox({ clock, random: seededRandom(1), crypto: nodeCrypto });
  const send = (request: Request) => sandbox.handle(request);
  return createTerminal({ send, clock, env: { AWS_ACCESS_KEY_ID: lab } });
}

describe('the terminal builds on the sandbox', () => {
  test('a call is signed so that the sandbox knows the caller', async () => {
    const { stdout, stderr } = await open('first-api').run(
      'aws sts get-caller-identity --query Arn --output text',
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^arn:aws:iam::\d{12}:user\/first-api\n$/);
  });

  test('a wrong secret is refused', async () => {
    const { stderr, exitCode } = await open('first-api').run(
      'AWS_SECRET_ACCESS_KEY=wrong aws apigateway get-rest-apis',
    );
    expect(stderr).toContain(
      'An error occurred (InvalidSignatureException) when calling the GetRestApis operation:',
    );
    expect(exitCode).toBe(254);
  });

  test.each(['~a!(b)*c', 'ä€ /x?y=1&z', "it's", 'a  b', '100%', '+'])(
    'a path part and a query with %j are signed as the sandbox reads them',
    async (name) => {
      const quoted = `"${name}"`;
      const terminal = open('first-api');
      const created = await terminal.run(
        `aws apigateway create-api-key --name ${quoted} --query name --output text`,
      );
      expect(created).toMatchObject({ stdout: `${name}\n`, stderr: '' });
      const found = await terminal.run(
        `aws apigateway get-api-keys --name-query ${quoted} --query 'items[].name' --output text`,
      );
      expect(found).toMatchObject({ stdout: `${name}\n`, stderr: '' });
      const missing = await terminal.run(`aws apigateway get-tags --resource-arn ${quoted}`);
      expect(missing.stderr).not.toContain('Signature');
    },
  );

  test("the first lab's solution runs, and curl gets its answer", async () => {
    const terminal = open('first-api');
    expect(await terminal.runScript(script('first-api/solution.sh'))).toMatchObject({
      stderr: '',
      exitCode: 0,
    });
    await terminal.run("api=$(aws apigateway get-rest-apis --query 'items[0].id' --output text)");
    const { stdout } = await terminal.run(
      "curl -s -w '\\n%{http_code}\\n' https://$api.execute-api.us-east-1.amazonaws.com/dev/hello",
    );
    expect(stdout).toBe('{"message":"hello"}\n200\n');
  });

  test("the second lab's solution asks for a key and lets its customer in", async () => {
    const terminal = open('tiered-usage-plans');
    for (const name of ['seed', 'solution']) {
      const result = await terminal.runScript(script(`tiered-usage-plans/${name}.sh`));
      expect(result).toMatchObject({ stderr: '', exitCode: 0 });
    }
    const { stdout } = await terminal.run(`
      url="https://$(aws apigateway get-rest-apis --query 'items[0].id' --output text).execute-api.us-east-1.amazonaws.com/prod/products"
      key=$(aws apigateway get-api-keys --include-values --name-query free-customer --query 'items[0].value' --output text)
      curl -s -o /dev/null -w '%{http_code}\\n' "$url"
      curl -s -o /dev/null -w '%{http_code}\\n' -H "x-api-key: $key" "$url"
      aws apigateway get-usage-plans --query "items[?name=='Free'].throttle" --output json`);
    expect(stdout).toBe(
      '403\n200\n[\n    {\n        "burstLimit": 200,\n        "rateLimit": 100.0\n    }\n]\n',
    );
  });
});
