import { parsePolicy, type ParsedPolicy } from '#policy';
import type { GatherTools } from './define.ts';
import type { FoundApi } from './rest-api.ts';
import { blocked, type Evidence, type Finding } from './verdict.ts';
import { commandLine } from './aws-reader.ts';

/** @returns the account that is read: ARNs in policies name it, and API Gateway's answers do not */
export const readAccount = async ({ aws }: GatherTools): Promise<string> =>
  (await aws.sts.getCallerIdentity()).Account ?? '';

/** @returns the API's resource policy as it is edited now; undefined when it has none */
export const resourcePolicyOf = ({ policy }: FoundApi): ParsedPolicy | undefined =>
  policy === undefined || policy === '' ? undefined : parsePolicy(policy, 'resource');

/** The policy as it reads, without the quotes that AWS escapes once more. */
const plain = (policy: string) => policy.replaceAll('\\"', '"').replaceAll('\\/', '/');

export const resourcePolicyEvidence = ({ id, policy }: FoundApi): Evidence => ({
  call: commandLine({ service: 'apigateway', operation: 'GetRestApis', input: {} }),
  fields: { id, policy: policy === undefined || policy === '' ? 'none' : plain(policy) },
});

/** A policy that AWS stored and that cannot be read here. */
export const unreadablePolicy = (
  api: FoundApi,
  { problem, at }: Extract<ParsedPolicy, { ok: false }>,
): Finding =>
  blocked(
    'undecidable',
    `The resource policy of API ${api.id} cannot be read: ${problem} (${at})`,
    'Write the policy anew, then verify again.',
    resourcePolicyEvidence(api),
  );
