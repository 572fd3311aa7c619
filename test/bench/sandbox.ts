// Figures of the sandbox: how fast it is there, how small its state is, how many requests it answers.
import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { APIGatewayClient, GetRestApiCommand } from '@aws-sdk/client-api-gateway';
import { seededRandom } from '#core';
import { listLabs, loadLab } from '#labs/load';
import { createSandbox, type Sandbox } from '#sandbox';
import { nodeCrypto } from '#sandbox/node-http';
import { createQuickJsRuntime } from '../../src/sandbox/adapters/quickjs/index.ts';
import { createTerminal, type Send } from '#shell';
import { ms, perSecond, print, time } from './measure.ts';

const ROOT = join(import.meta.dirname, '../..');
const REGION = 'us-east-1';
const KEY = 'key-of-the-bench-0123456789';
/** Requests under way at once: enough to keep the other process busy. */
const AT_ONCE = 16;

const clock = { now: () => Date.now() };
const lambda = createQuickJsRuntime({ clock, random: seededRandom(3) });
const newSandbox = (): Sandbox =>
  createSandbox({ clock, random: seededRandom(1), crypto: nodeCrypto, settleMs: 0, lambda });

const terminalOf = (send: Send, account: string, endpoint = 'http://127.0.0.1:4566') =>
  createTerminal({
    send,
    env: {
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: REGION,
      AWS_ENDPOINT_URL: endpoint,
    },
    files: {},
  });

/** A mock behind a key, a plan and a throttle; all of them wide enough to let everything through. */
const GUARDED_MOCK = `set -e
id=$(aws apigateway create-rest-api --name bench --query id --output text)
root=$(aws apigateway get-resources --rest-api-id $id --query 'items[0].id' --output text)
at="--rest-api-id $id --resource-id $root --http-method GET"
aws apigateway put-method $at --authorization-type NONE --api-key-required > made
aws apigateway put-integration $at --type MOCK --request-templates '{"application/json":"{\\"statusCode\\":200}"}' > made
aws apigateway put-method-response $at --status-code 200 > made
aws apigateway put-integration-response $at --status-code 200 > made
aws apigateway create-deployment --rest-api-id $id --stage-name dev > made
plan=$(aws apigateway create-usage-plan --name wide --throttle burstLimit=100000,rateLimit=100000 --quota limit=100000000,period=MONTH --api-stages apiId=$id,stage=dev --query id --output text)
key=$(aws apigateway create-api-key --name bench --enabled --value ${KEY} --query id --output text)
aws apigateway create-usage-plan-key --usage-plan-id $plan --key-id $key --key-type API_KEY > made
aws apigateway update-stage --rest-api-id $id --stage-name dev --patch-operations op=replace,path=/*/*/throttling/rateLimit,value=100000 op=replace,path=/*/*/throttling/burstLimit,value=100000 > made
echo "api=$id"`;

const LOAD_SECONDS = 3;

/** Requests per second that another process answers, `AT_ONCE` at a time over kept connections. */
async function load(url: string, headers: OutgoingHttpHeaders, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const ask = () =>
    new Promise<number>((resolve, reject) => {
      const sent = request(url, { agent, headers }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      });
      sent.on('error', reject).end();
    });
  const until = performance.now() + seconds * 1000;
  let calls = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (performance.now() < until) {
        const status = await ask();
        if (status !== 200) throw new Error(`${url} answered ${status}.`);
        calls += 1;
      }
    }),
  );
  agent.destroy();
  return calls / seconds;
}

