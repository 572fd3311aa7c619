import type { Integration } from '../../services/apigateway/state.ts';
import { passed, refused, type BackendRequest, type Routed, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { readFunctionAnswer, type AnswerRules } from '../function-answer.ts';
import { callInTime, type FunctionOutcome, type InvokeFunction } from '../functions.ts';
import { isBinary, textOf } from '../media-types.ts';
import { proxyEvent, resourceArn } from '../proxy-event.ts';

/**
 * Calls a Lambda function, with the whole request (AWS_PROXY) or with what the request template made.
 * Sources: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 * and set-up-lambda-custom-integrations.html
 */
export async function callLambda(
  exchange: Routed,
  integration: Integration,
  request: BackendRequest,
  functionArn: string,
  invoke: InvokeFunction,
): Promise<Verdict> {
  if (integration.httpMethod !== 'POST') {
    return refused(
      failure('API_CONFIGURATION_ERROR'),
      `Functions are invoked by POST, and the integration's httpMethod is ${integration.httpMethod ?? 'missing'}.`,
    );
  }
  const isWhole = integration.type === 'AWS_PROXY';
  const call = {
    functionArn,
    event: isWhole ? JSON.stringify(proxyEvent(exchange)) : textOf(request.body),
    sourceArn: resourceArn(exchange),
    account: exchange.accountId,
    role: integration.credentials,
  };
  if (!isWhole && request.headers.get('x-amz-invocation-type') === 'Event')
    return leave(exchange, functionArn, invoke(call));
  const timeoutMs = integration.timeoutInMillis;
  const outcome = await callInTime(invoke, call, timeoutMs);
  if (outcome === 'timeout') {
    return refused(
      failure('INTEGRATION_TIMEOUT'),
      `${functionArn} did not answer within ${timeoutMs} ms.`,
      { timeoutMs },
    );
  }
  if (outcome.kind !== 'answer') {
    return refused(
      failure('API_CONFIGURATION_ERROR'),
      `${functionArn} could not be called: ${outcome.detail}`,
      { problem: outcome.kind },
    );
  }
  return isWhole
    ? readProxyAnswer(exchange, functionArn, outcome)
    : readAnswer(exchange, functionArn, outcome);
}

type Answered = Extract<FunctionOutcome, { kind: 'answer' }>;

/** Lambda takes the event and answers before the function runs. */
async function leave(
  exchange: Routed,
  functionArn: string,
  call: Promise<FunctionOutcome>,
): Promise<Verdict> {
  const outcome = await call;
  if (outcome.kind !== 'answer') {
    return refused(
      failure('API_CONFIGURATION_ERROR'),
      `${functionArn} could not be called: ${outcome.detail}`,
      { problem: outcome.kind },
    );
  }
  exchange.backendAnswer = { status: 202, headers: new Headers(), body: '' };
  exchange.selection = '';
  return passed(`${functionArn} was called as an event: Lambda answers with 202 at once.`, {
    integrationStatus: 202,
  });
}

/** A base64 body becomes bytes where the client accepts one of the API's binary media types. */
const rulesOf = ({ compiled, request }: Routed): AnswerRules => ({
  usualType: 'application/json',
  decodes(headers) {
    const { binaryMediaTypes } = compiled.snapshot;
    const accepted = request.headers.get('accept')?.split(',')[0] ?? null;
    return (
      isBinary(binaryMediaTypes, accepted) ||
      isBinary(binaryMediaTypes, headers.get('content-type'))
    );
  },
});

/** What the function says wrongly is a bad gateway. */
const badGateway = () => failure('API_CONFIGURATION_ERROR', { status: 502 });

function readProxyAnswer(exchange: Routed, functionArn: string, outcome: Answered): Verdict {
  if (outcome.isError)
    return refused(badGateway(), `${functionArn} ended with an error: ${outcome.payload}`);
  const read = readFunctionAnswer(outcome.payload, '1.0', rulesOf(exchange));
  if (!read.ok) return refused(badGateway(), `Malformed Lambda proxy response. ${read.problem}`);
  exchange.backendAnswer = read.answer;
  return passed(`${functionArn} answered with ${read.answer.status}.`, {
    integrationStatus: read.answer.status,
  });
}

/** The text that selection patterns are asked about: of an error its message, else nothing. */
function errorMessage({ isError, payload }: Answered): string {
  if (!isError) return '';
  try {
    const value: unknown = JSON.parse(payload);
    const message: unknown =
      typeof value === 'object' && value !== null ? Reflect.get(value, 'errorMessage') : undefined;
    return typeof message === 'string' ? message : payload;
  } catch {
    return payload;
  }
}

/** Lambda answers with 200 also where the function failed: only its message tells. */
function readAnswer(exchange: Routed, functionArn: string, outcome: Answered): Verdict {
  exchange.backendAnswer = {
    status: 200,
    headers: new Headers({ 'content-type': 'application/json' }),
    body: outcome.payload,
  };
  exchange.selection = errorMessage(outcome);
  return passed(
    outcome.isError
      ? `${functionArn} ended with an error, which selection patterns can match: ${exchange.selection}`
      : `${functionArn} answered.`,
    { integrationStatus: 200 },
  );
}
