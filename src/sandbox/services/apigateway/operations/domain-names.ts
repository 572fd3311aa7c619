import type {
  CreateDomainNameRequest,
  GetDomainNameRequest,
  GetDomainNamesRequest,
  UpdateDomainNameRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { newId } from '../../ids.ts';
import { applyPatch, textOf, textRule, type PatchRule } from '../../patch.ts';
import { demandCertificate } from '../certificates.ts';
import { defined, own, pageOf, stateOf, values } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { DomainName } from '../state.ts';
import { noDomain } from '../texts.ts';

export const HOST = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const REGIONAL_ZONE = 'Z1UJRXOUMOOFQ8';
/** CloudFront's zone, the same for every distribution. */
const EDGE_ZONE = 'Z2FDTNDATAQYW2';

/** The names that answer for the domain: API Gateway's own or a CloudFront distribution's. */
export function targets(context: OperationContext, isEdge: boolean): Partial<DomainName> {
  const label = newId(context.random, 10, () => false);
  return isEdge
    ? { distributionDomainName: `d${label}.cloudfront.net`, distributionHostedZoneId: EDGE_ZONE }
    : {
        regionalDomainName: `d-${label}.execute-api.${context.region}.amazonaws.com`,
        regionalHostedZoneId: REGIONAL_ZONE,
      };
}

/**
 * A name is unique within a Region over all accounts.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html
 */
export function demandFreeName({ sandbox, region }: OperationContext, domainName: string): void {
  const isTaken = Object.values(sandbox.accounts).some(
    (regions) => own(regions[region]?.apigateway.domainNames ?? {}, domainName) !== undefined,
  );
  if (isTaken) throw conflict('The domain name you provided already exists.');
}

export function createDomainName(
  context: OperationContext,
  input: Parsed<CreateDomainNameRequest>,
): DomainName {
  const { domainNames } = stateOf(context);
  const { domainName } = input;
  if (!HOST.test(domainName))
    throw badRequest(`Invalid domain name identifier specified: ${domainName}`);
  demandFreeName(context, domainName);
  const types = input.endpointConfiguration?.types
    ? [...input.endpointConfiguration.types]
    : ['EDGE'];
  const isEdge = types[0] === 'EDGE';
  const arn = isEdge ? input.certificateArn : input.regionalCertificateArn;
  if (!arn) throw badRequest(`A certificate was not provided for the endpoint type ${types[0]}.`);
  demandCertificate(context, arn, domainName, isEdge);
  demandRoom('Domain Names', domainNames);
  const domain: DomainName = defined({
    domainName,
    domainNameArn: `arn:aws:apigateway:${context.region}::/domainnames/${domainName}`,
    certificateArn: isEdge ? arn : undefined,
    certificateName: input.certificateName,
    certificateUploadDate: isEdge ? epochSeconds(context) : undefined,
    regionalCertificateArn: isEdge ? undefined : arn,
    regionalCertificateName: input.regionalCertificateName,
    endpointConfiguration: {
      types,
      ipAddressType: input.endpointConfiguration?.ipAddressType ?? 'ipv4',
    },
    domainNameStatus: 'AVAILABLE',
    securityPolicy: input.securityPolicy ?? 'TLS_1_2',
    tags: input.tags && { ...input.tags },
    ...targets(context, isEdge),
  });
  domainNames[domainName] = { domain, basePathMappings: {} };
  return domain;
}

export function domainOf(context: OperationContext, domainName: string) {
  const record = own(stateOf(context).domainNames, domainName);
  if (!record) throw noDomain();
  return record;
}

export const getDomainName = (
  context: OperationContext,
  { domainName }: Parsed<GetDomainNameRequest>,
): DomainName => domainOf(context, domainName).domain;

export const getDomainNames = (context: OperationContext, input: GetDomainNamesRequest) =>
  pageOf(
    values(stateOf(context).domainNames).map(({ domain }) => domain),
    input,
  );

export function deleteDomainName(
  context: OperationContext,
  { domainName }: Parsed<GetDomainNameRequest>,
): void {
  domainOf(context, domainName);
  delete stateOf(context).domainNames[domainName];
}

const RULES: readonly PatchRule<DomainName>[] = [
  textRule('certificateArn'),
  textRule('certificateName'),
  textRule('regionalCertificateArn'),
  textRule('regionalCertificateName'),
  {
    path: '/securityPolicy',
    ops: ['replace'],
    apply(domain, patch) {
      domain.securityPolicy = textOf(patch);
    },
  },
];

export function updateDomainName(
  context: OperationContext,
  input: Parsed<UpdateDomainNameRequest>,
): DomainName {
  const record = domainOf(context, input.domainName);
  const patched = applyPatch(record.domain, input.patchOperations, RULES);
  for (const key of ['certificateArn', 'regionalCertificateArn'] as const) {
    const arn = patched[key];
    if (arn !== undefined && arn !== record.domain[key])
      demandCertificate(context, arn, patched.domainName, key === 'certificateArn');
  }
  record.domain = patched;
  return record.domain;
}
