import type { Session } from '../../state.ts';
import type { OperationContext } from '../context.ts';
import { newSecret, newUpper } from '../ids.ts';

/** So that nobody fills the snapshot with sessions; expired ones go first. */
const MAX_SESSIONS = 1000;

function dropSessions({ sandbox, clock }: OperationContext): void {
  for (const [id, { expiresAt }] of Object.entries(sandbox.sessions)) {
    if (expiresAt < clock.now()) delete sandbox.sessions[id];
  }
  const ids = Object.keys(sandbox.sessions);
  for (const id of ids.slice(0, Math.max(0, ids.length - MAX_SESSIONS + 1)))
    delete sandbox.sessions[id];
}

/** Whom temporary credentials stand for. */
export type SessionBearer = Omit<Session, 'secret' | 'token' | 'expiresAt'>;

/** @returns temporary credentials, as STS answers them */
export function openSession(context: OperationContext, bearer: SessionBearer, seconds: number) {
  const { clock, random, sandbox } = context;
  dropSessions(context);
  const [accessKeyId, secret, token] = [
    `ASIA${newUpper(random, 16)}`,
    newSecret(random, 40),
    newSecret(random, 120),
  ];
  const expiresAt = clock.now() + seconds * 1000;
  sandbox.sessions[accessKeyId] = { secret, token, ...bearer, expiresAt };
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secret,
    SessionToken: token,
    Expiration: Math.floor(expiresAt / 1000),
  };
}
