import {
  byAddress,
  decideCall,
  highestOf,
  rangeOf,
  throughBoth,
  unknownKeys,
  withOutcome,
  type AddressPiece,
  type IpVersion,
} from '#policy';
import type { MethodPlace } from './deployed-method.ts';
import { resourcePolicyEvidence, resourcePolicyOf, unreadablePolicy } from './resource-policy.ts';
import type { FoundApi } from './rest-api.ts';
import { blocked, type Evidence, type Finding } from './verdict.ts';
import { webAclByAddress, webAclEvidence, type FoundWebAcl } from './web-acl.ts';

/** What tells addresses apart before a method that asks for nothing else. */
export interface AddressGates {
  readonly api: FoundApi;
  readonly account: string;
  readonly region: string;
  readonly webAcl: FoundWebAcl | undefined;
}

/** CIDR blocks inside the wanted ranges and outside. */
type Blocks = ReturnType<typeof withOutcome>;

/** What addresses get, or why nobody can tell. */
export type AddressesLetIn =
  | { readonly finding: Finding }
  | {
      readonly finding?: never;
      readonly allowed: Blocks;
      readonly denied: Blocks;
      /** Not to be known for want of a condition key. */
      readonly undecided: Blocks;
      readonly keys: readonly string[];
      readonly evidence: readonly Evidence[];
    };

export const gatesEvidence = ({ api, webAcl }: AddressGates): readonly Evidence[] => [
  resourcePolicyEvidence(api),
  ...(webAcl ? [webAclEvidence(webAcl)] : []),
];

const everyone = (version: IpVersion): AddressPiece[] => [
  {
    range: { version, first: 0n, last: highestOf(version) },
    decision: { outcome: 'allowed', by: { policy: 'no resource policy', index: 0 } },
  },
];

/** An API has IPv6 addresses only when it is told so. */
const versionsOf = ({ endpointConfiguration }: FoundApi): readonly IpVersion[] =>
  endpointConfiguration?.ipAddressType === 'dualstack' ? ['ipv4', 'ipv6'] : ['ipv4'];

/**
 * Judges by evaluation which addresses the resource policy, as it is edited now, and the stage's web ACL
 * let through to a method that asks for no signature.
 * @param wanted ranges, such as `203.0.113.0/24`, that should get in, and no others
 * @param challenged what a CAPTCHA or challenge of the web ACL counts as
 */
export function addressesLetIn(
  gates: AddressGates,
  { stageName, method, path }: MethodPlace,
  wanted: readonly string[],
  challenged: 'allowed' | 'denied',
): AddressesLetIn {
  const { api, account, region, webAcl } = gates;
  const parsed = resourcePolicyOf(api);
  if (parsed && !parsed.ok) return { finding: unreadablePolicy(api, parsed) };
  const policyPieces = (version: IpVersion) => {
    if (!parsed) return everyone(version);
    const ask = (sourceIp: string) =>
      decideCall(parsed.policy, {
        region,
        account,
        apiId: api.id,
        stage: stageName,
        method,
        path,
        principal: { kind: 'anonymous' },
        sourceIp,
      });
    return byAddress([parsed.policy], ask, version);
  };
  const pieces = versionsOf(api).flatMap((version) =>
    webAcl
      ? throughBoth(policyPieces(version), webAclByAddress(webAcl, version, challenged))
      : policyPieces(version),
  );
  const ranges = wanted.flatMap((text) => rangeOf(text) ?? []);
  return {
    allowed: withOutcome(pieces, 'allowed', ranges),
    denied: withOutcome(pieces, 'denied', ranges),
    undecided: withOutcome(pieces, 'undecidable', ranges),
    keys: unknownKeys(pieces),
    evidence: gatesEvidence(gates),
  };
}

/** What cannot be known for want of a key, where it would matter. @param blocks that it matters for */
export const undecidedAddresses = (
  blocks: readonly string[],
  { keys, evidence }: Extract<AddressesLetIn, { allowed: Blocks }>,
): Finding =>
  blocked(
    'undecidable',
    `What ${blocks[0] ?? ''} gets depends on ${keys.join(', ')}, of which nothing is known here.`,
    'Let ranges of addresses decide, under aws:SourceIp or in an IP set, then verify again.',
    ...evidence,
  );
