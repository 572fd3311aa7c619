import type { DomainName } from '@aws-sdk/client-api-gateway';
import { commandLine, type AwsReader } from '../aws-reader.ts';
import type { LookSession, OnCall } from '../runner.ts';
import { createHttpProbe } from './http-probe.ts';
import { createPace, unpaced, type Pace } from './pace.ts';
import { createProbeClients, createReadClients, type Access } from './sdk-clients.ts';
import { createReader, createTraceReader } from './sdk-reader.ts';

export { resolveRegion } from './region.ts';
export type { Pace } from './pace.ts';
export type { FetchRequest, SessionCredentials } from './sdk-clients.ts';
export type { AwsTarget, EndpointTarget, LookTarget } from './target.ts';

/** Half of what API Gateway's control plane takes from an account in a Region. */
const AWS_PACE = { perSecond: 5, burst: 20 };
/** One pace for whatever looks at AWS together. */
export const createAwsPace = (): Pace => createPace(AWS_PACE);

export interface SessionOptions extends Access {
  readonly onCall: OnCall;
  readonly signal?: AbortSignal;
  /** Shared with other sessions on AWS; one of its own without it. */
  readonly pace?: Pace;
  /** Sees every answer to a reader's question, put as a shell line. */
  readonly onAnswer?: (line: string, answer: Readonly<Record<string, unknown>>) => void;
  /** Why no probe may be sent; absent when they may. */
  readonly noProbes?: string;
}

/** Ids of the APIs that an answer lists, REST or HTTP. */
function apiIdsOf(operation: string, list: unknown): readonly string[] {
  if (!['GetRestApis', 'GetApis'].includes(operation) || !Array.isArray(list)) return [];
  return (list as { id?: string; ApiId?: string }[]).flatMap(({ id, ApiId }) => id ?? ApiId ?? []);
}

/** The custom domain names that an answer of v1 lists, with the names that answer for them. */
function domainsOf(operation: string, list: unknown): readonly (readonly [string, string])[] {
  if (operation !== 'GetDomainNames' || !Array.isArray(list)) return [];
  return (list as DomainName[]).flatMap(
    ({ domainName, regionalDomainName, distributionDomainName }) => {
      const target = regionalDomainName ?? distributionDomainName;
      return domainName === undefined || target === undefined ? [] : [[domainName, target]];
    },
  );
}

/** Opens a way to look at one account, for one run, over the AWS SDK. */
export function openSession(options: SessionOptions): LookSession & { close(): void } {
  const { target, onCall, fetch, signal, noProbes, pace = createAwsPace() } = options;
  const knownApis = new Set<string>();
  const knownDomains = new Map<string, string>();
  const clients = createReadClients(options);
  const probeClients = createProbeClients(options);
  // Roles are taken on in the local sandbox only, where whoever verifies owns the account.
  const accountClients = createProbeClients({ target, ...(fetch && { fetch }) });
  const asking = {
    target,
    pace: target.kind === 'aws' ? pace : unpaced,
    onCall,
    ...(signal && { signal }),
  };
  const reader = createReader({
    ...asking,
    clients,
    onAnswer(operation, answer, line) {
      options.onAnswer?.(line, answer);
      const { items, Items } = answer;
      for (const id of apiIdsOf(operation, items ?? Items)) knownApis.add(id);
      for (const [name, host] of domainsOf(operation, items)) knownDomains.set(name, host);
    },
  });
  const close = () => {
    clients.destroy();
    probeClients.destroy();
    accountClients.destroy();
  };
  const probes =
    noProbes ??
    createHttpProbe({
      target,
      clients: probeClients,
      accountClients,
      traces: createTraceReader({ ...asking, clients: probeClients }),
      knownApis,
      knownDomains,
      ...(fetch && { fetch }),
      ...(signal && { signal }),
    });
  return { reader, probes, close };
}

/**
 * Asks STS who reads.
 * @throws LookFault when there are no credentials, they have expired, or AWS cannot be reached
 */
export async function whoReads(reader: AwsReader): Promise<{ account: string; principal: string }> {
  const { Account = '', Arn = '' } = await reader.sts.getCallerIdentity();
  return { account: Account, principal: Arn };
}

/** The line that `whoReads` stands for. */
export const IDENTITY_CALL = commandLine({
  service: 'sts',
  operation: 'GetCallerIdentity',
  input: {},
});
