import { describe, expect, test } from 'vitest';
import { READ_OPERATIONS } from '#labs';
import type { LookTarget } from '#labs/aws-sdk';
import { lookFaultOf } from '../../src/labs/adapters/sdk-faults.ts';

const aws: LookTarget = { kind: 'aws', region: 'eu-central-1' };
const sandbox: LookTarget = {
  kind: 'sandbox',
  endpoint: 'http://127.0.0.1:4566',
  region: 'us-east-1',
  accessKeyId: 'first-api',
};
const call = { service: 'apigateway', operation: 'GetStages', input: { restApiId: 'a1' } } as const;

const told = (error: Error & { code?: string }, target: LookTarget = aws) => {
  const { reason, message, nextStep } = lookFaultOf(
    error,
    call,
    READ_OPERATIONS.apigateway.GetStages,
    target,
  );
  return [reason, message, nextStep];
};
const named = (name: string, message = 'x', extra: object = {}) =>
  Object.assign(new Error(message), { name, ...extra });

describe('what stands in the way is told in words', () => {
  test.each([
    [
      'a denied operation names the IAM action and the resource',
      told(named('AccessDeniedException')),
      'denied',
      'These credentials may not do apigateway:GET on arn:aws:apigateway:eu-central-1::/restapis/a1/stages.',
      'Allow the action apigateway:GET on arn:aws:apigateway:eu-central-1::/restapis/a1/stages to the principal that verifies, then verify again.',
    ],
    [
      'expired credentials',
      told(named('ExpiredTokenException'), { ...aws, profile: 'school' }),
      'denied',
      'The AWS credentials have expired.',
      'Sign in again, for example with aws sso login --profile school, then verify again.',
    ],
    [
      'no credentials',
      told(named('CredentialsProviderError')),
      'denied',
      'No AWS credentials were found.',
      'Run aws configure, set AWS_PROFILE, or name a profile with --profile.',
    ],
    [
      'no such profile',
      told(named('CredentialsProviderError'), { ...aws, profile: 'nope' }),
      'denied',
      'No credentials were found in a profile named "nope".',
      'See the names with aws configure list-profiles, and choose one with --profile.',
    ],
    [
      'a Region that is switched off, or an unknown key',
      told(named('UnrecognizedClientException')),
      'denied',
      'AWS does not know these credentials in eu-central-1.',
      'Either the key was deleted or mistyped (try aws sts get-caller-identity), or the Region is not switched on for the account: choose another with --region.',
    ],
    [
      'a Region that does not exist',
      told(named('Error', 'getaddrinfo', { code: 'ENOTFOUND' })),
      'network',
      'There is no address for API Gateway in "eu-central-1".',
      "Either no Region has this name (AWS's are spelled like eu-central-1; choose one with --region), or this machine has no internet connection.",
    ],
    [
      'the network is down',
      told(named('Error', 'connect ENETUNREACH', { code: 'ENETUNREACH' })),
      'network',
      'AWS could not be reached (ENETUNREACH: connect ENETUNREACH).',
      'Check the internet connection and the proxy settings, then verify again.',
    ],
    [
      'no sandbox',
      told(named('Error', 'connect', { code: 'ECONNREFUSED' }), sandbox),
      'network',
      'No local sandbox answers at http://127.0.0.1:4566.',
      'Start it with npm start, or name another address with --endpoint-url.',
    ],
    [
      'throttled',
      told(named('TooManyRequestsException')),
      'throttled',
      'AWS keeps answering that there are too many requests.',
      'Wait a minute, then verify again. The quota is shared by everything that uses API Gateway in this account and Region.',
    ],
    [
      'no answer in time',
      told(named('TimeoutError')),
      'timeout',
      'GetStages had no answer in time.',
      'Verify again; if it stays so, check the connection.',
    ],
    [
      'deleted while looking',
      told(named('NotFoundException', 'Invalid API identifier specified')),
      'undecidable',
      'GetStages was answered with NotFoundException: Invalid API identifier specified',
      'Verify again. Something may have been deleted while the checker was looking.',
    ],
  ])('%s', (_, seen, ...wanted) => {
    expect(seen).toEqual(wanted);
  });
});
