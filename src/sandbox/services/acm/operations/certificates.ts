import type {
  DeleteCertificateRequest,
  DescribeCertificateRequest,
  ListCertificatesRequest,
  RequestCertificateRequest,
} from '@aws-sdk/client-acm';
import { requestId } from '../../../gateway/request-ids.ts';
import { validation } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { newHex, newId } from '../../ids.ts';
import { certificateOf, defined, isIssued, putTags, stateOf, usersOf, values } from '../access.ts';
import { isDomainName, NAME_PATTERN } from '../names.ts';
import type { Certificate, ValidationRecord } from '../state.ts';
import { inUse, limitExceeded, unfit } from '../texts.ts';

/** Ours; AWS allows 2,500 and twice as many a year. */
const MAX_CERTIFICATES = 100;
/** Source: docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
const MAX_NAMES = 10;
/** How long ACM's own certificates hold: 198 days (assumed). */
const VALID_SECONDS = 198 * 24 * 3600;
/** Listed without being asked for. Source: docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html */
const LISTED_KEYS: readonly string[] = ['RSA_1024', 'RSA_2048'];

export const newArn = ({ caller, region, random }: OperationContext): string =>
  `arn:aws:acm:${region}:${caller.accountId}:certificate/${requestId(random)}`;

export function demandRoom(context: OperationContext): void {
  if (values(stateOf(context).certificates).length >= MAX_CERTIFICATES)
    throw limitExceeded(MAX_CERTIFICATES);
}

const newRecord = ({ random }: OperationContext, domain: string): ValidationRecord => ({
  Name: `_${newHex(random, 32)}.${domain.replace(/^\*\./, '')}.`,
  Value: `_${newHex(random, 32)}.${newId(random, 10, () => false)}.acm-validations.aws.`,
});

/** `*.example.com` and `example.com` are proved by one record. */
function recordsFor(context: OperationContext, names: readonly string[]) {
  const records: Record<string, ValidationRecord> = {};
  for (const name of names) {
    const bare = name.replace(/^\*\./, '');
    records[bare] ??= newRecord(context, bare);
  }
  return records;
}

function demandNames(input: Parsed<RequestCertificateRequest>): string[] {
  const { DomainName, SubjectAlternativeNames = [] } = input;
  const names = [...new Set([DomainName, ...SubjectAlternativeNames])];
  const pattern = `regular expression pattern: ${NAME_PATTERN}`;
  if (!isDomainName(DomainName)) throw unfit(DomainName, 'domainName', pattern);
  const wrong = names.find((name) => !isDomainName(name));
  if (wrong !== undefined)
    throw unfit(
      `[${SubjectAlternativeNames.join(', ')}]`,
      'subjectAlternativeNames',
      `constraint: [Member must satisfy ${pattern}]`,
    );
  if (names.length > MAX_NAMES)
    throw validation(`The certificate has ${names.length} names; the limit is ${MAX_NAMES}.`);
  return names;
}

export function requestCertificate(
  context: OperationContext,
  input: Parsed<RequestCertificateRequest>,
) {
  const { certificates } = stateOf(context);
  const names = demandNames(input);
  const { DomainName, IdempotencyToken: idempotencyToken } = input;
  const known = values(certificates).find(
    (one) =>
      idempotencyToken !== undefined &&
      one.idempotencyToken === idempotencyToken &&
      one.DomainName === DomainName,
  );
  if (known) return { CertificateArn: known.CertificateArn };
  demandRoom(context);
  const ValidationMethod = input.ValidationMethod ?? 'EMAIL';
  const certificate: Certificate = defined({
    CertificateArn: newArn(context),
    DomainName,
    SubjectAlternativeNames: names,
    Type: 'AMAZON_ISSUED' as const,
    ValidationMethod,
    KeyAlgorithm: input.KeyAlgorithm ?? 'RSA_2048',
    CreatedAt: epochSeconds(context),
    // Whoever asks for a certificate here owns the domain: nobody's DNS is looked at.
    issuedAt: context.clock.now() + context.settleMs,
    records: ValidationMethod === 'DNS' ? recordsFor(context, names) : {},
    idempotencyToken,
    tags: {},
  });
  putTags(certificate, input.Tags);
  certificates[certificate.CertificateArn] = certificate;
  return { CertificateArn: certificate.CertificateArn };
}

