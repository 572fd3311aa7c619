import { seededRandom } from '#core';
import { runLab, type AwsReader, type OnCall, type RunEvent, type RunResult } from '#labs';
import { openSession, type EndpointTarget, type SessionCredentials } from '#labs/aws-sdk';
import type { LabFiles } from '#labs/load';
import { createSandbox, type Sandbox } from '#sandbox';
import { nodeCrypto } from '#sandbox/node-http';
import { createQuickJsRuntime } from '../../src/sandbox/adapters/quickjs/index.ts';
import { createTerminal } from '#shell';

/** One thread for the functions of all benches; at rest it keeps no process alive. */
const lambda = createQuickJsRuntime({ clock: { now: () => Date.now() }, random: seededRandom(3) });

const ENDPOINT = 'http://127.0.0.1:4566';

interface VerifyOptions {
  readonly noProbes?: string;
  readonly apiId?: string;
  readonly credentials?: SessionCredentials;
  readonly onSend?: (service: string, operation: string) => void;
}

/** What the head of a script says: `# base: seed`. */
export const headerOf = (script: string, name: string) =>
  new RegExp(`^# ${name}: (.+)$`, 'm').exec(script)?.[1];

/** What a script starts from, and then the script. */
export function stepsOf(
  { seed, solution }: Pick<LabFiles, 'seed' | 'solution'>,
  script: string,
): string[] {
  const base = headerOf(script, 'base');
  if (base === 'empty') return [script];
  return base === 'seed' ? [seed, script] : [seed, solution, script];
}

/** A sandbox with a shell in front of it and a lab's checker behind it, without a port. */
export interface LabBench {
  readonly sandbox: Sandbox;
  readonly target: EndpointTarget;
  /** Runs bash as the lab's account. @throws when a line fails */
  run(script: string): Promise<void>;
  /** @param options.onSend hears of each request to the control plane */
  verify(options?: VerifyOptions): Promise<RunResult>;
  /** Looks at the lab's account, and judges nothing. @param credentials instead of the account's own */
  reader(credentials?: SessionCredentials): AwsReader;
}

/** @returns the last event's result */
export async function resultOf(events: AsyncIterable<RunEvent>): Promise<RunResult> {
  let result: RunResult | undefined;
  for await (const event of events) if (event.type === 'finished') ({ result } = event);
  if (!result) throw new Error('The run did not finish.');
  return result;
}

export function createLabBench({ id, check }: Pick<LabFiles, 'id' | 'check'>): LabBench {
  const sandbox = createSandbox({
    clock: { now: () => Date.now() },
    random: seededRandom(7),
    crypto: nodeCrypto,
    settleMs: 0,
    lambda,
  });
  const target: EndpointTarget = {
    kind: 'sandbox',
    endpoint: ENDPOINT,
    region: 'us-east-1',
    accessKeyId: id,
  };
  const send = (request: Request) => sandbox.handle(request);
  return {
    sandbox,
    target,
    async run(script) {
      const terminal = createTerminal({
        send,
        env: {
          AWS_ACCESS_KEY_ID: id,
          AWS_SECRET_ACCESS_KEY: 'test',
          AWS_DEFAULT_REGION: 'us-east-1',
          AWS_ENDPOINT_URL: ENDPOINT,
        },
      });
      const { exitCode, stderr } = await terminal.runScript(script);
      if (exitCode !== 0) throw new Error(`A script of ${id} ended with ${exitCode}: ${stderr}`);
    },
    reader: (credentials) =>
      openSession({
        target,
        onCall: () => {},
        fetch: send,
        noProbes: 'Nothing is judged.',
        ...(credentials && { credentials }),
      }).reader,
    verify({ apiId, ...options } = {}) {
      const open = (onCall: OnCall) => openSession({ target, onCall, fetch: send, ...options });
      return resultOf(runLab(check, { target, open, ...(apiId !== undefined && { apiId }) }));
    },
  };
}
