import type { GetCertificateRequest, ImportCertificateRequest } from '@aws-sdk/client-acm';
import { base64Decode } from '../../../base64.ts';
import { AwsError, notImplemented, validation } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { certificateOf, defined, isIssued, putTags, stateOf } from '../access.ts';
import type { Certificate } from '../state.ts';
import { readCertificate } from '../x509.ts';
import { demandRoom, newArn } from './certificates.ts';

const decoder = new TextDecoder();

/** Blobs travel in base64. */
function textOf(blob: unknown): string {
  const bytes = typeof blob === 'string' ? base64Decode(blob) : undefined;
  if (!bytes) throw validation('The certificate is not a blob in base64.');
  return decoder.decode(bytes);
}

/** Keeps the certificate and forgets its key: nothing here speaks TLS with it. */
export function importCertificate(
  context: OperationContext,
  input: Parsed<ImportCertificateRequest>,
) {
  const body = textOf(input.Certificate);
  const certified = readCertificate(body);
  if (!certified)
    throw validation(
      'Could not parse the certificate, either PEM encoding or certificate is not valid.',
    );
  if (!/-----BEGIN (RSA |EC )?PRIVATE KEY-----/.test(textOf(input.PrivateKey)))
    throw validation('The private key is not supported.');
  const { name, alternativeNames, notBefore, notAfter } = certified;
  const now = epochSeconds(context);
  if (notAfter <= now) throw validation('The certificate field contains an expired certificate.');
  const before =
    input.CertificateArn === undefined ? undefined : certificateOf(context, input.CertificateArn);
  if (!before) demandRoom(context);
  const certificate: Certificate = defined({
    CertificateArn: before?.CertificateArn ?? newArn(context),
    DomainName: name,
    SubjectAlternativeNames: [...new Set([name, ...alternativeNames])],
    Type: 'IMPORTED' as const,
    KeyAlgorithm: 'RSA_2048',
    CreatedAt: before?.CreatedAt ?? now,
    ImportedAt: now,
    issuedAt: context.clock.now(),
    NotBefore: notBefore,
    NotAfter: notAfter,
    records: {},
    body,
    chain: input.CertificateChain === undefined ? undefined : textOf(input.CertificateChain),
    tags: before?.tags ?? {},
  });
  putTags(certificate, input.Tags);
  stateOf(context).certificates[certificate.CertificateArn] = certificate;
  return { CertificateArn: certificate.CertificateArn };
}

export function getCertificate(context: OperationContext, input: Parsed<GetCertificateRequest>) {
  const certificate = certificateOf(context, input.CertificateArn);
  if (!isIssued(certificate, context.clock.now()))
    throw new AwsError(
      'RequestInProgressException',
      400,
      `Certificate ${certificate.CertificateArn} is not yet issued.`,
    );
  if (certificate.body === undefined)
    throw notImplemented(
      'The local sandbox signs no certificates: GetCertificate shows imported ones only. On AWS it works.',
    );
  return defined({ Certificate: certificate.body, CertificateChain: certificate.chain });
}
