import { regionState } from '../../state.ts';
import type { OperationContext } from '../context.ts';
import { values } from '../records.ts';
import { stateOf } from './access.ts';

const neighbours = ({ sandbox, caller, region }: OperationContext) =>
  regionState(sandbox, caller.accountId, region);

/** Whether something stands in the subnet: an endpoint, a load balancer or a VPC link. */
export function usesSubnet(context: OperationContext, id: string): boolean {
  const { elbv2, apigatewayv2 } = neighbours(context);
  return (
    values(stateOf(context).endpoints).some(({ interfaces }) =>
      interfaces.some(({ SubnetId }) => SubnetId === id),
    ) ||
    values(elbv2.loadBalancers).some(({ subnetIds }) => subnetIds.includes(id)) ||
    values(apigatewayv2.vpcLinks).some(({ SubnetIds }) => SubnetIds.includes(id))
  );
}

/** Whether something wears the group, or another group's rules name it. */
export function usesGroup(context: OperationContext, id: string): boolean {
  const { elbv2, apigatewayv2 } = neighbours(context);
  const { endpoints, securityGroups } = stateOf(context);
  return (
    values(endpoints).some(({ securityGroupIds }) => securityGroupIds.includes(id)) ||
    values(elbv2.loadBalancers).some(({ SecurityGroups }) => SecurityGroups?.includes(id)) ||
    values(apigatewayv2.vpcLinks).some(({ SecurityGroupIds }) => SecurityGroupIds.includes(id)) ||
    values(securityGroups).some(
      ({ GroupId, rules }) =>
        GroupId !== id && rules.some(({ referencedGroupId }) => referencedGroupId === id),
    )
  );
}
