/** Builds a lab again and again, each time with one thing wrong, and asks its checker. */
import { AwsV4Signer } from 'aws4fetch';
import { runLab, type OnCall } from '#labs';
import { openSession } from '#labs/aws-sdk';
import type { LabFiles } from '#labs/load';
import { seededRandom } from '#core';
import { createSandbox } from '#sandbox';
import { nodeCrypto } from '#sandbox/node-http';
import { createTerminal, type Send, type TerminalOptions } from '#shell';
import { createQuickJsRuntime } from '../../src/sandbox/adapters/quickjs/index.ts';
import { resultOf } from '../support/lab-bench.ts';
import { mutantsOf } from './mutants.ts';

const ENDPOINT = 'http://127.0.0.1:4566';
const clock = { now: () => Date.now() };
const lambda = createQuickJsRuntime({ clock, random: seededRandom(3) });

/** One thing to do otherwise: the request by its place among the writes, and what becomes of it. */
interface Plan {
  readonly write: number;
  /** Absent: the request is answered and leaves nothing behind. */
  readonly body?: string;
}

/** A request that changes something, as the solution sent it. */
export interface Write {
  /** `POST /restapis`, or the operation where one is named. */
  readonly name: string;
  readonly body: string;
}

const READS = /^(?:Get|List|Describe|BatchGet|Query|Scan)/;

const COLLECTIONS =
  'restapis|resources|deployments|requestvalidators|authorizers|usageplans|keys|apikeys|vpclinks|apis|routes|integrations|vpc-link';

/** The path, with ids left out: they say nothing. */
const pathOf = (request: Request) =>
  decodeURIComponent(new URL(request.url).pathname).replaceAll(
    new RegExp(`(?<=/(?:${COLLECTIONS})/)[a-z\\d]+(?=/|$)`, 'g'),
    '…',
  );

/** What a request does, from its header, its form or its method. */
function nameOf(request: Request, body: string): string {
  const target = request.headers.get('x-amz-target')?.split('.').at(-1);
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  return target ?? action ?? `${request.method} ${pathOf(request)}`;
}

const isWrite = (name: string) => (/^GET /.test(name) ? false : !READS.test(name));

async function signed(request: Request, body: string): Promise<Request> {
  const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)/.exec(
    request.headers.get('authorization') ?? '',
  );
  const [, accessKeyId = '', region = '', service = ''] = scope ?? [];
  const headers = new Headers(request.headers);
  for (const name of ['authorization', 'x-amz-date', 'x-amz-content-sha256', 'content-length'])
    headers.delete(name);
  const { url, method } = request;
  const secret = { accessKeyId, secretAccessKey: 'test', region, service };
  const made = await new AwsV4Signer({ url, method, headers, body, ...secret }).sign();
  return new Request(made.url, { method: made.method, headers: made.headers, body });
}

/** A solution that waits for longer waits for what never comes. Nothing needs time in this sandbox. */
const MOST_SLEEPS = 30;

/** @returns whether the script came to a good end, which one that waits for ever does not */
async function runPatiently(script: string, options: Pick<TerminalOptions, 'send' | 'env'>) {
  const waitsForEver = Promise.withResolvers<undefined>();
  let slept = 0;
  const sleep = async () => {
    slept += 1;
    if (slept <= MOST_SLEEPS) return;
    waitsForEver.resolve(undefined);
    await new Promise(() => {});
  };
  const run = createTerminal({ ...options, sleep }).runScript(script);
  const ended = await Promise.race([run, waitsForEver.promise]);
  return ended?.exitCode === 0;
}

/** Runs seed and solution, the solution with one write changed, then the checker. */
async function build(lab: LabFiles, plan?: Plan) {
  const sandbox = createSandbox({
    clock,
    random: seededRandom(7),
    crypto: nodeCrypto,
    settleMs: 0,
    lambda,
  });
  const env = {
    AWS_ACCESS_KEY_ID: lab.id,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: ENDPOINT,
  };
  const plain: Send = (request) => sandbox.handle(request);
  const writes: Write[] = [];
  const changing: Send = async (request) => {
    const body = await request.clone().text();
    const name = nameOf(request, body);
    if (!request.headers.has('authorization') || !isWrite(name)) return sandbox.handle(request);
    const isMeant = plan?.write === writes.length;
    writes.push({ name, body });
    if (!isMeant) return sandbox.handle(request);
    if (plan.body !== undefined) return sandbox.handle(await signed(request, plan.body));
    const before = sandbox.snapshot();
    const answer = await sandbox.handle(request);
    sandbox.restore(before);
    return answer;
  };
  await createTerminal({ send: plain, env }).runScript(lab.seed);
  const isBuilt = await runPatiently(lab.solution, { send: changing, env });
  const target = {
    kind: 'sandbox',
    endpoint: ENDPOINT,
    region: 'us-east-1',
    accessKeyId: lab.id,
  } as const;
  const open = (onCall: OnCall) => openSession({ target, onCall, fetch: plain });
  const verify = () => resultOf(runLab(lab.check, { target, open }));
  return { writes, isBuilt, verify };
}

/** How a lab's checker fared against the mutants of its solution. */
export interface Outcome {
  readonly labId: string;
  /** Mutants that AWS or the script itself refused: there was nothing to judge. */
  readonly refused: number;
  readonly killed: number;
  /** Mutants that pass: equivalent builds, or holes in the checker. */
  readonly survivors: readonly string[];
}

/** Drops each write of a solution, and changes or drops each of its settings, one at a time. */
export async function mutate(lab: LabFiles): Promise<Outcome> {
  const { writes, verify } = await build(lab);
  const whole = await verify();
  if (whole.status !== 'pass') throw new Error(`The solution of ${lab.id} does not pass.`);
  const mutants = writes.flatMap(({ name, body }, write) => [
    { plan: { write }, label: `${write + 1} ${name}: left out` },
    ...mutantsOf(body).map((mutant) => ({
      plan: { write, body: mutant.body },
      label: `${write + 1} ${name}, ${mutant.change}`,
    })),
  ]);
  let [refused, killed] = [0, 0];
  const survivors: string[] = [];
  for (const { plan, label } of mutants) {
    const built = await build(lab, plan);
    if (!built.isBuilt) refused += 1;
    else if ((await built.verify()).status === 'pass') survivors.push(label);
    else killed += 1;
  }
  return { labId: lab.id, refused, killed, survivors };
}
