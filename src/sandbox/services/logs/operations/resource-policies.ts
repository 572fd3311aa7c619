import type {
  DeleteResourcePolicyRequest,
  DescribeResourcePoliciesRequest,
  PutResourcePolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { parsePolicy } from '#policy';
import type { OperationContext, Parsed } from '../../context.ts';
import { own, pageOf, stateOf, values } from '../access.ts';
import { invalid, limitExceeded, noPolicy } from '../texts.ts';

/** Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const MAX_POLICIES = 10;

export function putResourcePolicy(
  context: OperationContext,
  input: Parsed<PutResourcePolicyRequest>,
) {
  const { resourcePolicies } = stateOf(context);
  const { policyName = '', policyDocument = '' } = input;
  if (policyName === '') throw invalid('Policy name must be specified.');
  if (!parsePolicy(policyDocument, 'resource').ok)
    throw invalid('Invalid policy document: malformed policy.');
  if (!own(resourcePolicies, policyName) && values(resourcePolicies).length >= MAX_POLICIES)
    throw limitExceeded();
  const policy = { policyName, policyDocument, lastUpdatedTime: context.clock.now() };
  resourcePolicies[policyName] = policy;
  return { resourcePolicy: policy };
}

export function describeResourcePolicies(
  context: OperationContext,
  input: Parsed<DescribeResourcePoliciesRequest>,
) {
  const { items, page } = pageOf(values(stateOf(context).resourcePolicies), input, 50);
  return { resourcePolicies: items, ...page };
}

export function deleteResourcePolicy(
  context: OperationContext,
  { policyName = '' }: Parsed<DeleteResourcePolicyRequest>,
): void {
  const { resourcePolicies } = stateOf(context);
  if (!own(resourcePolicies, policyName)) throw noPolicy(policyName);
  delete resourcePolicies[policyName];
}
