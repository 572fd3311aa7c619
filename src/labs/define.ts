import type { AwsReader } from './aws-reader.ts';
import type { ProbePort } from './probe.ts';
import type { Finding } from './verdict.ts';

/** What `gather` may use. */
export interface GatherTools {
  readonly aws: AwsReader;
  /** The API that the learner chose among several of the same name. */
  readonly apiId?: string;
  /** The Region that is read. */
  readonly region: string;
}

/** Readings by name. Each is a promise, so that independent calls run at once. */
export type Readings = Readonly<Record<string, Promise<unknown>>>;

/** The readings' answers. Touching one that could not be read makes the verdict `blocked`. */
export type Seen<R extends Readings> = { readonly [Name in keyof R]: Awaited<R[Name]> };

export interface Probe<S> {
  /** `sandbox`: only against the local sandbox, for example since AWS enforces rates best-effort. */
  readonly where: 'anywhere' | 'sandbox';
  /** Why a probe for the sandbox would prove nothing elsewhere; absent, it is that AWS holds rates as a best effort. */
  readonly why?: string;
  /** Runs only after the judge has passed the objective. */
  send(port: ProbePort, seen: S): Promise<Finding>;
}

export interface ObjectiveCheck<S> {
  /** What is true when it is met, as one sentence with the contract's values. */
  readonly wanted: string;
  /** Pure: the same answers give the same finding. */
  judge(seen: S): Finding;
  /** What the control plane cannot tell. Without it, a passing judge decides. */
  readonly probe?: Probe<S>;
}

/** The checker of a lab. Titles and hints are in `lab.mdx`, under the same objective ids. */
export interface LabCheck<R extends Readings> {
  readonly id: string;
  /** The only reading of AWS. Starts the calls and returns their promises at once. */
  gather(tools: GatherTools): R;
  readonly objectives: Readonly<Record<string, ObjectiveCheck<Seen<R>>>>;
}

/** A checker whose readings are nobody's business but its own. */
export type AnyLabCheck = LabCheck<Readings>;

/** Says what a lab wants; `check.ts` exports it as default. */
export const defineLab = <R extends Readings>(check: LabCheck<R>): LabCheck<R> => check;
