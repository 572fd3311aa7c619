import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { AppError } from '#core';
import {
  findProbeOperation,
  findReadOperation,
  type CallInput,
  type ReadOperation,
  type ReadService,
} from '../read-operations.ts';
import { endpointOf, signingRegionOf, type LookTarget } from './target.ts';

/** Sends a request to a sandbox without a socket. */
export type FetchRequest = (request: Request) => Promise<Response>;

/** The clients this room may use, loaded when first asked for. */
export interface SdkClients {
  /** @param operation as the API names it @throws AppError `write-refused` for what is not on the list */
  send(service: string, operation: string, input: CallInput, signal?: AbortSignal): Promise<object>;
  destroy(): void;
}

type Find = (service: string, operation: string) => ReadOperation | undefined;

/**
 * The last word before a request leaves: whatever a checker cast or whoever got hold of a client,
 * an operation that is not on the list, or asks for a secret, is refused.
 * @throws AppError `write-refused`
 */
export function refuseUnlisted(
  find: Find,
  service: string,
  operation: string,
  input: CallInput,
): ReadOperation {
  const listed = find(service, operation);
  if (!listed) {
    throw new AppError(
      'write-refused',
      `A checker may only read, and ${service} ${operation} is not on the list of reads.`,
    );
  }
  const secret = listed.never?.find((name) => input[name] !== undefined);
  if (secret !== undefined) {
    throw new AppError(
      'write-refused',
      `A checker may not set ${secret} on ${service} ${operation}: the answer would hold a secret.`,
    );
  }
  return listed;
}

/** Of a client, what is used here, whichever service it is for. */
interface OpenClient {
  readonly middlewareStack: Pick<APIGatewayClient['middlewareStack'], 'add'>;
  send(command: never, options: { abortSignal?: AbortSignal }): Promise<object>;
  destroy(): void;
}

interface Loaded {
  readonly sdk: Readonly<Record<string, unknown>>;
  readonly client: OpenClient;
}

/** The clients differ in their commands' types only, and those are held together by the reader's type. */
const loadedOf = (sdk: object, client: object): Loaded => ({ sdk, client }) as Loaded;

/** Puts the guard first in a client's stack, where no cast gets round it. */
export function guard(client: OpenClient, service: string, find: Find): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const operation = (context.commandName ?? '').replace(/Command$/, '');
      refuseUnlisted(find, service, operation, args.input as CallInput);
      return next(args);
    },
    { step: 'initialize', priority: 'high', name: 'gatewiseReadOnly' },
  );
}

/** Of a session, for as long as a run lasts: they stay in memory. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where clients look, and how they get there. */
export interface Access {
  readonly target: LookTarget;
  /** Reaches the sandbox without a socket. */
  readonly fetch?: FetchRequest;
  /** Instead of those that the target stands for. */
  readonly credentials?: SessionCredentials;
  /** Hears of each request before it is sent. */
  readonly onSend?: (service: string, operation: string) => void;
}

async function credentialsOf(target: LookTarget) {
  if (target.kind !== 'aws' && target.profile === undefined) {
    return { accessKeyId: target.accessKeyId, secretAccessKey: 'test' };
  }
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  return fromNodeProviderChain(target.profile === undefined ? {} : { profile: target.profile });
}

async function transportOf(fetch: FetchRequest | undefined) {
  if (!fetch)
    return {
      requestHandler: {
        connectionTimeout: 5_000,
        requestTimeout: 15_000,
        throwOnRequestTimeout: true,
      },
    };
  const { FetchHttpHandler } = await import('@smithy/fetch-http-handler');
  const customFetch = (input: string | URL | Request, init?: RequestInit) =>
    fetch(new Request(input, init));
  return { requestHandler: new FetchHttpHandler({ customFetch }) };
}

