import type {
  CreateFunctionRequest,
  DeleteFunctionRequest,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  ListFunctionsRequest,
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import { base64Encode } from '../../../base64.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, own, values } from '../../records.ts';
import {
  demandRevision,
  dropArchives,
  functionArn,
  functionOf,
  lastModified,
  newRevision,
  pageOf,
  readFunctionName,
  shown,
  stateOf,
  versionOf,
} from '../access.ts';
import { readArchive } from '../archive.ts';
import type { Configuration, VersionRecord } from '../state.ts';
import { conflict, invalid, LATEST, noFunction, outOfRange, storageExceeded } from '../texts.ts';
import { snapshotVersion } from './versions.ts';

/** Ours, so that nobody fills the learner's machine. */
const MAX_FUNCTIONS = 100;
const MAX_CODE_LETTERS = 24 * 1024 * 1024;

const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(REGION|DEFAULT_REGION|EXECUTION_ENV|LAMBDA_\w+|ACCESS_KEY\w*|SECRET_\w+|SESSION_TOKEN|XRAY_\w+))$/;
/** Source: docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const MAX_VARIABLES_BYTES = 4096;

/** Source: docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html (ranges documented, texts known) */
function check({ Role, Timeout, MemorySize, Environment, Handler, Runtime }: Configuration): void {
  if (!ROLE.test(Role))
    throw invalid(
      `1 validation error detected: Value '${Role}' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+`,
    );
  if (Timeout < 1) throw outOfRange(Timeout, 'timeout', 'greater than or equal to 1');
  if (Timeout > 900) throw outOfRange(Timeout, 'timeout', 'less than or equal to 900');
  if (MemorySize < 128) throw outOfRange(MemorySize, 'memorySize', 'greater than or equal to 128');
  if (MemorySize > 10_240)
    throw outOfRange(MemorySize, 'memorySize', 'less than or equal to 10240');
  if (!Runtime || !Handler)
    throw invalid(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  const variables = Environment?.Variables ?? {};
  const reserved = Object.keys(variables).filter((name) => RESERVED.test(name));
  if (reserved.length > 0)
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  if (new TextEncoder().encode(JSON.stringify(variables)).length > MAX_VARIABLES_BYTES)
    throw invalid(
      'Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit.',
    );
}

/** Keeps the archive. @returns what a configuration says of it */
function storeArchive(context: OperationContext, zip: unknown) {
  if (typeof zip !== 'string' || zip === '')
    throw invalid(
      'Please provide a source for function code. The local sandbox takes a zip archive (ZipFile); it has no S3 and no container images.',
    );
  const archive = readArchive(zip);
  const state = stateOf(context);
  const stored = Object.values(state.archives).reduce((sum, one) => sum + one.length, 0);
  if (stored + zip.length > MAX_CODE_LETTERS)
    throw storageExceeded(
      'Code storage limit exceeded: the local sandbox keeps 18 MB of archives an account.',
    );
  const hex = context.crypto.sha256Hex(archive);
  const sha = base64Encode(
    Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
  );
  state.archives[sha] = zip;
  return { CodeSize: archive.length, CodeSha256: sha };
}

const plainVariables = (
  environment: { Variables?: Record<string, string> | undefined } | undefined,
) => environment && { Variables: { ...environment.Variables } };

export function createFunction(context: OperationContext, input: Parsed<CreateFunctionRequest>) {
  const state = stateOf(context);
  const { name } = readFunctionName(input.FunctionName);
  if (own(state.functions, name)) throw conflict(`Function already exist: ${name}`);
  if (Object.keys(state.functions).length >= MAX_FUNCTIONS)
    throw invalid(
      `The local sandbox keeps at most ${MAX_FUNCTIONS} functions of an account and Region.`,
    );
  if (input.PackageType === 'Image')
    throw invalid(
      'The local sandbox runs no container images. Create the function from a zip archive.',
    );
  const configuration: Configuration = defined({
    FunctionName: name,
    FunctionArn: functionArn(context, name),
    Runtime: input.Runtime,
    Role: input.Role,
    Handler: input.Handler,
    CodeSize: 0,
    Description: input.Description ?? '',
    Timeout: input.Timeout ?? 3,
    MemorySize: input.MemorySize ?? 128,
    LastModified: lastModified(context),
    CodeSha256: '',
    Version: LATEST,
    Environment: plainVariables(input.Environment),
    TracingConfig: { Mode: input.TracingConfig?.Mode ?? 'PassThrough' },
    RevisionId: newRevision(context),
    PackageType: 'Zip',
    Architectures: [...(input.Architectures ?? ['x86_64'])],
    EphemeralStorage: { Size: input.EphemeralStorage?.Size ?? 512 },
    LoggingConfig: {
      LogFormat: 'Text',
      LogGroup: input.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    },
  });
  check(configuration);
  Object.assign(configuration, storeArchive(context, input.Code.ZipFile));
  const settledAt = context.clock.now() + context.settleMs;
  const latest = { configuration, activeAt: settledAt, updatedAt: settledAt };
  const record = {
    latest,
    versions: {},
    published: 0,
    aliases: {},
    policies: {},
    tags: { ...input.Tags },
  };
  state.functions[name] = record;
  return shown(context, input.Publish ? snapshotVersion(context, record) : latest);
}

function demandVersion(context: OperationContext, text: string, qualifier?: string) {
  const found = functionOf(context, text, qualifier);
  const version = versionOf(found.record, found.qualifier);
  if (!version) throw noFunction(functionArn(context, found.name, found.qualifier));
  return { ...found, version };
}

export function getFunction(context: OperationContext, input: Parsed<GetFunctionRequest>) {
  const { record, version, name, qualifier } = demandVersion(
    context,
    input.FunctionName,
    input.Qualifier,
  );
  const { tags, reservedConcurrency } = record;
  return defined({
    Configuration: shown(context, version, functionArn(context, name, qualifier)),
    Code: { RepositoryType: 'S3', Location: `https://awslambda-local.s3.amazonaws.com/${name}` },
    Tags: Object.keys(tags).length > 0 ? tags : undefined,
    Concurrency:
      reservedConcurrency === undefined
        ? undefined
        : { ReservedConcurrentExecutions: reservedConcurrency },
  });
}

export function getFunctionConfiguration(
  context: OperationContext,
  input: Parsed<GetFunctionConfigurationRequest>,
) {
  const { version, name, qualifier } = demandVersion(context, input.FunctionName, input.Qualifier);
  return shown(context, version, functionArn(context, name, qualifier));
}

export function listFunctions(context: OperationContext, input: Parsed<ListFunctionsRequest>) {
  const all = values(stateOf(context).functions).flatMap(({ latest, versions }) =>
    input.FunctionVersion === 'ALL' ? [latest, ...values(versions)] : [latest],
  );
  const { items, ...next } = pageOf(all, input);
  return { Functions: items.map((version) => shown(context, version)), ...next };
}

/** AWS refuses an update while the one before is not done. */
function demandSettled(
  context: OperationContext,
  { activeAt, updatedAt, configuration }: VersionRecord,
): void {
  if (context.clock.now() >= Math.max(activeAt, updatedAt)) return;
  throw conflict(
    `The operation cannot be performed at this time. An update is in progress for resource: ${configuration.FunctionArn}`,
  );
}

function update(
  context: OperationContext,
  latest: VersionRecord,
  changes: Partial<Configuration>,
): void {
  const changed = {
    ...latest.configuration,
    ...changes,
    LastModified: lastModified(context),
    RevisionId: newRevision(context),
  };
  check(changed);
  latest.configuration = changed;
  latest.updatedAt = context.clock.now() + context.settleMs;
}

export function updateFunctionCode(
  context: OperationContext,
  input: Parsed<UpdateFunctionCodeRequest>,
) {
  const { record } = functionOf(context, input.FunctionName);
  demandRevision(record.latest.configuration.RevisionId, input.RevisionId);
  demandSettled(context, record.latest);
  const code = storeArchive(context, input.ZipFile);
  if (input.DryRun) {
    dropArchives(stateOf(context));
    return shown(context, record.latest);
  }
  update(
    context,
    record.latest,
    defined({ ...code, Architectures: input.Architectures && [...input.Architectures] }),
  );
  dropArchives(stateOf(context));
  return shown(context, input.Publish ? snapshotVersion(context, record) : record.latest);
}

export function updateFunctionConfiguration(
  context: OperationContext,
  input: Parsed<UpdateFunctionConfigurationRequest>,
) {
  const { record } = functionOf(context, input.FunctionName);
  const { latest } = record;
  demandRevision(latest.configuration.RevisionId, input.RevisionId);
  demandSettled(context, latest);
  update(
    context,
    latest,
    defined({
      Role: input.Role,
      Handler: input.Handler,
      Description: input.Description,
      Timeout: input.Timeout,
      MemorySize: input.MemorySize,
      Environment: plainVariables(input.Environment),
      Runtime: input.Runtime,
      TracingConfig: input.TracingConfig && { Mode: input.TracingConfig.Mode ?? 'PassThrough' },
    }),
  );
  return shown(context, latest);
}

export function deleteFunction(
  context: OperationContext,
  input: Parsed<DeleteFunctionRequest>,
): void {
  const state = stateOf(context);
  const { record, name, qualifier } = functionOf(context, input.FunctionName, input.Qualifier);
  if (qualifier === LATEST)
    throw invalid('$LATEST version cannot be deleted without deleting the function.');
  if (qualifier === undefined) delete state.functions[name];
  else {
    const user = values(record.aliases).find(
      ({ FunctionVersion }) => FunctionVersion === qualifier,
    );
    if (user)
      throw conflict(
        `Version ${qualifier} of function ${name} is referenced by the alias ${user.Name}: point the alias at another version first.`,
      );
    if (!own(record.versions, qualifier)) throw noFunction(functionArn(context, name, qualifier));
    delete record.versions[qualifier];
    delete record.policies[qualifier];
  }
  dropArchives(state);
}
