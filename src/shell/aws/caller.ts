import type { Clock } from '#core';
import type { CommandContext, Send } from '../command.ts';
import type { Caller } from './call.ts';
import { AwsCliError, EXIT } from './errors.ts';
import type { GlobalOptions } from './globals.ts';

/** What a call goes through. */
export interface CallPorts {
  readonly send: Send;
  /** Signing time; absent: the machine's clock. */
  readonly clock?: Clock | undefined;
}

/** No Region or no credentials: said before anything is sent, in the words of the real command. */
export function callerOf(
  options: GlobalOptions,
  { env, signal }: CommandContext,
  { send, clock }: CallPorts,
): Caller {
  const region = options.region ?? env.get('AWS_REGION') ?? env.get('AWS_DEFAULT_REGION');
  if (!region) {
    throw new AwsCliError(
      EXIT.configuration,
      '\nYou must specify a region. You can also configure your region by running "export AWS_DEFAULT_REGION=us-east-1".\n',
    );
  }
  const accessKeyId = env.get('AWS_ACCESS_KEY_ID');
  const secretAccessKey = env.get('AWS_SECRET_ACCESS_KEY');
  const sessionToken = env.get('AWS_SESSION_TOKEN');
  const isSigned = !options.noSignRequest;
  if (isSigned && (!accessKeyId || !secretAccessKey)) {
    throw new AwsCliError(
      EXIT.configuration,
      '\nUnable to locate credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or start the terminal anew.\n',
    );
  }
  return {
    region,
    credentials:
      isSigned && accessKeyId && secretAccessKey
        ? { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
        : undefined,
    endpointUrl: options.endpointUrl ?? env.get('AWS_ENDPOINT_URL') ?? undefined,
    send,
    signal,
    clock,
  };
}
