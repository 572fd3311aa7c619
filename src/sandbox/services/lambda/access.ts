import { regionState } from '../../state.ts';
import type { OperationContext } from '../context.ts';
import { own } from '../records.ts';
import { requestId } from '../../gateway/request-ids.ts';
import type { Alias, Configuration, FunctionRecord, LambdaState, VersionRecord } from './state.ts';
import { invalid, LATEST, noFunction } from './texts.ts';

export const stateOf = ({ sandbox, caller, region }: OperationContext): LambdaState =>
  regionState(sandbox, caller.accountId, region).lambda;

/** What a `FunctionName` parameter names: `f`, `f:prod`, `123456789012:function:f` or an ARN. */
export interface FunctionName {
  readonly name: string;
  readonly qualifier: string | undefined;
}

const NAME =
  /^(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:)?(?:\d{12}:)?(?:function:)?([a-zA-Z0-9-_]{1,64})(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

export function readFunctionName(text: string, qualifier?: string): FunctionName {
  const [, name, inName] = NAME.exec(text) ?? [];
  if (name === undefined)
    throw invalid(
      `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
    );
  if (inName !== undefined && qualifier !== undefined && inName !== qualifier)
    throw invalid(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  return { name, qualifier: qualifier ?? inName };
}

type Place = Pick<OperationContext, 'caller' | 'region'>;

export const functionArn = ({ caller, region }: Place, name: string, qualifier?: string): string =>
  `arn:aws:lambda:${region}:${caller.accountId}:function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`;

export function functionOf(context: OperationContext, text: string, qualifier?: string) {
  const read = readFunctionName(text, qualifier);
  const record = own(stateOf(context).functions, read.name);
  if (!record) throw noFunction(functionArn(context, read.name, read.qualifier));
  return { ...read, record };
}

/** The version a qualifier leads to; an alias with weights sends a share to another version. */
export function versionOf(
  record: FunctionRecord,
  qualifier: string | undefined,
  chance = 1,
): VersionRecord | undefined {
  if (qualifier === undefined || qualifier === LATEST) return record.latest;
  const alias = own(record.aliases, qualifier);
  return own(record.versions, alias ? routed(alias, chance) : qualifier);
}

function routed({ FunctionVersion, RoutingConfig }: Alias, chance: number): string {
  let share = 0;
  for (const [version, weight] of Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {})) {
    share += weight;
    if (chance < share) return version;
  }
  return FunctionVersion;
}

/** A version as answers show it, with the states that time decides. */
export function shown(context: OperationContext, version: VersionRecord, arn?: string) {
  const now = context.clock.now();
  const isActive = now >= version.activeAt;
  const isUpdated = now >= version.updatedAt;
  const { configuration } = version;
  return {
    ...configuration,
    FunctionArn: arn ?? configuration.FunctionArn,
    State: isActive ? 'Active' : 'Pending',
    ...(!isActive && {
      StateReason: 'The function is being created.',
      StateReasonCode: 'Creating',
    }),
    LastUpdateStatus: isUpdated && isActive ? 'Successful' : 'InProgress',
    ...(!(isUpdated && isActive) && {
      LastUpdateStatusReason: 'The function is being created.',
      LastUpdateStatusReasonCode: 'Creating',
    }),
  };
}

export const newRevision = ({ random }: OperationContext): string => requestId(random);

/** As Lambda writes times: `2026-11-23T12:00:00.000+0000`. */
export const lastModified = ({ clock }: OperationContext): string =>
  new Date(clock.now()).toISOString().replace('Z', '+0000');

/** Drops archives that no version has any more. */
export function dropArchives(state: LambdaState): void {
  const used = new Set<string>();
  for (const { latest, versions } of Object.values(state.functions))
    for (const { configuration } of [latest, ...Object.values(versions)])
      used.add(configuration.CodeSha256);
  for (const sha of Object.keys(state.archives)) if (!used.has(sha)) delete state.archives[sha];
}

const PAGE = 50;

/** @param items all, in order @param size `MaxItems` @param marker from the page before */
export function pageOf<T>(
  items: readonly T[],
  { Marker, MaxItems }: { Marker?: string | undefined; MaxItems?: number | undefined },
): { readonly items: T[]; readonly NextMarker?: string } {
  const start = Marker ? Number(Marker) : 0;
  if (!Number.isInteger(start) || start < 0) throw invalid('Invalid value for Marker');
  const end = start + Math.max(1, Math.min(MaxItems ?? PAGE, PAGE));
  const page = items.slice(start, end);
  return end < items.length ? { items: page, NextMarker: String(end) } : { items: page };
}

/** Whether the caller's RevisionId is the current one. */
export function demandRevision(current: string, wanted: string | undefined): void {
  if (wanted !== undefined && wanted !== current)
    throw invalid(
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    );
}

export type { Configuration };
