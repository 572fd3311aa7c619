/** A service of AWS that a VPC endpoint can lead to. */
export interface EndpointService {
  readonly name: string;
  readonly types: readonly ('Gateway' | 'Interface')[];
}

/**
 * Those that lessons and labs name.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export const ENDPOINT_SERVICES: readonly EndpointService[] = [
  { name: 'dynamodb', types: ['Gateway', 'Interface'] },
  { name: 'execute-api', types: ['Interface'] },
  { name: 'lambda', types: ['Interface'] },
  { name: 'logs', types: ['Interface'] },
  { name: 's3', types: ['Gateway', 'Interface'] },
  { name: 'sqs', types: ['Interface'] },
  { name: 'sts', types: ['Interface'] },
];

/** @param serviceName `com.amazonaws.us-east-1.execute-api` */
export const serviceOf = (serviceName: string, region: string): EndpointService | undefined =>
  ENDPOINT_SERVICES.find(({ name }) => serviceName === `com.amazonaws.${region}.${name}`);
