import { partitionOf } from '../read-operations.ts';

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

/** Named outright, so that `AWS_ENDPOINT_URL` cannot send a look at AWS elsewhere, or the other way round. */
export const endpointOf = (target: LookTarget, service: 'apigateway' | 'sts'): string =>
  target.kind === 'aws'
    ? `https://${service}.${target.region}.${dnsSuffix(target.region)}`
    : target.endpoint;

/** Where a deployed REST API is called. @param path behind the stage, with its leading slash */
export function invokeUrl(
  target: LookTarget,
  restApiId: string,
  stage: string,
  path: string,
): string {
  return target.kind === 'aws'
    ? `https://${restApiId}.execute-api.${target.region}.${dnsSuffix(target.region)}/${stage}${path}`
    : `${target.endpoint.replace(/\/$/, '')}/_sandbox/invoke/${restApiId}/${stage}${path}`;
}
