import { z } from 'zod';
import { AppError } from '#core';
import { createTerminal } from '#shell';
import type { SandboxDoor } from '../app.ts';
import { emptyAccount } from './labs/seed.ts';

/** What a call of the figure may have wrong with it, in the order of the gates that notice. */
export const FAULTS = ['place', 'caller', 'key', 'rate', 'body'] as const;
export type Fault = (typeof FAULTS)[number];

const Step = z.object({ step: z.string(), decision: z.string(), reason: z.string() });
const Traces = z.object({
  traces: z.array(z.object({ requestId: z.string(), steps: z.array(Step) })),
});

/** What a call was answered, and what each step of the data plane said about it. */
export interface GatePassage {
  readonly status: number;
  readonly body: string;
  readonly steps: readonly z.infer<typeof Step>[];
}

/** The figure "a request's way": one API in the local sandbox, and calls of it with chosen faults. */
export interface Gates {
  /**
   * Calls the figure's API.
   * @throws AppError `figure-failed` when the local sandbox cannot play along
   */
  call(faults: readonly Fault[]): Promise<GatePassage>;
}

/** Selects an account of its own, so that no lab sees the figure's API. */
const ACCOUNT = 'figure-gates';
const REGION = 'us-east-1';
const KEYS = { fresh: 'fresh-key-0123456789abcdef', usedUp: 'used-up-key-0123456789abcd' } as const;

/** Two methods alike, one of which asks for a token: the account has no user pool that could issue one. */
const BUILD = `
set -euo pipefail
api=$(aws apigateway create-rest-api --name gates --query id --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query 'items[0].id' --output text)
aws apigateway create-model --rest-api-id "$api" --name Order --content-type application/json \\
  --schema '{"type":"object","required":["sku"],"properties":{"sku":{"type":"string"}}}' >/dev/null
validator=$(aws apigateway create-request-validator --rest-api-id "$api" --name body --validate-request-body --query id --output text)
authorizer=$(aws apigateway create-authorizer --rest-api-id "$api" --name members --type COGNITO_USER_POOLS \\
  --provider-arns arn:aws:cognito-idp:${REGION}:123456789012:userpool/${REGION}_Figure000 \\
  --identity-source method.request.header.Authorization --query id --output text)
method() {
  id=$(aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part "$1" --query id --output text)
  aws apigateway put-method --rest-api-id "$api" --resource-id "$id" --http-method POST $2 \\
    --api-key-required --request-validator-id "$validator" --request-models application/json=Order >/dev/null
  aws apigateway put-integration --rest-api-id "$api" --resource-id "$id" --http-method POST \\
    --type MOCK --request-templates '{"application/json":"{\\"statusCode\\": 200}"}' >/dev/null
  aws apigateway put-method-response --rest-api-id "$api" --resource-id "$id" --http-method POST --status-code 200 >/dev/null
  aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$id" --http-method POST --status-code 200 \\
    --response-templates '{"application/json":"{\\"order\\":\\"accepted\\"}"}' >/dev/null
}
method orders "--authorization-type NONE"
method members-orders "--authorization-type COGNITO_USER_POOLS --authorizer-id $authorizer"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod >/dev/null
tier() {
  plan=$(aws apigateway create-usage-plan --name "$1" --api-stages "apiId=$api,stage=prod" \\
    --quota "limit=$3,period=MONTH" --query id --output text)
  key=$(aws apigateway create-api-key --name "$1" --value "$2" --enabled --query id --output text)
  aws apigateway create-usage-plan-key --usage-plan-id "$plan" --key-id "$key" --key-type API_KEY >/dev/null
}
tier fresh ${KEYS.fresh} 1000000
tier used-up ${KEYS.usedUp} 1
echo "$api"
`;

const failed = (what: string, cause?: unknown) =>
  new AppError(
    'figure-failed',
    `The local sandbox could not play this figure: ${what} Try again, or restart with npm start.`,
    { cause },
  );

/** @returns the id of the API */
async function build(sandbox: SandboxDoor): Promise<string> {
  await emptyAccount(sandbox, ACCOUNT);
  const terminal = createTerminal({
    send: (request) => sandbox.fetch(request),
    env: {
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: REGION,
      AWS_ENDPOINT_URL: sandbox.url,
    },
  });
  const { exitCode, stdout, stderr } = await terminal.runScript(BUILD);
  if (exitCode !== 0)
    throw failed(`building its API ended with ${exitCode}: ${stderr.trim()}${stdout.trim()}.`);
  return stdout.trim();
}

function requestFor(sandbox: SandboxDoor, api: string, faults: ReadonlySet<Fault>): Request {
  const resource = faults.has('caller') ? 'members-orders' : 'orders';
  const path = faults.has('place') ? resource.slice(0, -1) : resource;
  const headers = new Headers({ 'content-type': 'application/json' });
  if (!faults.has('key')) headers.set('x-api-key', faults.has('rate') ? KEYS.usedUp : KEYS.fresh);
  return new Request(`${sandbox.url}/_sandbox/invoke/${api}/prod/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(faults.has('body') ? {} : { sku: 'mug' }),
  });
}

async function stepsOf(sandbox: SandboxDoor, requestId: string | null) {
  const answer = await sandbox.fetch(
    new Request(`${sandbox.url}/_sandbox/traces?accessKeyId=${ACCOUNT}&limit=50`),
  );
  const parsed = Traces.safeParse(answer.ok ? await answer.json() : undefined);
  return parsed.data?.traces.find((trace) => trace.requestId === requestId)?.steps;
}

/** @param sandbox where the API is built, at the first call and again when somebody emptied the sandbox */
export function createGates(sandbox: SandboxDoor): Gates {
  let building: Promise<string> | undefined;

  async function callOnce(faults: ReadonlySet<Fault>): Promise<GatePassage | undefined> {
    building ??= build(sandbox);
    const api = await building.catch((cause: unknown) => {
      building = undefined;
      throw cause;
    });
    const answer = await sandbox.fetch(requestFor(sandbox, api, faults));
    const steps = await stepsOf(sandbox, answer.headers.get('x-amzn-requestid'));
    if (!steps) return undefined;
    return { status: answer.status, body: await answer.text(), steps };
  }

  return {
    async call(chosen) {
      const faults = new Set(chosen);
      let passage = await callOnce(faults);
      if (!passage) {
        building = undefined;
        passage = await callOnce(faults);
      }
      // The small plan allows one call a month: the first one that is counted uses it up.
      const isCounted = passage?.steps.some(
        ({ step, decision }) => step === 'count-usage' && decision === 'pass',
      );
      if (isCounted && faults.has('rate')) passage = await callOnce(faults);
      if (!passage) throw failed('its API left no trace.');
      return passage;
    },
  };
}
