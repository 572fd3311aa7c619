import type { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { OperationContext, Parsed } from '../context.ts';
import * as listeners from './operations/listeners.ts';
import * as balancers from './operations/load-balancers.ts';
import * as rules from './operations/rules.ts';
import * as tags from './operations/tags.ts';
import * as groups from './operations/target-groups.ts';
import * as targets from './operations/targets.ts';

type Operations = {
  readonly [Name in keyof ElasticLoadBalancingV2]?: ElasticLoadBalancingV2[Name] extends (
    input: infer Input,
    ...rest: never[]
  ) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What Elastic Load Balancing does here: application and network load balancers. */
export const elbV2Operations = {
  addTags: tags.addTags,
  createListener: listeners.createListener,
  createLoadBalancer: balancers.createLoadBalancer,
  createRule: rules.createRule,
  createTargetGroup: groups.createTargetGroup,
  deleteListener: listeners.deleteListener,
  deleteLoadBalancer: balancers.deleteLoadBalancer,
  deleteRule: rules.deleteRule,
  deleteTargetGroup: groups.deleteTargetGroup,
  deregisterTargets: targets.deregisterTargets,
  describeListeners: listeners.describeListeners,
  describeLoadBalancerAttributes: balancers.describeLoadBalancerAttributes,
  describeLoadBalancers: balancers.describeLoadBalancers,
  describeRules: rules.describeRules,
  describeTags: tags.describeTags,
  describeTargetGroupAttributes: groups.describeTargetGroupAttributes,
  describeTargetGroups: groups.describeTargetGroups,
  describeTargetHealth: targets.describeTargetHealth,
  modifyListener: listeners.modifyListener,
  modifyLoadBalancerAttributes: balancers.modifyLoadBalancerAttributes,
  modifyTargetGroup: groups.modifyTargetGroup,
  modifyTargetGroupAttributes: groups.modifyTargetGroupAttributes,
  registerTargets: targets.registerTargets,
  removeTags: tags.removeTags,
  setSecurityGroups: balancers.setSecurityGroups,
  setSubnets: balancers.setSubnets,
} satisfies Operations;
