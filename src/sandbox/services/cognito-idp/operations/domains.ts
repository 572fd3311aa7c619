import type {
  CreateResourceServerRequest,
  CreateUserPoolDomainRequest,
  DeleteUserPoolDomainRequest,
  DescribeResourceServerRequest,
  DescribeUserPoolDomainRequest,
  ListResourceServersRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { notImplemented } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, own, values } from '../../records.ts';
import { allPools, pageOf, poolOf } from '../access.ts';
import type { Pool, ResourceServer } from '../state.ts';
import { invalid, limitExceeded, missing, violates } from '../texts.ts';

/** Source: docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MAX_RESOURCE_SERVERS = 25;
const MAX_SCOPES = 100;

/** Source: docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html */
export function createUserPoolDomain(
  context: OperationContext,
  input: Parsed<CreateUserPoolDomainRequest>,
) {
  const pool = poolOf(context, input.UserPoolId);
  const domain = input.Domain;
  if (input.CustomDomainConfig)
    throw notImplemented(
      'The local sandbox has no custom domains of user pools. Use a prefix: --domain my-shop',
    );
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(domain))
    throw violates(
      domain,
      'domain',
      'Member must satisfy regular expression pattern: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$',
    );
  if (/aws|amazon|cognito/.test(domain))
    throw invalid('Domain cannot contain reserved word: cognito, aws or amazon.');
  if (pool.domain !== undefined) throw invalid('User pool already has a domain configured.');
  if (allPools(context.sandbox).some((one) => one.domain === domain))
    throw invalid('Domain already associated with another user pool.');
  pool.domain = domain;
  return { ManagedLoginVersion: input.ManagedLoginVersion ?? 1 };
}

/** An unknown domain is described by nothing, not refused. */
export function describeUserPoolDomain(
  context: OperationContext,
  input: Parsed<DescribeUserPoolDomainRequest>,
) {
  const pool = allPools(context.sandbox).find(({ domain }) => domain === input.Domain);
  if (!pool) return { DomainDescription: {} };
  return {
    DomainDescription: {
      UserPoolId: pool.Id,
      AWSAccountId: pool.Arn.split(':')[4],
      Domain: input.Domain,
      Status: 'ACTIVE',
      ManagedLoginVersion: 1,
    },
  };
}

export function deleteUserPoolDomain(
  context: OperationContext,
  input: Parsed<DeleteUserPoolDomainRequest>,
): void {
  const pool = poolOf(context, input.UserPoolId);
  if (pool.domain !== input.Domain) throw invalid('No such domain or user pool exists.');
  delete pool.domain;
}

const shown = ({ Id }: Pool, server: ResourceServer) => ({ UserPoolId: Id, ...server });

export function createResourceServer(
  context: OperationContext,
  input: Parsed<CreateResourceServerRequest>,
) {
  const pool = poolOf(context, input.UserPoolId);
  const { Identifier, Name } = input;
  if (own(pool.resourceServers, Identifier))
    throw invalid(`${Identifier} already exists in user pool ${pool.Id}.`);
  if (Object.keys(pool.resourceServers).length >= MAX_RESOURCE_SERVERS)
    throw limitExceeded(`Exceeded ${MAX_RESOURCE_SERVERS} resource servers of a user pool.`);
  const given = input.Scopes ?? [];
  if (given.length > MAX_SCOPES)
    throw limitExceeded(`Exceeded ${MAX_SCOPES} scopes of a resource server.`);
  const wrong = given.find(
    ({ ScopeName = '' }) => !/^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+$/.test(ScopeName),
  );
  if (wrong)
    throw violates(
      wrong.ScopeName ?? '',
      'scopes.1.member.scopeName',
      'Member must satisfy regular expression pattern: [\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+',
    );
  const server: ResourceServer = {
    Identifier,
    Name,
    Scopes: given.map(({ ScopeName = '', ScopeDescription = '' }) => ({
      ScopeName,
      ScopeDescription,
    })),
  };
  pool.resourceServers[Identifier] = server;
  return { ResourceServer: shown(pool, server) };
}

function serverOf(context: OperationContext, input: Parsed<DescribeResourceServerRequest>) {
  const pool = poolOf(context, input.UserPoolId);
  const server = own(pool.resourceServers, input.Identifier);
  if (!server) throw missing(`Resource server ${input.Identifier} does not exist.`);
  return { pool, server };
}

export function describeResourceServer(
  context: OperationContext,
  input: Parsed<DescribeResourceServerRequest>,
) {
  const { pool, server } = serverOf(context, input);
  return { ResourceServer: shown(pool, server) };
}

export function deleteResourceServer(
  context: OperationContext,
  input: Parsed<DescribeResourceServerRequest>,
): void {
  const { pool, server } = serverOf(context, input);
  Reflect.deleteProperty(pool.resourceServers, server.Identifier);
}

export function listResourceServers(
  context: OperationContext,
  input: Parsed<ListResourceServersRequest>,
) {
  const pool = poolOf(context, input.UserPoolId);
  const { items, next } = pageOf(values(pool.resourceServers), {
    size: input.MaxResults,
    token: input.NextToken,
  });
  return defined({ ResourceServers: items.map((one) => shown(pool, one)), NextToken: next });
}
