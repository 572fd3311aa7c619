// `npm run bench`: figures of this machine, and ratios that travel. Nothing here fails: tests assert no times.
import { join } from 'node:path';
import { loadCatalog } from '#catalog/files';
import { createSearch } from '#catalog/search';
import { createSearchIndex } from '../../src/app/use-cases/search.ts';
import { seededRandom } from '#core';
import { createSandbox, type Sandbox } from '#sandbox';
import { nodeCrypto, serveSandbox } from '#sandbox/node-http';
import { createTerminal } from '#shell';
import { ms, perSecond, print, rate, time } from './measure.ts';
import { benchIslands, benchPractice, benchQueue } from './quiz.ts';

const ROOT = join(import.meta.dirname, '../..');
const TYPED = [
  'usage plan',
  'throtle',
  'api key',
  '403',
  'mock integraton',
  'stage',
  'canary',
  'jwt',
];

const newSandbox = (): Sandbox =>
  createSandbox({ clock: { now: () => Date.now() }, random: seededRandom(1), crypto: nodeCrypto });

async function build(sandbox: Sandbox): Promise<string> {
  const terminal = createTerminal({
    send: (request) => sandbox.handle(request),
    env: {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
    },
    files: {},
  });
  const { stdout } = await terminal.runScript(`
id=$(aws apigateway create-rest-api --name bench --query id --output text)
root=$(aws apigateway get-resources --rest-api-id $id --query 'items[0].id' --output text)
aws apigateway put-method --rest-api-id $id --resource-id $root --http-method GET --authorization-type NONE > made
aws apigateway put-integration --rest-api-id $id --resource-id $root --http-method GET --type MOCK --request-templates '{"application/json":"{\\"statusCode\\":200}"}' > made
aws apigateway put-method-response --rest-api-id $id --resource-id $root --http-method GET --status-code 200 > made
aws apigateway put-integration-response --rest-api-id $id --resource-id $root --http-method GET --status-code 200 > made
aws apigateway create-deployment --rest-api-id $id --stage-name dev > made
echo "api=$id"`);
  const id = /api=(\w+)/.exec(stdout)?.[1];
  if (!id) throw new Error(`The API of the bench was not built: ${stdout}`);
  return id;
}

async function benchSandbox(): Promise<void> {
  const first = await time(9, () =>
    newSandbox().handle(new Request('http://x.execute-api.localhost/dev')),
  );
  print('sandbox: made to first answer', ms(first));
  const sandbox = newSandbox();
  print('sandbox: empty snapshot', `${newSandbox().snapshot().length} bytes`);
  const id = await build(sandbox);
  const invoke = new URL(`http://127.0.0.1/_sandbox/invoke/${id}/dev`);
  const inProcess = await rate(() => sandbox.handle(new Request(invoke)));
  print('data plane, REST mock, in process', perSecond(inProcess));
  const server = await serveSandbox(sandbox, { host: '127.0.0.1', port: 0 });
  const over = await rate(async () =>
    (await fetch(`${server.url}${invoke.pathname}`)).arrayBuffer(),
  );
  print('data plane, REST mock, over loopback, one at a time', perSecond(over));
  await server.close();
  print('data plane: in process over loopback', `${(inProcess / over).toFixed(1)} ×`);
  print('sandbox: reset', ms(await time(21, () => sandbox.reset('test'))));
}

async function benchCatalog(): Promise<void> {
  print('catalog: load', ms(await time(3, () => loadCatalog(ROOT))));
  const catalog = await loadCatalog(ROOT);
  const searchDocuments = await createSearchIndex(() => catalog).documents();
  const search = createSearch(searchDocuments);
  const query = (round: number) => TYPED[round % TYPED.length] ?? '';
  print(
    `search: headings of ${searchDocuments.length} documents`,
    ms(await time(80, (round) => search.headings(query(round)))),
  );
}

print('node', process.version);
await benchSandbox();
await benchCatalog();
await benchQueue();
await benchPractice();
benchIslands();