/** A client of API Gateway at an endpoint, and the headers that it signed last. */
function clientAt(endpoint: string) {
  const client = new APIGatewayClient({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  let signed: OutgoingHttpHeaders = {};
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request === 'object' && request !== null && 'headers' in request)
        signed = { ...(request.headers as OutgoingHttpHeaders) };
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return { client, signed: () => signed };
}

/** GetRestApi over and over, with one signature: it holds for five minutes. */
async function loadGetRestApi(endpoint: string, restApiId: string): Promise<number> {
  const { client, signed } = clientAt(endpoint);
  await client.send(new GetRestApiCommand({ restApiId }));
  const url = `${endpoint}/restapis/${restApiId}`;
  await load(url, signed(), 1);
  return load(url, signed(), LOAD_SECONDS);
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

/** Waits until something listens; each try waits for the one before. */
async function untilAnswers(url: string, process: ChildProcess): Promise<void> {
  while (process.exitCode === null) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('moto_server ended before it answered.');
}

async function benchMoto(ours: number): Promise<void> {
  const name = 'control plane, GetRestApi: sandbox over moto (at least 10 ×)';
  if (spawnSync('moto_server', ['--help']).error)
    return print(name, 'skipped: there is no moto_server on PATH');
  const port = await freePort();
  const moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await untilAnswers(endpoint, moto);
    const { stdout } = await terminalOf(fetch, 'test', endpoint).run(
      'aws apigateway create-rest-api --name bench --query id --output text',
    );
    const theirs = await loadGetRestApi(endpoint, stdout.trim());
    print('control plane, GetRestApi, moto', perSecond(theirs));
    print(name, `${(ours / theirs).toFixed(1)} ×`);
  } finally {
    moto.kill();
  }
}

/** Starts it as `npm start` does: Node keeps what it compiled. */
async function startServer() {
  const server = fork(join(import.meta.dirname, 'sandbox-server.ts'), {
    env: { ...process.env, NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/gatewise') },
  });
  const [said] = (await once(server, 'message')) as [{ url: string; firstAnswerMs: number }];
  const stop = async () => {
    const ended = once(server, 'exit');
    server.send('stop');
    await ended;
  };
  return { server, stop, ...said };
}

async function benchServer(): Promise<void> {
  const { firstAnswerMs: untouched, stop: stopFirst } = await startServer();
  await stopFirst();
  const { server, url, firstAnswerMs, stop } = await startServer();
  print('sandbox: start to first answer, the first time', ms(untouched));
  print('sandbox: start to first answer, later (at most 300 ms)', ms(firstAnswerMs));
  const { stdout, stderr } = await terminalOf(fetch, 'test', url).runScript(GUARDED_MOCK);
  const id = /api=(\w+)/.exec(stdout)?.[1];
  if (id === undefined) throw new Error(`The API of the bench was not built: ${stderr}`);
  const invoke = `${url}/_sandbox/invoke/${id}/dev`;
  const cpuSeconds = async () => {
    server.send('cpu');
    const [{ user, system }] = (await once(server, 'message')) as [NodeJS.CpuUsage];
    return (user + system) / 1e6;
  };
  const headers = { 'x-api-key': KEY };
  await load(invoke, headers, 1);
  const before = await cpuSeconds();
  const mock = await load(invoke, headers, LOAD_SECONDS);
  const used = (await cpuSeconds()) - before;
  print('data plane, mock with key, plan, throttle', perSecond(mock));
  // Others on this machine slow the wall clock, not this.
  const perCore = perSecond((mock * LOAD_SECONDS) / used);
  print('the same per second of its CPU time (at least 3000/s on one core)', perCore);
  const ours = await loadGetRestApi(url, id);
  print('control plane, GetRestApi, sandbox', perSecond(ours));
  await benchMoto(ours);
  await stop();
}

async function benchState(): Promise<void> {
  print('sandbox: empty snapshot (at most 20 kB)', `${newSandbox().snapshot().length} bytes`);
  const sandbox = newSandbox();
  const labs = await listLabs(ROOT);
  for (const id of labs) {
    const { seed, solution } = await loadLab(ROOT, id);
    const { exitCode, stderr } = await terminalOf((sent) => sandbox.handle(sent), id).runScript(
      `${seed}\n${solution}`,
    );
    if (exitCode !== 0) throw new Error(`The solution of ${id} fails in the bench: ${stderr}`);
  }
  const kB = (sandbox.snapshot().length / 1000).toFixed(0);
  print(`sandbox: snapshot with ${labs.length} labs built (at most 2 MB)`, `${kB} kB`);
  print('sandbox: reset (at most 10 ms)', ms(await time(21, () => sandbox.reset())));
}

export async function benchSandbox(): Promise<void> {
  await benchServer();
  await benchState();
}
