import type {
  CreateAliasRequest,
  GetAliasRequest,
  ListAliasesRequest,
  ListVersionsByFunctionRequest,
  PublishVersionRequest,
  UpdateAliasRequest,
} from '@aws-sdk/client-lambda';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, own, values } from '../../records.ts';
import { demandRevision, functionArn, functionOf, newRevision, pageOf, shown } from '../access.ts';
import type { Alias, FunctionRecord, VersionRecord } from '../state.ts';
import { conflict, invalid, LATEST, noAlias, noFunction } from '../texts.ts';

/** Ours. */
const MAX_VERSIONS = 100;
const MAX_ALIASES = 50;

/** Freezes what $LATEST is now; nothing new is published while nothing changed. */
export function snapshotVersion(
  context: OperationContext,
  record: FunctionRecord,
  description?: string,
): VersionRecord {
  const { configuration, ...times } = record.latest;
  const newest = own(record.versions, String(record.published));
  if (newest && isSame(newest.configuration, configuration)) return newest;
  if (Object.keys(record.versions).length >= MAX_VERSIONS)
    throw invalid(`The local sandbox keeps at most ${MAX_VERSIONS} versions of a function.`);
  record.published += 1;
  const number = String(record.published);
  const version = {
    configuration: {
      ...structuredClone(configuration),
      Description: description ?? configuration.Description,
      FunctionArn: functionArn(context, configuration.FunctionName, number),
      Version: number,
      RevisionId: newRevision(context),
    },
    ...times,
  };
  record.versions[number] = version;
  return version;
}

const CHANGING = new Set(['FunctionArn', 'Version', 'RevisionId', 'LastModified', 'Description']);
const essence = (configuration: VersionRecord['configuration']) =>
  JSON.stringify(Object.entries(configuration).filter(([name]) => !CHANGING.has(name)));
const isSame = (a: VersionRecord['configuration'], b: VersionRecord['configuration']) =>
  essence(a) === essence(b);

export function publishVersion(context: OperationContext, input: Parsed<PublishVersionRequest>) {
  const { record } = functionOf(context, input.FunctionName);
  const { configuration } = record.latest;
  demandRevision(configuration.RevisionId, input.RevisionId);
  if (input.CodeSha256 !== undefined && input.CodeSha256 !== configuration.CodeSha256)
    throw invalid(
      `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${configuration.CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  return shown(context, snapshotVersion(context, record, input.Description));
}

export function listVersionsByFunction(
  context: OperationContext,
  input: Parsed<ListVersionsByFunctionRequest>,
) {
  const { record, name } = functionOf(context, input.FunctionName);
  const { items, ...next } = pageOf([record.latest, ...values(record.versions)], input);
  const versions = items.map((version) =>
    shown(context, version, functionArn(context, name, version.configuration.Version)),
  );
  return { Versions: versions, ...next };
}

function demandTarget(
  context: OperationContext,
  { record, name }: { readonly record: FunctionRecord; readonly name: string },
  version: string,
): void {
  if (version !== LATEST && !own(record.versions, version))
    throw noFunction(functionArn(context, name, version));
}

type Routing = { readonly AdditionalVersionWeights?: Record<string, number> | undefined };

function routingOf(routing: Routing | undefined): Alias['RoutingConfig'] {
  const weights = routing?.AdditionalVersionWeights ?? {};
  if (Object.keys(weights).length > 1)
    throw invalid(
      'Invalid value for RoutingConfig: an alias can have at most one additional version.',
    );
  for (const weight of Object.values(weights))
    if (weight < 0 || weight > 1)
      throw invalid(`Invalid weight ${weight} for RoutingConfig: it must lie between 0.0 and 1.0.`);
  return Object.keys(weights).length === 0
    ? undefined
    : { AdditionalVersionWeights: { ...weights } };
}

export function createAlias(context: OperationContext, input: Parsed<CreateAliasRequest>): Alias {
  const found = functionOf(context, input.FunctionName);
  const { record, name } = found;
  const arn = functionArn(context, name, input.Name);
  if (!/^(?!^\d+$)[a-zA-Z0-9-_]{1,128}$/.test(input.Name))
    throw invalid(
      `1 validation error detected: Value '${input.Name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)`,
    );
  if (own(record.aliases, input.Name)) throw conflict(`Alias already exists: ${arn}`);
  if (Object.keys(record.aliases).length >= MAX_ALIASES)
    throw invalid(`The local sandbox keeps at most ${MAX_ALIASES} aliases of a function.`);
  demandTarget(context, found, input.FunctionVersion);
  const alias: Alias = defined({
    Name: input.Name,
    AliasArn: arn,
    FunctionVersion: input.FunctionVersion,
    Description: input.Description ?? '',
    RoutingConfig: routingOf(input.RoutingConfig),
    RevisionId: newRevision(context),
  });
  record.aliases[input.Name] = alias;
  return alias;
}

function aliasOf(context: OperationContext, { FunctionName, Name }: Parsed<GetAliasRequest>) {
  const found = functionOf(context, FunctionName);
  const alias = own(found.record.aliases, Name);
  if (!alias) throw noAlias(functionArn(context, found.name, Name));
  return { ...found, alias };
}

export const getAlias = (context: OperationContext, input: Parsed<GetAliasRequest>): Alias =>
  aliasOf(context, input).alias;

export function updateAlias(context: OperationContext, input: Parsed<UpdateAliasRequest>): Alias {
  const found = aliasOf(context, input);
  demandRevision(found.alias.RevisionId, input.RevisionId);
  if (input.FunctionVersion !== undefined) demandTarget(context, found, input.FunctionVersion);
  const changed: Alias = {
    ...found.alias,
    ...defined({ FunctionVersion: input.FunctionVersion, Description: input.Description }),
    RevisionId: newRevision(context),
  };
  if (input.RoutingConfig) {
    const routing = routingOf(input.RoutingConfig);
    if (routing) changed.RoutingConfig = routing;
    else delete changed.RoutingConfig;
  }
  found.record.aliases[changed.Name] = changed;
  return changed;
}

/** Deleting what is not there is no error (documented). */
export function deleteAlias(context: OperationContext, input: Parsed<GetAliasRequest>): void {
  const { record } = functionOf(context, input.FunctionName);
  delete record.aliases[input.Name];
  delete record.policies[input.Name];
}

export function listAliases(context: OperationContext, input: Parsed<ListAliasesRequest>) {
  const { record } = functionOf(context, input.FunctionName);
  const all = values(record.aliases).filter(
    ({ FunctionVersion }) =>
      input.FunctionVersion === undefined || FunctionVersion === input.FunctionVersion,
  );
  const { items, ...next } = pageOf(all, input);
  return { Aliases: items, ...next };
}
