import type { ACM } from '@aws-sdk/client-acm';
import type { OperationContext, Parsed } from '../context.ts';
import * as certificates from './operations/certificates.ts';
import * as imports from './operations/imports.ts';
import * as tags from './operations/tags.ts';

type Operations = {
  readonly [Name in keyof ACM]?: ACM[Name] extends (input: infer Input, ...rest: never[]) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What Certificate Manager does here. Source: docs.aws.amazon.com/acm/latest/APIReference/ */
export const acmOperations = {
  addTagsToCertificate: tags.addTagsToCertificate,
  deleteCertificate: certificates.deleteCertificate,
  describeCertificate: certificates.describeCertificate,
  getCertificate: imports.getCertificate,
  importCertificate: imports.importCertificate,
  listCertificates: certificates.listCertificates,
  listTagsForCertificate: tags.listTagsForCertificate,
  removeTagsFromCertificate: tags.removeTagsFromCertificate,
  requestCertificate: certificates.requestCertificate,
} satisfies Operations;
