import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext } from '../../context.ts';
import { booleanOf, numberOf, textOf, type Op, type Patch } from '../../patch.ts';
import { own, stateOf, withoutKey } from '../access.ts';
import type { CanarySettings, RestApiRecord, Stage } from '../state.ts';
import { checkVariable, startCache } from './new-stage.ts';
import { isSettingPath, patchSetting } from './stage-settings.ts';

/** AWS's list of the paths it takes, word for word, its missing commas included (recorded). */
const PATHS =
  '[/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled]';
const invalidPath = (path: string) =>
  badRequest(`Invalid method setting path: ${path}. Must be one of: ${PATHS}`);

interface Work {
  readonly context: OperationContext;
  readonly record: RestApiRecord;
  readonly stage: Stage;
}

const demandDeployment = ({ record }: Work, id: string): string => {
  if (!own(record.deployments, id)) throw badRequest('Deployment id does not exist');
  return id;
};

/** A canary that a patch names comes into being with AWS's defaults (recorded). */
const canaryOf = ({ stage }: Work): CanarySettings =>
  (stage.canarySettings ??= {
    percentTraffic: 0,
    deploymentId: stage.deploymentId,
    useStageCache: false,
  });

type Apply = (work: Work, patch: Patch) => void;

const setOrRemove =
  (
    key: 'description' | 'clientCertificateId' | 'documentationVersion' | 'cacheClusterSize',
  ): Apply =>
  ({ stage }, patch) => {
    if (patch.op === 'remove') delete stage[key];
    else stage[key] = textOf(patch);
  };

const logSetting =
  (key: 'destinationArn' | 'format'): Apply =>
  ({ stage }, patch) => {
    const rest = withoutKey(stage.accessLogSettings, key);
    const settings = patch.op === 'remove' ? rest : { ...rest, [key]: textOf(patch) };
    if (Object.keys(settings).length > 0) stage.accessLogSettings = settings;
    else delete stage.accessLogSettings;
  };

const PLAIN: Readonly<Record<string, Apply>> = {
  '/deploymentId': (work, patch) => {
    work.stage.deploymentId = demandDeployment(work, textOf(patch));
  },
  '/description': setOrRemove('description'),
  '/clientCertificateId': setOrRemove('clientCertificateId'),
  '/documentationVersion': setOrRemove('documentationVersion'),
  '/cacheClusterSize': setOrRemove('cacheClusterSize'),
  '/tracingEnabled': ({ stage }, patch) => {
    stage.tracingEnabled = booleanOf(patch);
  },
  '/cacheClusterEnabled': ({ context, stage }, patch) => {
    const isOn = booleanOf(patch);
    if (isOn === stage.cacheClusterEnabled) return;
    if (isOn) Object.assign(stage, startCache(context, stage.cacheClusterSize));
    else {
      Object.assign(stage, {
        cacheClusterEnabled: false,
        cacheClusterStatus: 'DELETE_IN_PROGRESS',
        cacheSettledAt: context.clock.now() + context.settleMs,
      });
      delete stage.cacheClusterSize;
    }
  },
  '/accessLogSettings': ({ stage }, patch) => {
    if (patch.op !== 'remove') throw invalidPath(patch.path);
    delete stage.accessLogSettings;
  },
  '/accessLogSettings/destinationArn': logSetting('destinationArn'),
  '/accessLogSettings/format': logSetting('format'),
  '/canarySettings/deploymentId': (work, patch) => {
    canaryOf(work).deploymentId = demandDeployment(work, textOf(patch));
  },
  '/canarySettings/percentTraffic': (work, patch) => {
    canaryOf(work).percentTraffic = numberOf(patch, { min: 0, max: 100 });
  },
  '/canarySettings/useStageCache': (work, patch) => {
    canaryOf(work).useStageCache = booleanOf(patch);
  },
};

function patchVariable({ stage }: Work, patch: Patch): void {
  const name = patch.path.slice('/variables/'.length);
  const rest = withoutKey(stage.variables, name);
  if (patch.op !== 'remove') checkVariable(name, textOf(patch));
  const variables = patch.op === 'remove' ? rest : { ...rest, [name]: textOf(patch) };
  if (Object.keys(variables).length > 0) stage.variables = variables;
  else delete stage.variables;
}