function validations(certificate: Certificate, isDone: boolean) {
  const { ValidationMethod, SubjectAlternativeNames, records } = certificate;
  return SubjectAlternativeNames.map((DomainName) => {
    const bare = DomainName.replace(/^\*\./, '');
    const record = records[bare];
    return {
      DomainName,
      ValidationDomain: ValidationMethod === 'EMAIL' ? bare : DomainName,
      ValidationStatus: isDone ? 'SUCCESS' : 'PENDING_VALIDATION',
      ValidationMethod,
      ...(record && { ResourceRecord: { ...record, Type: 'CNAME' } }),
      ...(ValidationMethod === 'EMAIL' && {
        ValidationEmails: ['admin', 'administrator', 'hostmaster', 'postmaster', 'webmaster'].map(
          (name) => `${name}@${bare}`,
        ),
      }),
    };
  });
}

/** Dates that a certificate has once it is issued. */
function datesOf(certificate: Certificate, now: number) {
  const { Type, NotBefore, NotAfter, ImportedAt, issuedAt } = certificate;
  if (Type === 'IMPORTED') return { NotBefore, NotAfter, ImportedAt };
  if (!isIssued(certificate, now)) return {};
  const IssuedAt = Math.floor(issuedAt / 1000);
  return { IssuedAt, NotBefore: IssuedAt, NotAfter: IssuedAt + VALID_SECONDS };
}

const statusOf = (certificate: Certificate, now: number): string =>
  isIssued(certificate, now) ? 'ISSUED' : 'PENDING_VALIDATION';

export function describeCertificate(
  context: OperationContext,
  input: Parsed<DescribeCertificateRequest>,
) {
  const certificate = certificateOf(context, input.CertificateArn);
  const now = context.clock.now();
  const isDone = isIssued(certificate, now);
  const isOurs = certificate.Type === 'AMAZON_ISSUED';
  return {
    Certificate: {
      CertificateArn: certificate.CertificateArn,
      DomainName: certificate.DomainName,
      SubjectAlternativeNames: certificate.SubjectAlternativeNames,
      ...(isOurs && { DomainValidationOptions: validations(certificate, isDone) }),
      Subject: `CN=${certificate.DomainName}`,
      ...(isOurs && { Issuer: 'Amazon' }),
      CreatedAt: certificate.CreatedAt,
      ...datesOf(certificate, now),
      Status: statusOf(certificate, now),
      KeyAlgorithm: certificate.KeyAlgorithm,
      SignatureAlgorithm: 'SHA256WITHRSA',
      InUseBy: usersOf(context, certificate.CertificateArn),
      Type: certificate.Type,
      KeyUsages: isDone ? [{ Name: 'DIGITAL_SIGNATURE' }, { Name: 'KEY_ENCIPHERMENT' }] : [],
      RenewalEligibility: isOurs && isDone ? 'ELIGIBLE' : 'INELIGIBLE',
      Options: { CertificateTransparencyLoggingPreference: isOurs ? 'ENABLED' : 'DISABLED' },
    },
  };
}

const PAGE = 1000;

export function listCertificates(
  context: OperationContext,
  input: Parsed<ListCertificatesRequest>,
) {
  const now = context.clock.now();
  const { CertificateStatuses: statuses, Includes, MaxItems = PAGE, NextToken } = input;
  const keys: readonly string[] = Includes?.keyTypes ?? LISTED_KEYS;
  const found = values(stateOf(context).certificates).filter(
    (one) =>
      keys.includes(one.KeyAlgorithm) &&
      (statuses?.some((status) => status === statusOf(one, now)) ?? true),
  );
  const start = NextToken === undefined ? 0 : Number(/^from-(\d+)$/.exec(NextToken)?.[1]);
  if (Number.isNaN(start)) throw validation('The NextToken is not valid.');
  const end = start + Math.max(1, Math.min(MaxItems, PAGE));
  return {
    CertificateSummaryList: found.slice(start, end).map((one) => ({
      CertificateArn: one.CertificateArn,
      DomainName: one.DomainName,
      SubjectAlternativeNameSummaries: one.SubjectAlternativeNames,
      HasAdditionalSubjectAlternativeNames: false,
      Status: statusOf(one, now),
      Type: one.Type,
      KeyAlgorithm: one.KeyAlgorithm,
      InUse: usersOf(context, one.CertificateArn).length > 0,
      RenewalEligibility:
        one.Type === 'AMAZON_ISSUED' && isIssued(one, now) ? 'ELIGIBLE' : 'INELIGIBLE',
      CreatedAt: one.CreatedAt,
      ...datesOf(one, now),
    })),
    ...(end < found.length && { NextToken: `from-${end}` }),
  };
}

export function deleteCertificate(
  context: OperationContext,
  input: Parsed<DeleteCertificateRequest>,
): void {
  const { CertificateArn } = certificateOf(context, input.CertificateArn);
  if (usersOf(context, CertificateArn).length > 0) throw inUse(CertificateArn);
  delete stateOf(context).certificates[CertificateArn];
}
