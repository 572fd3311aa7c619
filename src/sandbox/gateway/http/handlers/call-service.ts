import type { Integration } from '../../../services/apigatewayv2/state.ts';
import { passed, refused, type BackendRequest } from '../../context.ts';
import { httpFailure, type HttpRouted, type HttpVerdict } from '../context.ts';
import { evaluate, requestVariables } from '../expressions.ts';

/** How a parameter's text becomes a member of the action's input. */
type Read = (text: string) => unknown;
type Member = readonly [name: string, read: Read];

const text: Read = (value) => value;
const whole: Read = (value) => Number(value);
/** Structures are given as JSON; what is none stays text, and the service refuses it. */
const json: Read = (value) => {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
};
const list: Read = (value) => (value.startsWith('[') ? json(value) : value.split(','));

/** Parameters of SQS's actions by the member that each fills. */
const SQS_MEMBERS: Readonly<Record<string, Member>> = {
  QueueUrl: ['QueueUrl', text],
  MessageBody: ['MessageBody', text],
  DelaySeconds: ['DelaySeconds', whole],
  MessageAttributes: ['MessageAttributes', json],
  MessageDeduplicationId: ['MessageDeduplicationId', text],
  MessageGroupId: ['MessageGroupId', text],
  MessageSystemAttributes: ['MessageSystemAttributes', json],
  AttributeName: ['AttributeNames', list],
  MaxNumberOfMessages: ['MaxNumberOfMessages', whole],
  MessageAttributeNames: ['MessageAttributeNames', list],
  ReceiveRequestAttemptId: ['ReceiveRequestAttemptId', text],
  VisibilityTimeout: ['VisibilityTimeout', whole],
  WaitTimeSeconds: ['WaitTimeSeconds', whole],
  ReceiptHandle: ['ReceiptHandle', text],
};

interface Unresolved {
  readonly name: string;
  readonly source: string;
}

/** @returns the action's input and Region, or the parameter that the request gives no value for */
function inputOf(
  exchange: HttpRouted,
  { RequestParameters = {} }: Integration,
): { readonly input: Readonly<Record<string, unknown>>; readonly region: string } | Unresolved {
  const read = requestVariables(exchange);
  const input: Record<string, unknown> = {};
  let { region } = exchange.found;
  for (const [name, source] of Object.entries(RequestParameters)) {
    const value = evaluate(source, read);
    if (value === undefined) return { name, source };
    const member = SQS_MEMBERS[name];
    if (name === 'Region') region = value;
    else if (member) input[member[0]] = member[1](value);
  }
  return { input, region };
}

function sqsRequest(action: string, input: object): BackendRequest {
  return {
    method: 'POST',
    uri: '/',
    headers: new Headers({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
    }),
    query: new Map(),
    body: JSON.stringify(input),
  };
}

/**
 * A first-class integration: an action of an AWS service, with parameters from the request and no templates.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html;
 * that the service's answer reaches the client as JSON is assumed
 */
export async function callService(
  exchange: HttpRouted,
  integration: Integration,
): Promise<HttpVerdict> {
  const { IntegrationSubtype: subtype = '', CredentialsArn: role = '' } = integration;
  const [service = '', action = ''] = subtype.split('-');
  const { callService: call } = exchange.services;
  if (service !== 'SQS' || !call) return noService(service);
  const made = inputOf(exchange, integration);
  if ('source' in made) {
    return refused(
      httpFailure(400),
      `Unable to resolve property ${made.name} from source ${made.source}. Please make sure that the request to API Gateway contains all the necessary fields specified in request parameters.`,
      { parameter: made.name },
    );
  }
  const outcome = await call({
    account: exchange.found.account,
    region: made.region,
    service: 'sqs',
    action: undefined,
    path: '/',
    request: sqsRequest(action, made.input),
    role,
  });
  switch (outcome.kind) {
    case 'answer': {
      const { status, body } = outcome.answer;
      exchange.backendAnswer = {
        status,
        headers: new Headers({ 'content-type': 'application/json' }),
        body,
      };
      return passed(`${service} answered ${action} with ${status}.`, {
        integrationStatus: status,
        role,
      });
    }
    case 'denied':
      return refused(httpFailure(500), outcome.detail, { role });
    case 'no-service':
      return noService(service);
  }
}

function noService(service: string): HttpVerdict {
  const message = `The local sandbox has no service "${service}" behind integrations. On AWS it works.`;
  return refused(httpFailure(500, { message }), message);
}
