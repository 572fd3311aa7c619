import { AppError, type Clock, type Random } from '#core';
import { base64Decode } from '../../base64.ts';
import { requestId } from '../../gateway/request-ids.ts';
import { AwsError } from '../../wire/errors.ts';
import type { Caller } from '../context.ts';
import { unpack } from './archive.ts';
import type { LambdaRuntime, RunOutcome, RunResult, SdkAnswer, SdkCall } from './runtime.ts';
import type { FunctionRecord, LambdaState, VersionRecord } from './state.ts';
import { conflict } from './texts.ts';

/** One invocation, once function and version are found. */
export interface FunctionCall {
  readonly record: FunctionRecord;
  readonly version: VersionRecord;
  readonly accountId: string;
  readonly region: string;
  /** As the caller named it: with the alias or version. */
  readonly invokedArn: string;
  /** JSON text. */
  readonly payload: string;
  /** How many functions called each other to get here. */
  readonly depth: number;
}

export interface FunctionResult {
  /** JSON text: what the handler gave, or its error. */
  readonly payload: string;
  readonly functionError: 'Unhandled' | undefined;
  /** From START to REPORT. */
  readonly log: string;
  readonly durationMs: number;
}

/** Starts functions. */
export interface FunctionRunner {
  /**
   * @throws AwsError at once where AWS refuses the invocation: the function is pending, throttled, or
   * of a runtime that the sandbox does not have
   */
  start(call: FunctionCall): Promise<FunctionResult>;
  /** Ends what is warm. */
  reset(): void;
}

/** What one invocation left in its function's log. */
export interface FunctionLog {
  readonly account: string;
  readonly region: string;
  readonly roleArn: string;
  /** Names of the log group and of the stream in it. */
  readonly group: string;
  readonly stream: string;
  /** From START to REPORT. */
  readonly text: string;
}

export interface RunnerDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** Absent where nothing can run code. */
  readonly runtime: LambdaRuntime | undefined;
  lambdaState(accountId: string, region: string): LambdaState;
  /** Does a call of the SDK inside a handler. */
  call(call: SdkCall, caller: Caller, region: string, depth: number): Promise<SdkAnswer>;
  keepLog(log: FunctionLog): void;
}

