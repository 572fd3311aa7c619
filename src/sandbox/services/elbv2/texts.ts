import { AwsError } from '../../wire/errors.ts';

/**
 * Codes: docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html. Texts as moto
 * has them, which copies AWS's; those of protocols that do not fit are assumed.
 */
export const refusal = (code: string, message: string) => new AwsError(code, 400, message);

export const validation = (message: string) => refusal('ValidationError', message);
export const invalidConfiguration = (message: string) =>
  refusal('InvalidConfigurationRequest', message);

export const noLoadBalancer = () =>
  refusal('LoadBalancerNotFound', 'One or more load balancers not found');
export const noTargetGroup = () =>
  refusal('TargetGroupNotFound', 'One or more target groups not found');
export const noListener = () => refusal('ListenerNotFound', 'One or more listeners not found');
export const noRule = () => refusal('RuleNotFound', 'One or more rules not found');
export const noSubnet = (id: string) =>
  refusal('SubnetNotFound', `The subnet ID '${id}' does not exist`);
export const noGroup = (id: string) =>
  refusal('InvalidSecurityGroup', `The security group '${id}' does not exist`);
export const inUse = (message: string) => refusal('ResourceInUse', message);
