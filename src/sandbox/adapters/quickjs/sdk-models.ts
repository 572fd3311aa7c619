import '../../models.ts';
import { modelOf, operationsOf, SERVICE_NAMES, type ServiceName } from '../../operations.ts';

/** What the guest's `@aws-sdk/client-*` module is made of. */
interface SdkModel {
  readonly service: ServiceName;
  /** `DynamoDB` makes `DynamoDBClient`. */
  readonly prefix: string;
  readonly operations: readonly string[];
  readonly errors: readonly string[];
}

/** Errors that handlers tell apart, of services whose models hold shapes of some operations only. */
export const HANDLED_ERRORS: Readonly<Partial<Record<ServiceName, readonly string[]>>> = {
  'cognito-idp': [
    'AliasExistsException',
    'CodeMismatchException',
    'ExpiredCodeException',
    'GroupExistsException',
    'InvalidParameterException',
    'InvalidPasswordException',
    'LimitExceededException',
    'NotAuthorizedException',
    'ResourceNotFoundException',
    'UserNotConfirmedException',
    'UserNotFoundException',
    'UsernameExistsException',
  ],
  dynamodb: [
    'ConditionalCheckFailedException',
    'InternalServerError',
    'ItemCollectionSizeLimitExceededException',
    'LimitExceededException',
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'ResourceInUseException',
    'ResourceNotFoundException',
    'TransactionCanceledException',
  ],
  lambda: [
    'InvalidParameterValueException',
    'ResourceConflictException',
    'ResourceNotFoundException',
    'ServiceException',
    'TooManyRequestsException',
  ],
};

/** `API Gateway` → `APIGateway`, `Elastic Load Balancing v2` → `ElasticLoadBalancingV2`. */
const prefixOf = (serviceId: string): string =>
  serviceId
    .split(' ')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');

const packageOf = (serviceId: string): string =>
  `@aws-sdk/client-${serviceId.toLowerCase().replaceAll(' ', '-')}`;

/** @returns JSON text of the model behind an SDK package, or an empty text for a package the sandbox does not have */
export function sdkModelText(packageName: string): string {
  const service = SERVICE_NAMES.find((name) => packageOf(modelOf(name).serviceId) === packageName);
  if (service === undefined) return '';
  const { serviceId, shapes } = modelOf(service);
  const model: SdkModel = {
    service,
    prefix: prefixOf(serviceId),
    operations: operationsOf(service).map(({ name }) => name),
    errors: [
      ...Object.entries(shapes)
        .filter(([, { kind }]) => kind === 'error')
        .map(([name]) => name),
      ...(HANDLED_ERRORS[service] ?? []),
    ],
  };
  return JSON.stringify(model);
}
