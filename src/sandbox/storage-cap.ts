import type { Operation } from './operations.ts';
import type { SandboxState } from './state.ts';
import { limitExceeded } from './wire/errors.ts';

/**
 * The last of the caps: what an account keeps altogether, whatever it is made of. Quotas of single things
 * multiply (resources by templates by deployments), and this one does not.
 */
export interface StorageCap {
  /**
   * Counts what an operation brings.
   * @throws AwsError LimitExceededException when the account, or all of them together, are full
   */
  demandRoom(
    operation: Pick<Operation, 'service' | 'name'>,
    accountId: string,
    input: unknown,
  ): void;
}

export interface StorageLimits {
  /** Characters of JSON that one account may keep. */
  readonly perAccount: number;
  /** And all accounts together. */
  readonly together: number;
}

const MEGA = 1024 * 1024;
const LIMITS: StorageLimits = { perAccount: 48 * MEGA, together: 192 * MEGA };

/** Operations that leave nothing behind that was not there before. */
const KEEPS_NOTHING =
  /^(Get|List|Describe|Query|Scan|BatchGet|Receive|Head|Lookup|Check|Simulate|TestInvoke|Filter)/;
const TAKES_AWAY =
  /^(Delete|BatchDelete|Remove|Detach|Deregister|Untag|Purge|Flush|Reset|Revoke|Disassociate)/;
/** Small to say, large to keep. */
const COPIES = /^(CreateDeployment|PublishVersion|CreateStage)$/;

/** What an entry costs besides its text. */
const OVERHEAD = 256;

/** Characters of text and bytes in an input, roughly. */
export function roughSize(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Uint8Array) return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [key, one]) => sum + key.length + roughSize(one), 0);
}

interface Weight {
  /** At the last weighing. */
  known: number;
  /** What came since. */
  since: number;
  isStale: boolean;
}

/**
 * Weighing costs time, so it is done only once something substantial has come in since the last time: a
 * small account is never weighed twice for nothing.
 * @param state late, since a reset replaces it, and with it everything that was weighed
 */
export function createStorageCap(
  state: () => SandboxState,
  { perAccount, together }: StorageLimits = LIMITS,
): StorageCap {
  const often = perAccount / 32;
  const weights = new WeakMap<SandboxState, Map<string, Weight>>();

  function weigh(accountId: string): number {
    const { accounts, iam } = state();
    return JSON.stringify([accounts[accountId], iam[accountId]]).length;
  }

  function all(): Map<string, Weight> {
    const known = weights.get(state()) ?? new Map<string, Weight>();
    weights.set(state(), known);
    return known;
  }

  const refuse = (limit: number, whose: string) =>
    limitExceeded(
      `The local sandbox keeps at most ${Math.round(limit / MEGA)} MB ${whose}. Delete what you no longer need, or reset an account: POST /_sandbox/reset`,
    );

  return {
    demandRoom({ service, name }, accountId, input) {
      if (KEEPS_NOTHING.test(name)) return;
      const known = all();
      const weight = known.get(accountId) ?? { known: weigh(accountId), since: 0, isStale: false };
      known.set(accountId, weight);
      if (TAKES_AWAY.test(name)) {
        weight.isStale = true;
        return;
      }
      const size = roughSize(input) + OVERHEAD;
      const copies = COPIES.test(name) || service === 'apigatewayv2';
      const isHeavy = weight.known > often;
      if (weight.since + size > often || (isHeavy && (copies || weight.isStale))) {
        weight.known = weigh(accountId);
        weight.since = 0;
        weight.isStale = false;
      }
      if (weight.known + weight.since + size > perAccount)
        throw refuse(perAccount, 'of an account');
      let sum = size;
      for (const one of known.values()) sum += one.known + one.since;
      if (sum > together) throw refuse(together, 'of all accounts together');
      weight.since += size;
    },
  };
}
