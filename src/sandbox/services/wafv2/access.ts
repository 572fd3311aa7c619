import { requestId } from '../../gateway/request-ids.ts';
import { regionState } from '../../state.ts';
import type { Stage } from '../apigateway/state.ts';
import type { OperationContext } from '../context.ts';
import { own } from '../records.ts';
import type { IpSetRecord, WafV2State, WebAclRecord } from './state.ts';
import { invalid, noItem, stale } from './texts.ts';

export { defined, own, values } from '../records.ts';

export const stateOf = ({ sandbox, caller, region }: OperationContext): WafV2State =>
  regionState(sandbox, caller.accountId, region).wafv2;

export const newToken = ({ random }: OperationContext): string => requestId(random);

/** Web ACLs and sets for CloudFront live in us-east-1 and are called global. */
export function demandScope({ region }: OperationContext, scope: string): void {
  if (scope === 'CLOUDFRONT' && region !== 'us-east-1')
    throw invalid('The scope is not valid.', 'SCOPE_VALUE', 'CLOUDFRONT');
}

export function newArn(
  { caller, region }: OperationContext,
  scope: string,
  kind: 'webacl' | 'ipset',
  name: string,
  id: string,
): string {
  const place = scope === 'CLOUDFRONT' ? 'global' : 'regional';
  return `arn:aws:wafv2:${region}:${caller.accountId}:${place}/${kind}/${name}/${id}`;
}

interface Named {
  readonly Name?: string | undefined;
  readonly Id?: string | undefined;
  readonly Scope?: string | undefined;
}

export function aclOf(context: OperationContext, { Name, Id, Scope }: Named): WebAclRecord {
  const found = Object.values(stateOf(context).webAcls).find(
    ({ acl, scope }) => acl.Id === Id && acl.Name === Name && scope === Scope,
  );
  if (!found) throw noItem();
  return found;
}

export function aclByArn(context: OperationContext, arn: string): WebAclRecord {
  const found = own(stateOf(context).webAcls, arn);
  if (!found) throw noItem();
  return found;
}

export function setOf(context: OperationContext, { Name, Id, Scope }: Named): IpSetRecord {
  const found = Object.values(stateOf(context).ipSets).find(
    ({ set, scope }) => set.Id === Id && set.Name === Name && scope === Scope,
  );
  if (!found) throw noItem();
  return found;
}

export function demandToken({ lockToken }: { readonly lockToken: string }, token: string): void {
  if (token !== lockToken) throw stale();
}

const STAGE = /^arn:aws[\w-]*:apigateway:([\w-]+)::\/restapis\/([\w-]+)\/stages\/([\w-]+)$/;

/** The stage of a REST API: nothing else here can be guarded. HTTP APIs cannot be on AWS either. */
export function stageOf(context: OperationContext, arn: string): Stage {
  const [, region, apiId = '', name = ''] = STAGE.exec(arn) ?? [];
  if (region !== context.region)
    throw invalid(
      "The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes.",
      'RESOURCE_ARN',
      arn,
    );
  const { restApis } = regionState(context.sandbox, context.caller.accountId, region).apigateway;
  const stage = own(own(restApis, apiId)?.stages ?? {}, name);
  if (!stage) throw noItem();
  return stage;
}

/** ARNs of the stages that a web ACL guards. */
export function guardedBy(context: OperationContext, webAclArn: string): string[] {
  const { restApis } = regionState(
    context.sandbox,
    context.caller.accountId,
    context.region,
  ).apigateway;
  return Object.entries(restApis).flatMap(([id, { stages }]) =>
    Object.values(stages)
      .filter((stage) => stage.webAclArn === webAclArn)
      .map(
        ({ stageName }) =>
          `arn:aws:apigateway:${context.region}::/restapis/${id}/stages/${stageName}`,
      ),
  );
}

const PAGE = 100;

export function pageOf<T>(
  all: readonly T[],
  { NextMarker, Limit = PAGE }: { NextMarker?: string | undefined; Limit?: number | undefined },
): { readonly items: T[]; readonly page: { readonly NextMarker?: string } } {
  const start = NextMarker === undefined ? 0 : Number(/^from-(\d+)$/.exec(NextMarker)?.[1]);
  if (Number.isNaN(start))
    throw invalid('The marker is not valid.', 'NEXT_MARKER', NextMarker ?? '');
  const end = start + Math.max(1, Math.min(Limit, PAGE));
  return {
    items: all.slice(start, end),
    page: end < all.length ? { NextMarker: `from-${end}` } : {},
  };
}
