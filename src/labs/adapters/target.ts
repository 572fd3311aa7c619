import { partitionOf, type ReadService } from '../read-operations.ts';

/** The local sandbox, or something that speaks like AWS, reached with a fixed key. */
export interface EndpointTarget {
  readonly kind: 'sandbox' | 'endpoint';
  readonly endpoint: string;
  readonly region: string;
  /** Selects the account in the local sandbox. No secret: the sandbox takes any. */
  readonly accessKeyId: string;
  /** Takes its credentials from there instead. */
  readonly profile?: string;
}

/** A real account, by the SDK's ordinary credential chain. */
export interface AwsTarget {
  readonly kind: 'aws';
  readonly region: string;
  readonly profile?: string;
}

export type LookTarget = EndpointTarget | AwsTarget;

const dnsSuffix = (region: string) =>
  partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';

/**
 * IAM has one endpoint for each partition, which signs for one Region.
 * Source: https://docs.aws.amazon.com/general/latest/gr/iam-service.html
 */
const IAM_HOSTS: Readonly<Record<string, { readonly host: string; readonly region: string }>> = {
  aws: { host: 'iam.amazonaws.com', region: 'us-east-1' },
  'aws-us-gov': { host: 'iam.us-gov.amazonaws.com', region: 'us-gov-west-1' },
  'aws-cn': { host: 'iam.cn-north-1.amazonaws.com.cn', region: 'cn-north-1' },
};
const iamOf = ({ region }: LookTarget) => IAM_HOSTS[partitionOf(region)];

/** The Region that requests are signed for. */
export const signingRegionOf = (target: LookTarget, service: ReadService): string =>
  (target.kind === 'aws' && service === 'iam' ? iamOf(target)?.region : undefined) ?? target.region;

/** Services whose address has another name than their commands. Both API Gateway services share one. */
const HOSTS: Readonly<Partial<Record<ReadService, string>>> = {
  apigatewayv2: 'apigateway',
  elbv2: 'elasticloadbalancing',
};

/** Named outright, so that `AWS_ENDPOINT_URL` cannot send a look at AWS elsewhere, or the other way round. */
export function endpointOf(target: LookTarget, service: ReadService): string {
  if (target.kind !== 'aws') return target.endpoint;
  const iam = service === 'iam' ? iamOf(target) : undefined;
  if (iam) return `https://${iam.host}`;
  const name = HOSTS[service] ?? service;
  return `https://${name}.${target.region}.${dnsSuffix(target.region)}`;
}

/** Where a custom domain name is called. @param path with what the name's mapping takes, with its leading slash */
export const domainUrl = (target: LookTarget, domain: string, path: string): string =>
  target.kind === 'aws'
    ? `https://${domain}${path}`
    : `${target.endpoint.replace(/\/$/, '')}/_sandbox/domains/${domain}${path}`;

/** Where a deployed API is called. @param path behind the stage, with its leading slash */
export function invokeUrl(target: LookTarget, apiId: string, stage: string, path: string): string {
  // Stage $default is served at the root of the address.
  const below = stage === '$default' ? path : `/${stage}${path}`;
  return target.kind === 'aws'
    ? `https://${apiId}.execute-api.${target.region}.${dnsSuffix(target.region)}${below}`
    : `${target.endpoint.replace(/\/$/, '')}/_sandbox/invoke/${apiId}/${stage}${path}`;
}
