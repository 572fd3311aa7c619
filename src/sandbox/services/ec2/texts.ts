import { AwsError } from '../../wire/errors.ts';

/**
 * Codes: docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html. Texts as moto has them,
 * which copies AWS's; those of endpoints as AWS's users report them.
 */
export const refusal = (code: string, message: string) => new AwsError(code, 400, message);

export const invalidParameter = (message: string) => refusal('InvalidParameter', message);
export const invalidValue = (message: string) => refusal('InvalidParameterValue', message);
export const missingParameter = (name: string) =>
  refusal('MissingParameter', `The request must contain the parameter ${name}`);

export const noVpc = (id: string) =>
  refusal('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`);
export const noSubnet = (id: string) =>
  refusal('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`);
export const noGroup = (id: string) =>
  refusal('InvalidGroup.NotFound', `The security group '${id}' does not exist`);
export const noEndpoint = (id: string) =>
  refusal('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`);
export const noResource = (id: string) => refusal('InvalidID', `The ID '${id}' is not valid`);

export const hasDependencies = (kind: 'vpc' | 'subnet', id: string) =>
  refusal('DependencyViolation', `The ${kind} '${id}' has dependencies and cannot be deleted.`);
export const groupInUse = (id: string) =>
  refusal('DependencyViolation', `resource ${id} has a dependent object`);

export const limitExceeded = (code: string, what: string) =>
  refusal(code, `The maximum number of ${what} has been reached.`);
