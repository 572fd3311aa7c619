import type {
  AddTagsToCertificateRequest,
  ListTagsForCertificateRequest,
  RemoveTagsFromCertificateRequest,
} from '@aws-sdk/client-acm';
import type { OperationContext, Parsed } from '../../context.ts';
import { certificateOf, putTags } from '../access.ts';

export function addTagsToCertificate(
  context: OperationContext,
  input: Parsed<AddTagsToCertificateRequest>,
): void {
  putTags(certificateOf(context, input.CertificateArn), input.Tags);
}

/** A tag with a value goes only if it has that value. */
export function removeTagsFromCertificate(
  context: OperationContext,
  input: Parsed<RemoveTagsFromCertificateRequest>,
): void {
  const certificate = certificateOf(context, input.CertificateArn);
  certificate.tags = Object.fromEntries(
    Object.entries(certificate.tags).filter(
      ([key, value]) =>
        !input.Tags.some((tag) => tag.Key === key && (tag.Value ?? value) === value),
    ),
  );
}

export const listTagsForCertificate = (
  context: OperationContext,
  input: Parsed<ListTagsForCertificateRequest>,
) => ({
  Tags: Object.entries(certificateOf(context, input.CertificateArn).tags).map(([Key, Value]) => ({
    Key,
    Value,
  })),
});
