import { describe, expect, test } from 'vitest';
import { seededRandom } from '#core';
import { createSandbox } from '#sandbox';
import { nodeCrypto } from '#sandbox/node-http';
import { createTerminal } from '#shell';
import { MOST_INSIDE, reachOut } from '../../../src/sandbox/gateway/reach-out.ts';

const answer = (text: string) => () => Promise.resolve(new Response(text));
const OURS = 'https://abc123.execute-api.us-east-1.amazonaws.com/prod/items';

describe('an integration reaches', () => {
  const reach = reachOut({
    isOurs: ({ url }) => url === OURS,
    inside: answer('inside'),
    outside: answer('outside'),
  });

  test.each([
    ['an API of the sandbox by its invoke URL', OURS, 'inside'],
    [
      'an API of somebody else',
      'https://zzz999.execute-api.us-east-1.amazonaws.com/prod',
      'outside',
    ],
    ['any other server', 'https://backend.example.com/items', 'outside'],
  ])('%s', async (_, url, wanted) => {
    expect(await (await reach(new Request(url)))?.text()).toBe(wanted);
  });

  test('nothing outside where there is no way out', () => {
    const closed = reachOut({ isOurs: () => false, inside: answer('inside'), outside: undefined });
    expect(closed(new Request(OURS))).toBeUndefined();
  });

  test('itself no more than a number of times', async () => {
    const loop = reachOut({
      isOurs: () => true,
      inside: (request) => loop(request) ?? answer('never')(),
      outside: undefined,
    });
    await expect(loop(new Request(OURS))).rejects.toThrow(
      `${MOST_INSIDE} calls from API to API are under way, as when an API calls itself`,
    );
  });
});

/** A mock that answers with a status, and in front of it an API whose HTTP integration calls it. */
const TWO_APIS = `set -e
make() {
  aws apigateway create-rest-api --name "$1"
  api=$(aws apigateway get-rest-apis --query "items[?name=='$1'].id" --output text)
  root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
  aws apigateway put-method --rest-api-id "$api" --resource-id "$root" --http-method GET --authorization-type NONE
}
make back
back=$api
aws apigateway put-integration --rest-api-id "$api" --resource-id "$root" --http-method GET \\
  --type MOCK --request-templates '{"application/json":"{\\"statusCode\\": 203}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$root" --http-method GET --status-code 203
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$root" --http-method GET \\
  --status-code 203 --response-templates '{"application/json":"from the back"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name live
make front
aws apigateway put-integration --rest-api-id "$api" --resource-id "$root" --http-method GET \\
  --type HTTP_PROXY --integration-http-method GET \\
  --uri "https://$back.execute-api.us-east-1.amazonaws.com/live"
aws apigateway create-deployment --rest-api-id "$api" --stage-name live
`;

test('one API of the sandbox may stand behind another', async () => {
  const sandbox = createSandbox({
    clock: { now: () => Date.now() },
    random: seededRandom(5),
    crypto: nodeCrypto,
  });
  const terminal = createTerminal({
    send: (request) => sandbox.handle(request),
    env: {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    },
  });
  const { stderr } = await terminal.runScript(TWO_APIS);
  expect(stderr).toBe('');
  const { stdout: front } = await terminal.run(
    `aws apigateway get-rest-apis --query "items[?name=='front'].id" --output text`,
  );
  const response = await sandbox.handle(
    new Request(`http://127.0.0.1:4566/_sandbox/invoke/${front.trim()}/live/`),
  );
  expect(response.status).toBe(203);
  expect(await response.text()).toBe('from the back');
});
