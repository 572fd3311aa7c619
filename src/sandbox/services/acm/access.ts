import { regionState } from '../../state.ts';
import type { OperationContext } from '../context.ts';
import { own } from '../records.ts';
import type { AcmState, Certificate } from './state.ts';
import { noCertificate, tooManyTags, unfit } from './texts.ts';

export { defined, own, values } from '../records.ts';

export const stateOf = ({ sandbox, caller, region }: OperationContext): AcmState =>
  regionState(sandbox, caller.accountId, region).acm;

const ARN = /^arn:[\w+=/,.@-]+:acm:[\w+=/,.@-]*:[0-9]+:[\w+=,.@-]+(\/[\w+=,.@-]+)*$/;

export function certificateOf(context: OperationContext, arn: string): Certificate {
  if (!ARN.test(arn))
    throw unfit(
      arn,
      'certificateArn',
      'regular expression pattern: arn:[\\w+=/,.@-]+:acm:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*',
    );
  const found = own(stateOf(context).certificates, arn);
  if (!found) throw noCertificate(arn, context.caller.accountId);
  return found;
}

export const isIssued = ({ issuedAt }: Certificate, now: number): boolean => now >= issuedAt;

/** What serves with the certificate: listeners' load balancers here, domain names in any Region. */
export function usersOf({ sandbox, caller }: OperationContext, arn: string): string[] {
  return Object.values(sandbox.accounts[caller.accountId] ?? {}).flatMap(
    ({ elbv2, apigateway }) => [
      ...new Set(
        Object.values(elbv2.listeners)
          .filter(({ Certificates }) =>
            Certificates?.some(({ CertificateArn }) => CertificateArn === arn),
          )
          .map(({ LoadBalancerArn }) => LoadBalancerArn),
      ),
      ...Object.values(apigateway.domainNames)
        .map(({ domain }) => domain)
        .filter(
          ({ certificateArn, regionalCertificateArn }) =>
            certificateArn === arn || regionalCertificateArn === arn,
        )
        .map(({ domainNameArn }) => domainNameArn),
    ],
  );
}

const MAX_TAGS = 50;

export function putTags(
  certificate: Certificate,
  given: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
): void {
  const tags = { ...certificate.tags };
  for (const { Key = '', Value = '' } of given) tags[Key] = Value;
  if (Object.keys(tags).length > MAX_TAGS) throw tooManyTags(MAX_TAGS);
  certificate.tags = tags;
}
