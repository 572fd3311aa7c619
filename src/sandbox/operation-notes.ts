import type { ServiceName } from './operations.ts';

/** What AWS does otherwise, one sentence per operation. */
type Notes = Readonly<Partial<Record<ServiceName, Readonly<Record<string, string>>>>>;

const SETTLES = 'Pending for two seconds on the clock, where AWS takes minutes.';
const NO_DNS = 'Available at once, and no DNS name is made: the name travels as the Host header.';

/**
 * Operations that work and differ from AWS in a way that a learner could meet. The handbook's table of
 * operations is made from it: an operation with a note is `partial`.
 */
export const OPERATION_NOTES: Notes = {
  acm: {
    RequestCertificate:
      'Issued after two seconds, without any record of the domain being looked up.',
  },
  apigateway: {
    CreateStage: `The cache cluster is ${SETTLES.toLowerCase()}`,
    UpdateStage: `A cache cluster is ${SETTLES.toLowerCase()}`,
    CreateVpcLink: SETTLES,
    CreateDomainName: NO_DNS,
    TagResource: 'Tags are kept; no policy is judged by them.',
  },
  apigatewayv2: {
    CreateIntegration:
      'First-class service integrations (IntegrationSubtype) are kept, and a call of one answers that the sandbox has no such service.',
    CreateVpcLink: SETTLES,
    CreateDomainName: NO_DNS,
    TagResource: 'Tags are kept; no policy is judged by them.',
  },
  dynamodb: {
    CreateTable: 'No streams, no encryption and no capacity that could run out.',
    Query: 'Every read is strongly consistent.',
    Scan: 'Every read is strongly consistent.',
  },
  ec2: {
    CreateVpcEndpoint: SETTLES,
  },
  elbv2: {
    CreateLoadBalancer: SETTLES,
    DeregisterTargets: 'Targets are gone at once: nothing drains.',
    RegisterTargets: 'Healthy after two seconds, without a health check being sent.',
  },
  lambda: {
    CreateFunction:
      'Zip archives only. Functions of Node.js runtimes run; those of others are kept and say so when they are invoked.',
    Invoke:
      'Handlers run in QuickJS with at most two seconds of computing; waiting costs no time. They reach AWS only through the SDK, and nothing else on a network.',
  },
  sqs: {
    ReceiveMessage: 'Answers at once: there is no long polling.',
  },
};
