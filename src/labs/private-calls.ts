import {
  apiPolicy,
  decideAlone,
  invokeRequest,
  parsePolicy,
  type ApiCall,
  type Decision,
} from '#policy';
import type { MethodPlace } from './deployed-method.ts';
import { resourcePolicyOf, unreadablePolicy } from './resource-policy.ts';
import type { FoundApi } from './rest-api.ts';
import type { Finding } from './verdict.ts';

/** A way into a private API. */
export interface PrivateWay {
  readonly endpointId: string;
  readonly vpcId: string;
}

/** What decides over calls through VPC endpoints, or why nobody can tell. */
export type PrivateCalls =
  | { readonly finding: Finding }
  | {
      readonly finding?: never;
      /** What the resource policy, as it is edited now, says to a call that nobody signed. */
      readonly ask: (way: PrivateWay) => Decision;
      /** What an endpoint's own policy says to it. A text that cannot be read allows nothing. */
      readonly askEndpoint: (way: PrivateWay, document: string | undefined) => Decision;
      /** Endpoints and VPCs that the resource policy names. */
      readonly named: { readonly endpoints: readonly string[]; readonly vpcs: readonly string[] };
    };

/** Of the single call nothing is known: where in the VPC it begins, and with which program. */
const OF_THE_CALL = ['aws:vpcsourceip', 'aws:useragent', 'aws:referer'];

const REFUSED: Decision = { outcome: 'denied', how: 'implicit', kind: 'resource' };

/**
 * Reads what calls through VPC endpoints get. Without a resource policy a private API refuses all.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-create.html
 */
export function privateCalls(
  api: FoundApi,
  { account, region }: { readonly account: string; readonly region: string },
  { stageName, method, path }: MethodPlace,
): PrivateCalls {
  const parsed = resourcePolicyOf(api);
  if (parsed && !parsed.ok) return { finding: unreadablePolicy(api, parsed) };
  const callOf = ({ endpointId, vpcId }: PrivateWay): ApiCall => ({
    region,
    account,
    apiId: api.id,
    stage: stageName,
    method,
    path,
    principal: { kind: 'anonymous' },
    sourceVpce: endpointId,
    sourceVpc: vpcId,
  });
  const requestOf = (way: PrivateWay) => {
    const request = invokeRequest(callOf(way));
    return {
      ...request,
      keys: new Map([...request.keys].filter(([key]) => !OF_THE_CALL.includes(key))),
    };
  };
  const values = (parsed?.policy.statements ?? []).flatMap(({ conditions }) =>
    conditions.flatMap((condition) => condition.values),
  );
  return {
    ask: (way) =>
      parsed ? decideAlone(apiPolicy(parsed.policy, callOf(way)), requestOf(way)) : REFUSED,
    askEndpoint(way, document) {
      const policy = parsePolicy(document ?? '', 'resource');
      return policy.ok
        ? decideAlone({ name: 'endpoint policy', policy: policy.policy }, requestOf(way))
        : REFUSED;
    },
    named: {
      endpoints: values.filter((value) => /^vpce-\w+$/.test(value)),
      vpcs: values.filter((value) => /^vpc-\w+$/.test(value)),
    },
  };
}
