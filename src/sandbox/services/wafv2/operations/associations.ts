import type {
  AssociateWebACLRequest,
  DisassociateWebACLRequest,
  GetWebACLForResourceRequest,
  ListResourcesForWebACLRequest,
} from '@aws-sdk/client-wafv2';
import type { OperationContext, Parsed } from '../../context.ts';
import { aclByArn, guardedBy, stageOf } from '../access.ts';
import { invalid } from '../texts.ts';
import { shownAcl } from './web-acls.ts';

/** A stage has one web ACL: the new one takes the place of the old. */
export function associateWebACL(context: OperationContext, input: Parsed<AssociateWebACLRequest>) {
  const { scope } = aclByArn(context, input.WebACLArn);
  if (scope !== 'REGIONAL')
    throw invalid(
      'A web ACL for CloudFront cannot guard a Regional resource.',
      'WEB_ACL_ARN',
      input.WebACLArn,
    );
  stageOf(context, input.ResourceArn).webAclArn = input.WebACLArn;
  return {};
}

export function disassociateWebACL(
  context: OperationContext,
  input: Parsed<DisassociateWebACLRequest>,
) {
  delete stageOf(context, input.ResourceArn).webAclArn;
  return {};
}

export function getWebACLForResource(
  context: OperationContext,
  input: Parsed<GetWebACLForResourceRequest>,
) {
  const { webAclArn } = stageOf(context, input.ResourceArn);
  return webAclArn === undefined ? {} : { WebACL: shownAcl(context, webAclArn) };
}

/** Without a type AWS lists load balancers, of which none is guarded here. */
export function listResourcesForWebACL(
  context: OperationContext,
  input: Parsed<ListResourcesForWebACLRequest>,
) {
  const { acl } = aclByArn(context, input.WebACLArn);
  return { ResourceArns: input.ResourceType === 'API_GATEWAY' ? guardedBy(context, acl.ARN) : [] };
}