/** Ours: AWS gives an account 1,000. */
const MAX_CONCURRENT = 10;
/** AWS stops a chain of functions after about so many. Source: docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
const MAX_DEPTH = 16;
const KEPT_ARCHIVES = 8;

const throttled = () => new AwsError('TooManyRequestsException', 429, 'Rate Exceeded.');

/** `nodejs22.x` → 22; undefined for what is no Node.js. */
export function nodeVersionOf(runtime: string | undefined): number | undefined {
  const version = /^nodejs(\d+)\.x$/.exec(runtime ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
}

export function createFunctionRunner(deps: RunnerDeps): FunctionRunner {
  const { clock, random, runtime } = deps;
  const archives = new Map<string, ReadonlyMap<string, Uint8Array>>();
  const running = new Map<string, number>();
  let total = 0;

  function filesOf({ accountId, region, version }: FunctionCall) {
    const sha = version.configuration.CodeSha256;
    const known = archives.get(sha);
    if (known) return known;
    const stored = deps.lambdaState(accountId, region).archives[sha];
    const archive = base64Decode(stored ?? '');
    if (!archive) throw new AppError('lambda-archive', `No archive ${sha} is stored.`);
    const files = unpack(archive);
    if (archives.size >= KEPT_ARCHIVES) archives.clear();
    archives.set(sha, files);
    return files;
  }

  function demandStartable(call: FunctionCall): { runtime: LambdaRuntime; nodeVersion: number } {
    const { configuration, activeAt } = call.version;
    if (clock.now() < activeAt)
      throw conflict(
        'The operation cannot be performed at this time. The function is currently in the following state: Pending',
      );
    if (call.depth >= MAX_DEPTH)
      throw new AwsError(
        'RecursiveInvocationException',
        400,
        'Lambda has detected your function being invoked in a recursive loop and stopped the invocation.',
      );
    const nodeVersion = nodeVersionOf(configuration.Runtime);
    if (!runtime || nodeVersion === undefined)
      throw new AwsError(
        'InvalidRuntimeException',
        502,
        `The local sandbox runs Node.js functions only, and ${configuration.FunctionName} is of runtime ${configuration.Runtime ?? 'none'}. Use nodejs22.x here, or invoke it on AWS.`,
      );
    const own = running.get(configuration.FunctionName) ?? 0;
    const reserved = call.record.reservedConcurrency ?? MAX_CONCURRENT;
    if (total >= MAX_CONCURRENT || own >= reserved) throw throttled();
    return { runtime, nodeVersion };
  }

  function count(name: string, change: 1 | -1): void {
    total += change;
    running.set(name, (running.get(name) ?? 0) + change);
  }

  async function run(
    call: FunctionCall,
    machine: { readonly runtime: LambdaRuntime; readonly nodeVersion: number },
  ): Promise<FunctionResult> {
    const { configuration } = call.version;
    const id = requestId(random);
    const caller = roleCaller(configuration, call.accountId);
    count(configuration.FunctionName, 1);
    try {
      const stream = streamName(clock.now(), configuration);
      const result = await machine.runtime.run({
        environmentKey: `${configuration.FunctionArn} ${configuration.RevisionId} ${configuration.CodeSha256}`,
        files: () => filesOf(call),
        handler: configuration.Handler ?? '',
        nodeVersion: machine.nodeVersion,
        variables: variablesOf(call, stream),
        memoryMb: configuration.MemorySize,
        timeoutMs: configuration.Timeout * 1000,
        event: call.payload,
        context: {
          functionName: configuration.FunctionName,
          functionVersion: configuration.Version,
          invokedFunctionArn: call.invokedArn,
          memoryLimitInMB: String(configuration.MemorySize),
          awsRequestId: id,
          logGroupName: configuration.LoggingConfig.LogGroup,
          logStreamName: stream,
        },
        call: (one) => deps.call(one, caller, one.region ?? call.region, call.depth + 1),
      });
      const done = resultOf(result, configuration, id, clock.now());
      deps.keepLog({
        account: call.accountId,
        region: call.region,
        roleArn: configuration.Role,
        group: configuration.LoggingConfig.LogGroup,
        stream,
        text: done.log,
      });
      return done;
    } finally {
      count(configuration.FunctionName, -1);
    }
  }

  return {
    start: (call) => run(call, demandStartable(call)),
    reset() {
      archives.clear();
      runtime?.reset();
    },
  };
}

type Configuration = VersionRecord['configuration'];

/** The function's role, assumed: who the handler's calls come from. */
function roleCaller({ Role, FunctionName }: Configuration, accountId: string): Caller {
  const role = Role.split('/').at(-1) ?? '';
  return {
    accountId,
    accessKeyId: 'ASIALAMBDAFUNCTION00',
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${FunctionName}`,
    userId: `AROALAMBDAFUNCTION000:${FunctionName}`,
    roleArn: Role,
  };
}

const streamName = (now: number, { Version }: Configuration): string =>
  `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')}/[${Version}]local`;

/** Source: docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
function variablesOf(
  { version: { configuration }, region }: FunctionCall,
  stream: string,
): Record<string, string> {
  return {
    ...configuration.Environment?.Variables,
    _HANDLER: configuration.Handler ?? '',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.Runtime ?? ''}`,
    AWS_LAMBDA_FUNCTION_NAME: configuration.FunctionName,
    AWS_LAMBDA_FUNCTION_VERSION: configuration.Version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.MemorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: configuration.LoggingConfig.LogGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: stream,
    LAMBDA_TASK_ROOT: '/var/task',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    TZ: ':UTC',
  };
}

/** What AWS answers for invocations that ended without an answer of the handler (known). */
function failureOf(
  outcome: Exclude<RunOutcome, { readonly kind: 'value' | 'error' }>,
  id: string,
  { Timeout }: Configuration,
): { readonly errorType: string; readonly errorMessage: string } {
  switch (outcome.kind) {
    case 'timeout':
      return {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${id} Error: Task timed out after ${Timeout.toFixed(2)} seconds`,
      };
    case 'memory':
      return {
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: ${id} Error: Runtime exited with error: signal: killed`,
      };
    case 'exit':
      return {
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: ${id} Error: Runtime exited ${exitReason(outcome.status)}`,
      };
    case 'too-large':
      return {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage:
          'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      };
  }
}

const SEGMENTATION_FAULT = 139;

function exitReason(status: number): string {
  if (status === 0) return 'without providing a reason';
  return status === SEGMENTATION_FAULT
    ? 'with error: signal: segmentation fault'
    : `with error: exit status ${status}`;
}

const CPU_LIMIT =
  'The local sandbox ended the handler, because it computed for longer than an invocation may here.\n';

function resultOf(
  { outcome, log, durationMs, initMs, memoryUsedMb }: RunResult,
  configuration: Configuration,
  id: string,
  now: number,
): FunctionResult {
  const answer = 'text' in outcome ? outcome.text : undefined;
  const failure = 'text' in outcome ? undefined : failureOf(outcome, id, configuration);
  const { MemorySize, Version, Timeout } = configuration;
  const ended =
    outcome.kind === 'timeout'
      ? `${outcome.isCpuLimit ? CPU_LIMIT : ''}${new Date(now).toISOString()} ${id} Task timed out after ${Timeout.toFixed(2)} seconds\n\n`
      : '';
  const status = failure
    ? `\tStatus: ${outcome.kind === 'timeout' ? 'timeout' : `error\tError Type: ${failure.errorType}`}`
    : '';
  const report = [
    `REPORT RequestId: ${id}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs)} ms`,
    `Memory Size: ${MemorySize} MB`,
    `Max Memory Used: ${memoryUsedMb} MB`,
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
  ].join('\t');
  return {
    payload: answer ?? JSON.stringify(failure),
    functionError: outcome.kind === 'value' ? undefined : 'Unhandled',
    log: `START RequestId: ${id} Version: ${Version}\n${log}${ended}END RequestId: ${id}\n${report}${status}\t\n`,
    durationMs,
  };
}
