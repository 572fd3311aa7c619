import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { openSandbox } from './support.ts';

const hasAws = (() => {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

if (!hasAws)
  console.info(
    'The real aws command is not on the PATH: the test that drives the sandbox with it is skipped.',
  );

/** A shell in which every `aws` talks to the sandbox, whatever the version of the command. */
async function shell(url: string, script: string): Promise<string> {
  const wrapped = `set -euo pipefail\naws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }\n${script}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', wrapped], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: '/nonexistent',
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_PAGER: '',
    },
  });
  return stdout;
}

const BUILD = `
api=$(aws apigateway create-rest-api --name shop --query id --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query 'items[0].id' --output text)
aws apigateway put-method --rest-api-id "$api" --resource-id "$root" --http-method GET --authorization-type NONE --api-key-required > /dev/null
aws apigateway put-integration --rest-api-id "$api" --resource-id "$root" --http-method GET --type MOCK --request-templates '{"application/json":"{\\"statusCode\\": 200}"}' > /dev/null
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod > /dev/null
aws apigateway tag-resource --resource-arn "arn:aws:apigateway:us-east-1::/restapis/$api/stages/prod" --tags tier=free
aws apigateway get-stage --rest-api-id "$api" --stage-name prod --query '[stageName,tags.tier]' --output text
aws sts get-caller-identity --query Account --output text
`;

describe('the real aws command', () => {
  test.runIf(hasAws)('builds, tags and reads an API', { timeout: 60_000 }, async () => {
    const { url, faults } = await openSandbox();
    expect(await shell(url, BUILD)).toBe('prod\tfree\n123456789012\n');
    expect(faults).toEqual([]);
  });
});