const OVERRIDES = '/canarySettings/stageVariableOverrides';

function patchOverride(work: Work, patch: Patch): void {
  const name = patch.path.slice(OVERRIDES.length + 1);
  const canary = canaryOf(work);
  const rest = withoutKey(canary.stageVariableOverrides, name);
  canary.stageVariableOverrides = patch.op === 'remove' ? rest : { ...rest, [name]: textOf(patch) };
}

/** Removing below a canary that is not there reads like a method setting (recorded). */
function patchCanary(work: Work, patch: Patch): void {
  if (patch.op === 'remove' && patch.path === '/canarySettings') {
    delete work.stage.canarySettings;
    return;
  }
  if (patch.op === 'remove' && patch.path === OVERRIDES && work.stage.canarySettings) {
    delete work.stage.canarySettings.stageVariableOverrides;
    return;
  }
  if (patch.path.startsWith(`${OVERRIDES}/`)) return patchOverride(work, patch);
  if (patch.op === 'remove') {
    throw badRequest(
      `Cannot remove method setting ${patch.path.slice(1)} because there is no method setting for this method `,
    );
  }
  const apply = own(PLAIN, patch.path);
  if (!apply) throw invalidPath(patch.path);
  if (patch.op !== 'replace')
    throw badRequest(`Invalid ${patch.op} operation with path: ${patch.path}`);
  apply(work, patch);
}

/** Promotes a canary: its deployment or its variables become the stage's (texts recorded). */
function promote({ stage }: Work, path: string, from: string): void {
  const pairs: Readonly<Record<string, string>> = {
    '/deploymentId': '/canarySettings/deploymentId',
    '/variables': OVERRIDES,
  };
  if (pairs[path] !== from) {
    throw badRequest(
      `Invalid copy operation with path: ${path} and from ${from}. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, ${OVERRIDES}]`,
    );
  }
  const canary = stage.canarySettings;
  if (!canary) throw badRequest('Promotion not available. Canary does not exist.');
  if (path === '/deploymentId') stage.deploymentId = canary.deploymentId;
  else if (canary.stageVariableOverrides)
    stage.variables = { ...stage.variables, ...canary.stageVariableOverrides };
}

/** Nobody logs without a role to log as; the text is AWS's, as its users report it. */
function demandLogRole({ context }: Work, { path, op, value }: Patch): void {
  if (op === 'remove' || !path.endsWith('/logging/loglevel')) return;
  const isOn = value === 'INFO' || value === 'ERROR';
  if (isOn && stateOf(context).account.cloudwatchRoleArn === undefined)
    throw badRequest('CloudWatch Logs role ARN must be set in account settings to enable logging');
}

function patchOne(work: Work, operation: PatchOperation): void {
  const { op = 'replace', path = '', value, from = '' } = operation;
  if (op === 'copy') return promote(work, path, from);
  if (op === 'move' || op === 'test')
    throw badRequest(`Invalid ${op} operation with path: ${path}`);
  const patch: Patch = { op: op satisfies Op, path, value, names: [] };
  if (path.startsWith('/canarySettings')) return patchCanary(work, patch);
  if (path.startsWith('/variables/')) return patchVariable(work, patch);
  const apply = own(PLAIN, path);
  if (apply) return apply(work, patch);
  demandLogRole(work, patch);
  if (isSettingPath(path) || op === 'remove') return patchSetting(work.stage, patch);
  throw invalidPath(path);
}

/**
 * @returns the patched copy of the stage; throws in AWS's words, and then nothing has changed.
 * Source: docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch
 */
export function patchStage(
  context: OperationContext,
  record: RestApiRecord,
  stage: Stage,
  operations: readonly PatchOperation[],
): Stage {
  const copy = structuredClone(stage);
  const work: Work = { context, record, stage: copy };
  for (const operation of operations) patchOne(work, operation);
  return copy;
}
