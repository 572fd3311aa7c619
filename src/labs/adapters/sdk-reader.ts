import { commandLine, type AwsReader, type TraceReader } from '../aws-reader.ts';
import { AppError } from '#core';
import { LookFault } from '../look-fault.ts';
import {
  findProbeOperation,
  findReadOperation,
  PROBE_OPERATIONS,
  READ_OPERATIONS,
  READ_SERVICES,
  TRACE_SERVICES,
  type CallInput,
  type ReadOperation,
  type ReadService,
} from '../read-operations.ts';
import type { OnCall } from '../runner.ts';
import type { Pace } from './pace.ts';
import { refuseUnlisted, type SdkClients } from './sdk-clients.ts';
import { lookFaultOf } from './sdk-faults.ts';
import type { LookTarget } from './target.ts';

export interface ReaderOptions {
  readonly target: LookTarget;
  readonly clients: SdkClients;
  readonly pace: Pace;
  readonly onCall: OnCall;
  readonly signal?: AbortSignal;
  /** Sees every answer, for example to note which APIs exist. @param line the question as a shell line */
  readonly onAnswer?: (
    operation: string,
    answer: Readonly<Record<string, unknown>>,
    line: string,
  ) => void;
}

type Answer = Record<string, unknown>;

const without = (answer: object, name: string): Answer =>
  Object.fromEntries(Object.entries(answer).filter(([key]) => key !== name));

/** Values of API keys and what functions keep in their environment never leave this function. */
function withoutSecrets(answer: object): Answer {
  const rest = without(without(answer, '$metadata'), 'Environment');
  if (!Array.isArray(rest.items)) return rest;
  const items = (rest.items as unknown[]).map((item) =>
    typeof item === 'object' && item !== null ? without(item, 'value') : item,
  );
  return { ...rest, items };
}

/** The most that AWS puts on a page, by the member that carries the token. */
const PAGE_SIZES = {
  position: { limit: 500 },
  NextToken: { MaxResults: '500' },
  nextToken: { limit: 50 },
  Marker: { MaxItems: 1000 },
  NextMarker: { PageSize: 400 },
} as const;
/** A list that never ends is a fault of the endpoint, not a reason to read for ever. */
const MOST_PAGES = 100;

async function readAll(
  { page }: ReadOperation,
  input: CallInput,
  send: (input: CallInput) => Promise<object>,
): Promise<Answer> {
  if (!page) return withoutSecrets(await send(input));
  const asked = page === 'NextMarker' ? 'Marker' : page;
  const lists: Record<string, unknown[]> = {};
  let token: unknown;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const whole = withoutSecrets(
      await send({ ...input, ...PAGE_SIZES[page], ...(token !== undefined && { [asked]: token }) }),
    );
    for (const [name, value] of Object.entries(whole))
      if (Array.isArray(value)) (lists[name] ??= []).push(...(value as unknown[]));
    const next = whole[page];
    if (typeof next !== 'string' || next === '') return { ...without(whole, page), ...lists };
    if (next === token) break;
    token = next;
  }
  throw new Error('The list has no end: the same page came again and again.');
}

type Ask = (service: ReadService, operation: string, input: CallInput) => Promise<Answer>;

/** @param find the list on which the question has to be */
function askerOf(options: ReaderOptions, find: typeof findReadOperation): Ask {
  const { target, clients, pace, onCall, signal, onAnswer } = options;
  return async (service, operation, input) => {
    const listed = refuseUnlisted(find, service, operation, input);
    const call = { service, operation, input };
    const line = commandLine(call);
    onCall(line, 'asked');
    try {
      const answer = await readAll(listed, input, async (page) => {
        await pace(signal);
        signal?.throwIfAborted();
        return clients.send(service, operation, page, signal);
      });
      onAnswer?.(operation, answer, line);
      onCall(line, 'answered');
      return answer;
    } catch (error) {
      if (listed.absent !== undefined && error instanceof Error && error.name === listed.absent) {
        onCall(line, 'answered');
        return {};
      }
      onCall(line, 'refused');
      // A refusal of our own is a mistake in the checker, not news for the learner.
      if (error instanceof AppError && !(error instanceof LookFault)) throw error;
      throw lookFaultOf(error, call, listed, target);
    }
  };
}

/** The operations of some services of a table as methods. */
const methodsOf = (
  table: Readonly<Record<string, object>>,
  services: readonly ReadService[],
  ask: Ask,
) =>
  Object.fromEntries(
    services.map((service) => [
      service,
      Object.fromEntries(
        Object.keys(table[service] ?? {}).map((operation) => [
          `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`,
          (input: CallInput = {}) => ask(service, operation, input),
        ]),
      ),
    ]),
  );

/** A reader for one run: each question is put once, all pages are read, nothing is written. */
export function createReader(options: ReaderOptions): AwsReader {
  const ask = askerOf(options, findReadOperation);
  const asked = new Map<string, Promise<Answer>>();
  const askOnce: Ask = (service, operation, input) => {
    const key = `${service} ${operation} ${JSON.stringify(input)}`;
    const known = asked.get(key) ?? ask(service, operation, input);
    asked.set(key, known);
    return known;
  };
  // Built from the table that the type is made of.
  return methodsOf(READ_OPERATIONS, READ_SERVICES, askOnce) as unknown as AwsReader;
}

/** A reader for probes: every question is put anew. @param options whose clients are those of probes */
export const createTraceReader = (options: ReaderOptions): TraceReader =>
  // Built from the table that the type is made of.
  methodsOf(
    PROBE_OPERATIONS,
    TRACE_SERVICES,
    askerOf(options, findProbeOperation),
  ) as unknown as TraceReader;
