import { decide, decideTrust, parsePolicy, requestKeys, type AccessRequest } from '#policy';
import { iamState, type SandboxState } from '../../state.ts';
import { own } from '../records.ts';
import { roleStack } from './stack.ts';

/** A service that wants to work as a role of the account. */
export interface ServiceUse {
  readonly sandbox: SandboxState;
  readonly roleArn: string;
  /** `apigateway.amazonaws.com` */
  readonly service: string;
  readonly account: string;
  readonly region: string;
  /** What it wants to do, all of it. */
  readonly wants: readonly { readonly action: string; readonly resource: string }[];
}

/** Why the service may not: the role is gone, does not trust it, or may not do what it wants. */
export type ServiceRefusal = 'no-role' | 'no-trust' | 'no-right';

const ROLE = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:.+\/)?([^/]+)$/;

/** @returns undefined when the service may */
export function refusalOfService(use: ServiceUse): ServiceRefusal | undefined {
  const { sandbox, roleArn, service, account, region, wants } = use;
  const [, owner, name = ''] = ROLE.exec(roleArn) ?? [];
  const record = owner === account ? own(iamState(sandbox, account).roles, name) : undefined;
  if (record?.role.Arn !== roleArn) return 'no-role';
  const trust = parsePolicy(record.role.AssumeRolePolicyDocument, 'trust');
  const keys = requestKeys({
    'aws:RequestedRegion': region,
    'aws:SourceAccount': account,
    'aws:SourceArn': undefined,
  });
  const asked = (request: Omit<AccessRequest, 'keys'>): AccessRequest => ({ ...request, keys });
  const trusted =
    trust.ok &&
    decideTrust(
      { resource: [{ name: 'trust policy', policy: trust.policy }] },
      asked({
        principal: { kind: 'service', name: service },
        action: 'sts:AssumeRole',
        resource: roleArn,
      }),
      account,
    ).outcome === 'allowed';
  if (!trusted) return 'no-trust';
  const stack = roleStack(iamState(sandbox, account), record);
  const session = `arn:aws:sts::${account}:assumed-role/${name}/${service.split('.')[0] ?? ''}`;
  const may = wants.every(
    ({ action, resource }) =>
      decide(
        stack,
        asked({
          principal: { kind: 'aws', account, arn: session, roleArn },
          action,
          resource,
        }),
      ).outcome === 'allowed',
  );
  return may ? undefined : 'no-right';
}
