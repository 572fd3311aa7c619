import { own } from '../records.ts';
import { regionState } from '../../state.ts';
import { badRequest } from '../../wire/errors.ts';
import { isIssued } from '../acm/access.ts';
import { covers } from '../acm/names.ts';
import type { OperationContext } from '../context.ts';

const ARN = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):(\d{12}):certificate\/.+$/;
/** Where the certificates of CloudFront's distributions lie. */
const EDGE_REGION = 'us-east-1';

/**
 * Refuses a certificate that cannot serve the domain name: edge-optimized names take theirs from
 * us-east-1, Regional ones from their own Region. Texts as AWS's users report them; those of a pending
 * certificate and of a Regional name that is not covered are assumed.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains-prerequisites.html
 */
export function demandCertificate(
  context: OperationContext,
  arn: string,
  domainName: string,
  isEdge: boolean,
): void {
  const [, certificateRegion, account] = ARN.exec(arn) ?? [];
  if (certificateRegion === undefined) throw badRequest(`Invalid certificate ARN: ${arn}`);
  const region = isEdge ? EDGE_REGION : context.region;
  if (certificateRegion !== region)
    throw badRequest(`Invalid certificate ARN: ${arn}. Certificate must be in '${region}'.`);
  const { accountId } = context.caller;
  if (account !== accountId)
    throw badRequest('The certificate provided must be owned by the account creating the domain.');
  const certificate = own(regionState(context.sandbox, accountId, region).acm.certificates, arn);
  if (!certificate) throw badRequest('The provided certificate does not exist.');
  if (!isIssued(certificate, context.clock.now()))
    throw badRequest(`Certificate ${arn} is not issued yet: its status is PENDING_VALIDATION.`);
  if (certificate.SubjectAlternativeNames.some((name) => covers(name, domainName))) return;
  throw badRequest(
    isEdge
      ? `Unable to associate certificate ${arn} with CloudFront. This error may prevent the domain name ${domainName} from being used in API Gateway for up to 40 minutes. Please ensure the certificate domain name matches the requested domain name, and that this user has permission to call cloudfront:UpdateDistribution on '*' resources.`
      : `The certificate ${arn} does not cover the domain name ${domainName}.`,
  );
}
