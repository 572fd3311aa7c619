import { passed, refused, type BackendRequest, type Routed, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { textOf } from '../media-types.ts';

const STATUS = /"?statusCode"?\s*:\s*"?(\d{3})"?/;

/** AWS reads `{statusCode: 200}` too, without the quotes JSON asks for. */
function statusOf(body: string): number | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const status: unknown =
      typeof value === 'object' && value !== null ? Reflect.get(value, 'statusCode') : undefined;
    return Number.isInteger(Number(status)) && status !== null && status !== ''
      ? Number(status)
      : undefined;
  } catch {
    const found = /^\s*\{/.test(body) ? STATUS.exec(body)?.[1] : undefined;
    return found === undefined ? undefined : Number(found);
  }
}

/**
 * A backend that is not there: the request template's output only says which status it answers with.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function answerMock(exchange: Routed, request: BackendRequest): Verdict {
  const status = statusOf(textOf(request.body));
  if (status === undefined) {
    return refused(
      failure('API_CONFIGURATION_ERROR'),
      'The MOCK integration found no statusCode in what the request template made. Give it a template for the request\'s content type such as {"statusCode": 200}.',
    );
  }
  exchange.backendAnswer = { status, headers: new Headers(), body: '' };
  return passed(`The MOCK integration answers with ${status}.`, { integrationStatus: status });
}
