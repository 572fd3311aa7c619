import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { STSClient } from '@aws-sdk/client-sts';
import { onTestFinished } from 'vitest';
import { seededRandom } from '#core';
import { createSandbox, type SandboxOptions } from '#sandbox';
import { nodeCrypto, serveSandbox } from '#sandbox/node-http';

/** A sandbox on the machine's time, which a test can move on. */
export function createTestSandbox(
  options: Partial<SandboxOptions> & { readonly seed?: number } = {},
) {
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  const faults: unknown[] = [];
  const { seed = 7, ...rest } = options;
  const sandbox = createSandbox({
    clock,
    random: seededRandom(seed),
    crypto: nodeCrypto,
    onFault: (error) => faults.push(error),
    ...rest,
  });
  return { sandbox, clock, faults, pass: (ms: number) => (ahead += ms) };
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}
export const LOCAL: Credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The real SDK clients against a sandbox on a real port. */
export async function openSandbox(options: Parameters<typeof createTestSandbox>[0] = {}) {
  const made = createTestSandbox(options);
  const server = await serveSandbox(made.sandbox, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  const settings = (credentials: Credentials = LOCAL, region = 'us-east-1') => ({
    endpoint: server.url,
    region,
    credentials,
    maxAttempts: 1,
  });
  const apigateway = (credentials: Credentials = LOCAL, region = 'us-east-1') =>
    new APIGatewayClient(settings(credentials, region));
  const apigatewayv2 = (credentials: Credentials = LOCAL, region = 'us-east-1') =>
    new ApiGatewayV2Client(settings(credentials, region));
  const sts = (credentials: Credentials = LOCAL, region = 'us-east-1') =>
    new STSClient(settings(credentials, region));
  const lambda = (credentials: Credentials = LOCAL, region = 'us-east-1') =>
    new LambdaClient(settings(credentials, region));
  return { ...made, url: server.url, settings, apigateway, apigatewayv2, lambda, sts };
}

/** What a refused call says. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ code: string; status: number | undefined; message: string }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & {
      $metadata?: { httpStatusCode?: number };
    };
    return { code: name, status: $metadata?.httpStatusCode, message };
  }
  throw new Error('The call was not refused.');
}
