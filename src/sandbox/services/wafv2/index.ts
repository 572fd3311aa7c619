import type { WAFV2 } from '@aws-sdk/client-wafv2';
import type { OperationContext, Parsed } from '../context.ts';
import * as associations from './operations/associations.ts';
import * as sets from './operations/ip-sets.ts';
import * as tags from './operations/tags.ts';
import * as acls from './operations/web-acls.ts';

type Operations = {
  readonly [Name in keyof WAFV2]?: WAFV2[Name] extends (
    input: infer Input,
    ...rest: never[]
  ) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What WAF does here. Source: docs.aws.amazon.com/waf/latest/APIReference/ */
export const wafV2Operations = {
  associateWebACL: associations.associateWebACL,
  checkCapacity: acls.checkCapacity,
  createIPSet: sets.createIPSet,
  createWebACL: acls.createWebACL,
  deleteIPSet: sets.deleteIPSet,
  deleteWebACL: acls.deleteWebACL,
  disassociateWebACL: associations.disassociateWebACL,
  getIPSet: sets.getIPSet,
  getWebACL: acls.getWebACL,
  getWebACLForResource: associations.getWebACLForResource,
  listIPSets: sets.listIPSets,
  listResourcesForWebACL: associations.listResourcesForWebACL,
  listTagsForResource: tags.listTagsForResource,
  listWebACLs: acls.listWebACLs,
  tagResource: tags.tagResource,
  untagResource: tags.untagResource,
  updateIPSet: sets.updateIPSet,
  updateWebACL: acls.updateWebACL,
} satisfies Operations;