async function configurationOf({ target, fetch, credentials }: Access, service: ReadService) {
  return {
    region: signingRegionOf(target, service),
    endpoint: endpointOf(target, service),
    credentials: credentials ?? (await credentialsOf(target)),
    ...(target.kind === 'aws' ? { retryMode: 'adaptive', maxAttempts: 5 } : { maxAttempts: 2 }),
    ...(await transportOf(fetch)),
  };
}

/**
 * SDK clients that can do what `find` finds and nothing else.
 * @param find `findReadOperation` for checkers; probes have a list of their own
 */
function createClients(access: Access, find: Find): SdkClients {
  const configure = (service: ReadService) => configurationOf(access, service);
  const openers: Readonly<Record<ReadService, () => Promise<Loaded>>> = {
    async apigateway() {
      const sdk = await import('@aws-sdk/client-api-gateway');
      return loadedOf(sdk, new sdk.APIGatewayClient(await configure('apigateway')));
    },
    async apigatewayv2() {
      const sdk = await import('@aws-sdk/client-apigatewayv2');
      return loadedOf(sdk, new sdk.ApiGatewayV2Client(await configure('apigatewayv2')));
    },
    async dynamodb() {
      const sdk = await import('@aws-sdk/client-dynamodb');
      return loadedOf(sdk, new sdk.DynamoDBClient(await configure('dynamodb')));
    },
    async ec2() {
      const sdk = await import('@aws-sdk/client-ec2');
      return loadedOf(sdk, new sdk.EC2Client(await configure('ec2')));
    },
    async elbv2() {
      const sdk = await import('@aws-sdk/client-elastic-load-balancing-v2');
      return loadedOf(sdk, new sdk.ElasticLoadBalancingV2Client(await configure('elbv2')));
    },
    async iam() {
      const sdk = await import('@aws-sdk/client-iam');
      return loadedOf(sdk, new sdk.IAMClient(await configure('iam')));
    },
    async lambda() {
      const sdk = await import('@aws-sdk/client-lambda');
      return loadedOf(sdk, new sdk.LambdaClient(await configure('lambda')));
    },
    async logs() {
      const sdk = await import('@aws-sdk/client-cloudwatch-logs');
      return loadedOf(sdk, new sdk.CloudWatchLogsClient(await configure('logs')));
    },
    async sqs() {
      const sdk = await import('@aws-sdk/client-sqs');
      return loadedOf(sdk, new sdk.SQSClient(await configure('sqs')));
    },
    async sts() {
      const sdk = await import('@aws-sdk/client-sts');
      return loadedOf(sdk, new sdk.STSClient(await configure('sts')));
    },
    async wafv2() {
      const sdk = await import('@aws-sdk/client-wafv2');
      return loadedOf(sdk, new sdk.WAFV2Client(await configure('wafv2')));
    },
  };
  const loaded = new Map<string, Promise<Loaded>>();
  const load = async (service: string): Promise<Loaded> => {
    const open = (openers as Readonly<Record<string, () => Promise<Loaded>>>)[service];
    if (!open) throw new AppError('write-refused', `A checker may not use ${service}.`);
    const fresh = await open();
    guard(fresh.client, service, find);
    return fresh;
  };
  return {
    async send(service, operation, input, signal) {
      refuseUnlisted(find, service, operation, input);
      access.onSend?.(service, operation);
      const opened = loaded.get(service) ?? load(service);
      loaded.set(service, opened);
      const { sdk, client } = await opened;
      // The table's names and the SDK's classes are held together by the reader's type.
      const Command = sdk[`${operation}Command`] as new (input: CallInput) => never;
      return client.send(new Command(input), signal ? { abortSignal: signal } : {});
    },
    destroy() {
      for (const opened of loaded.values())
        opened.then(({ client }) => client.destroy()).catch(() => {});
    },
  };
}

/** For checkers: the reads of the allow-list. */
export const createReadClients = (access: Access): SdkClients =>
  createClients(access, findReadOperation);

/** For probes: the value of a key, the traces of their own requests, and in the local sandbox a role's session. */
export const createProbeClients = (access: Access): SdkClients =>
  createClients(access, findProbeOperation);
