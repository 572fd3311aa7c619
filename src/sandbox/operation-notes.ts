import type { ServiceName } from './operations.ts';

/** What AWS does otherwise, one sentence per operation. */
type Notes = Readonly<Partial<Record<ServiceName, Readonly<Record<string, string>>>>>;

const SETTLES = 'Pending for two seconds on the clock, where AWS takes minutes.';
const NO_DNS =
  'Available at once, and no DNS record is wanted: the terminal knows the name, and elsewhere it travels as the Host header or in the path /_sandbox/domains/{name}/….';
const NO_SRP =
  'Signs in by password or refresh token; USER_SRP_AUTH, USER_AUTH and CUSTOM_AUTH are refused.';

/**
 * Operations that work and differ from AWS in a way that a learner could meet. The handbook's table of
 * operations is made from it: an operation with a note is `partial`.
 */
export const OPERATION_NOTES: Notes = {
  acm: {
    GetCertificate: 'Imported certificates only: the sandbox signs none of its own.',
    ImportCertificate: 'The key is forgotten, and no signature or chain is checked.',
    RequestCertificate:
      'Issued after two seconds, without any record of the domain being looked up.',
  },
  apigateway: {
    CreateAuthorizer:
      "A JWT authorizer's issuer is asked at the first call, not here; names on the wire follow CloudFormation, since the SDK has none yet.",
    UpdateAuthorizer: 'The configuration of a JWT authorizer takes no patch: make another.',
    ImportRestApi:
      'Documentation parts, CORS by x-amazon-apigateway-cors and references to other documents are left out.',
    PutRestApi: 'Takes what ImportRestApi takes.',
    GetExport: 'Documentation parts and the Postman extension are left out.',
    TestInvokeAuthorizer:
      'additionalContext is not read: identity sources of the context are empty.',
    CreateStage: `The cache cluster is ${SETTLES.toLowerCase()}`,
    UpdateStage: `A cache cluster is ${SETTLES.toLowerCase()}`,
    CreateVpcLink: SETTLES,
    CreateDomainName: NO_DNS,
    TagResource: 'Tags are kept; no policy is judged by them.',
  },
  apigatewaymanagementapi: {
    PostToConnection:
      'Messages are text: bytes that are no UTF-8 reach the client with replacement characters.',
  },
  apigatewayv2: {
    ImportApi:
      'AWS variables such as ${AWS::Region} and references to other documents are left out.',
    ReimportApi: 'Takes what ImportApi takes.',
    CreateIntegration:
      'Of the service integrations (IntegrationSubtype) those of SQS work; a call of any other answers that the sandbox has no such service.',
    CreateRoute:
      'Request models and API keys of WebSocket routes are kept and not asked of messages.',
    CreateVpcLink: SETTLES,
    CreateDomainName: NO_DNS,
    TagResource: 'Tags are kept; no policy is judged by them.',
  },
  cloudwatch: {
    GetMetricData: 'No metric math and no percentiles; periods of whole minutes.',
    GetMetricStatistics: 'No percentiles; periods of whole minutes, of the last three hours.',
    PutMetricAlarm:
      'On single metrics. The state is worked out when somebody looks, and nobody is notified.',
  },
  'cognito-idp': {
    AdminCreateUser: 'No message is sent; a generated password is known to nobody.',
    AdminInitiateAuth: NO_SRP,
    CreateUserPool:
      'No triggers, no second factor, no devices. Keys are new each time, whatever the seed.',
    CreateUserPoolDomain:
      'Prefixes only. The domain answers POST /oauth2/token with client_credentials; it has no pages to sign in on.',
    DescribeUserPool:
      'SchemaAttributes has the attributes that were given, without the standard ones.',
    InitiateAuth: NO_SRP,
    RespondToAuthChallenge: 'NEW_PASSWORD_REQUIRED is the only challenge.',
    SignUp: 'No message is sent: the code stands in CodeDeliveryDetails of the answer.',
  },
  dynamodb: {
    BatchWriteItem: 'A batch that is refused has written nothing.',
    CreateTable:
      'No streams, no encryption and no capacity that could run out. At most 10,000 items and 8 MB an account and Region.',
    DescribeTable: 'ItemCount and TableSizeBytes are of now, where AWS counts every six hours.',
    Query: 'Every read is strongly consistent. Expressions only, no parameters of before them.',
    Scan: 'Every read is strongly consistent. Not in segments.',
    UpdateTable: 'No changes of indexes, streams or replicas.',
    UpdateTimeToLive: 'Enabled at once; items stay when their time is over.',
  },
  ec2: {
    CreateVpcEndpoint: SETTLES,
  },
  elbv2: {
    CreateLoadBalancer: SETTLES,
    DeregisterTargets: 'Targets are gone at once: nothing drains.',
    RegisterTargets:
      'Healthy after two seconds, without a health check being sent. Addresses, load balancers and functions; no instances.',
  },
  lambda: {
    CreateFunction:
      'Zip archives only. Functions of Node.js runtimes run; those of others are kept and say so when they are invoked.',
    Invoke:
      'Handlers run in QuickJS with at most two seconds of computing; waiting costs no time. They reach AWS only through the SDK, and nothing else on a network.',
  },
  logs: {
    FilterLogEvents: 'Terms and comparisons of JSON members; no regular expressions.',
    PutLogEvents:
      'A thousand events or 256 KB of a stream, and a megabyte of a Region, are kept: the oldest go first.',
  },
  sqs: {
    CreateQueue:
      'The URL is of the address where the sandbox was reached. At most 8 MB of messages.',
    DeleteQueue: 'The name is free again after two seconds, where AWS takes a minute.',
    ReceiveMessage: 'Answers at once: there is no long polling.',
    SetQueueAttributes: "The policy is kept and not judged: only the caller's own policies are.",
  },
  sts: {
    GetSessionToken: 'No user has a second factor: SerialNumber and TokenCode are refused.',
  },
  wafv2: {
    AssociateWebACL: 'Stages of REST APIs only.',
    CreateWebACL:
      'IP sets, rates, countries and their combinations are judged; other statements and rule groups are kept and said not to be asked.',
  },
};
