import type {
  CreateDomainNameRequest,
  DomainNameConfiguration,
  GetDomainNameRequest,
  GetDomainNamesRequest,
  UpdateDomainNameRequest,
} from '@aws-sdk/client-apigatewayv2';
import { regionState } from '../../../state.ts';
import { badRequest } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { demandCertificate } from '../../apigateway/certificates.ts';
import { demandFreeName, HOST, targets } from '../../apigateway/operations/domain-names.ts';
import type { DomainName, DomainNameRecord } from '../../apigateway/state.ts';
import { defined, own, values } from '../../records.ts';
import { listOf } from '../access.ts';
import { demandRoom } from '../limits.ts';
import { noDomain } from '../texts.ts';

/** Domain names belong to both services: what v1 made v2 shows, and the other way round. */
const domainsOf = ({
  sandbox,
  caller,
  region,
}: OperationContext): Record<string, DomainNameRecord> =>
  regionState(sandbox, caller.accountId, region).apigateway.domainNames;

function show({ domain }: DomainNameRecord): object {
  const isEdge = domain.endpointConfiguration.types[0] === 'EDGE';
  return {
    ApiMappingSelectionExpression: '$request.basepath',
    DomainName: domain.domainName,
    DomainNameArn: domain.domainNameArn,
    DomainNameConfigurations: [
      {
        ApiGatewayDomainName: isEdge ? domain.distributionDomainName : domain.regionalDomainName,
        CertificateArn: isEdge ? domain.certificateArn : domain.regionalCertificateArn,
        CertificateName: isEdge ? domain.certificateName : domain.regionalCertificateName,
        CertificateUploadDate: domain.certificateUploadDate,
        DomainNameStatus: domain.domainNameStatus,
        EndpointType: domain.endpointConfiguration.types[0],
        HostedZoneId: isEdge ? domain.distributionHostedZoneId : domain.regionalHostedZoneId,
        IpAddressType: domain.endpointConfiguration.ipAddressType,
        OwnershipVerificationCertificateArn: domain.ownershipVerificationCertificateArn,
        SecurityPolicy: domain.securityPolicy,
      },
    ],
    MutualTlsAuthentication: domain.mutualTlsAuthentication && {
      TruststoreUri: domain.mutualTlsAuthentication.truststoreUri,
      TruststoreVersion: domain.mutualTlsAuthentication.truststoreVersion,
    },
    RoutingMode: domain.routingMode ?? 'API_MAPPING_ONLY',
    Tags: domain.tags ?? {},
  };
}

/** HTTP and WebSocket APIs know Regional domain names with TLS 1.2 only (documented). */
function demandConfiguration(
  context: OperationContext,
  domainName: string,
  given: DomainNameConfiguration | undefined,
): DomainNameConfiguration {
  if (!given?.CertificateArn)
    throw badRequest('A certificate was not provided for the endpoint type REGIONAL.');
  demandCertificate(context, given.CertificateArn, domainName, false);
  if (given.EndpointType !== undefined && given.EndpointType !== 'REGIONAL')
    throw badRequest('Domain names of the apigatewayv2 API must have the endpoint type REGIONAL');
  if (given.SecurityPolicy !== undefined && given.SecurityPolicy === 'TLS_1_0')
    throw badRequest('Security policy TLS_1_0 is not supported. Use TLS_1_2.');
  return given;
}

const trustOf = (given: CreateDomainNameRequest['MutualTlsAuthentication']) =>
  given?.TruststoreUri
    ? defined({ truststoreUri: given.TruststoreUri, truststoreVersion: given.TruststoreVersion })
    : undefined;

export function createDomainName(
  context: OperationContext,
  input: Parsed<CreateDomainNameRequest>,
): object {
  const domains = domainsOf(context);
  const { DomainName: name } = input;
  if (!HOST.test(name)) throw badRequest(`Invalid domain name identifier specified: ${name}`);
  demandFreeName(context, name);
  if ((input.DomainNameConfigurations?.length ?? 0) > 1)
    throw badRequest('A domain name can have only one configuration');
  const configuration = demandConfiguration(context, name, input.DomainNameConfigurations?.[0]);
  demandRoom('Domain Names', domains);
  const domain: DomainName = defined({
    domainName: name,
    domainNameArn: `arn:aws:apigateway:${context.region}::/domainnames/${name}`,
    regionalCertificateArn: configuration.CertificateArn,
    regionalCertificateName: configuration.CertificateName,
    certificateUploadDate: epochSeconds(context),
    endpointConfiguration: {
      types: ['REGIONAL'],
      ipAddressType: configuration.IpAddressType ?? 'ipv4',
    },
    domainNameStatus: 'AVAILABLE',
    securityPolicy: configuration.SecurityPolicy ?? 'TLS_1_2',
    ownershipVerificationCertificateArn: configuration.OwnershipVerificationCertificateArn,
    mutualTlsAuthentication: trustOf(input.MutualTlsAuthentication),
    routingMode: input.RoutingMode,
    tags: { ...input.Tags },
    ...targets(context, false),
  });
  domains[name] = { domain, basePathMappings: {} };
  return show(domains[name]);
}

export function domainOf(context: OperationContext, name: string): DomainNameRecord {
  const record = own(domainsOf(context), name);
  if (!record) throw noDomain();
  return record;
}

export const getDomainName = (
  context: OperationContext,
  { DomainName: name }: Parsed<GetDomainNameRequest>,
): object => show(domainOf(context, name));

export const getDomainNames = (context: OperationContext, input: Parsed<GetDomainNamesRequest>) =>
  listOf(values(domainsOf(context)).map(show), input);

/** Its API mappings go with it. */
export function deleteDomainName(
  context: OperationContext,
  { DomainName: name }: Parsed<GetDomainNameRequest>,
): void {
  domainOf(context, name);
  delete domainsOf(context)[name];
}

export function updateDomainName(
  context: OperationContext,
  input: Parsed<UpdateDomainNameRequest>,
): object {
  const record = domainOf(context, input.DomainName);
  const given = input.DomainNameConfigurations?.[0];
  const configuration = given && demandConfiguration(context, input.DomainName, given);
  record.domain = {
    ...record.domain,
    ...defined({
      regionalCertificateArn: configuration?.CertificateArn,
      regionalCertificateName: configuration?.CertificateName,
      securityPolicy: configuration?.SecurityPolicy,
      mutualTlsAuthentication: trustOf(input.MutualTlsAuthentication),
      routingMode: input.RoutingMode,
    }),
  };
  return show(record);
}
