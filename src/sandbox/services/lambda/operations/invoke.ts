import type { InvocationRequest } from '@aws-sdk/client-lambda';
import { base64Encode } from '../../../base64.ts';
import { AwsError } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { functionArn, functionOf, versionOf } from '../access.ts';
import { noFunction } from '../texts.ts';

/** What LogType Tail gives: the last 4 KB. Source: docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const TAIL_BYTES = 4096;
const MAX_ASYNC_BYTES = 1024 * 1024;
const MAX_SYNC_BYTES = 6_291_456;

function payloadOf(bytes: unknown, isEvent: boolean): string {
  const data = bytes instanceof Uint8Array ? bytes : new Uint8Array();
  const limit = isEvent ? MAX_ASYNC_BYTES : MAX_SYNC_BYTES;
  if (data.length > limit)
    throw new AwsError(
      'RequestTooLargeException',
      413,
      `${data.length} byte payload is too large for the ${isEvent ? 'Event' : 'RequestResponse'} invocation type (limit ${limit} bytes)`,
    );
  const text = new TextDecoder().decode(data);
  if (text.trim() === '') return '{}';
  try {
    JSON.parse(text);
    return text;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : '';
    throw new AwsError(
      'InvalidRequestContentException',
      400,
      `Could not parse request body into json: ${detail}`,
    );
  }
}

/** Source: docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export async function invoke(
  context: OperationContext,
  input: Parsed<Omit<InvocationRequest, 'Payload'>> & {
    /** Bytes, as the wire has them; the SDK's type allows a caller more. */
    readonly Payload?: unknown;
  },
) {
  const { record, name, qualifier } = functionOf(context, input.FunctionName, input.Qualifier);
  const version = versionOf(record, qualifier, context.random.next());
  if (!version) throw noFunction(functionArn(context, name, qualifier));
  const type = input.InvocationType ?? 'RequestResponse';
  const payload = payloadOf(input.Payload, type === 'Event');
  if (type === 'DryRun') return { StatusCode: 204 };
  const run = context.functions.start({
    record,
    version,
    accountId: context.caller.accountId,
    region: context.region,
    invokedArn: functionArn(context, name, qualifier),
    payload,
    depth: context.depth,
  });
  if (type === 'Event') {
    run.catch(() => undefined);
    return { StatusCode: 202, Payload: '' };
  }
  const done = await run;
  return {
    StatusCode: 200,
    ExecutedVersion: version.configuration.Version,
    Payload: done.payload,
    ...(done.functionError !== undefined && { FunctionError: done.functionError }),
    ...(input.LogType === 'Tail' && { LogResult: base64Encode(done.log.slice(-TAIL_BYTES)) }),
  };
}
