import type {
  AdminInitiateAuthRequest,
  AdminRespondToAuthChallengeRequest,
  InitiateAuthRequest,
  RespondToAuthChallengeRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { notImplemented } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { newSecret } from '../../ids.ts';
import { own } from '../../records.ts';
import {
  clientAnywhere,
  clientOf,
  demandSecret,
  findUser,
  userOf,
  type PoolAndClient,
} from '../access.ts';
import { readAttributes } from '../attributes.ts';
import { demandPassword, hasPassword, setPassword } from '../passwords.ts';
import type { User } from '../state.ts';
import { invalid, notAuthorized, notConfirmed, noUser, wrongPassword } from '../texts.ts';
import { refreshDigest, refreshed, signedIn } from '../tokens.ts';

/** So that nobody fills the snapshot with challenges; the oldest go first. */
const MAX_CHALLENGES = 100;
const MINUTE_MS = 60_000;
const SESSION_LETTERS = 120;

/** Flows as a client allows them, new and old words. */
const ALLOWED_BY: Readonly<Record<string, readonly string[]>> = {
  USER_PASSWORD_AUTH: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'],
  ADMIN_USER_PASSWORD_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
  ADMIN_NO_SRP_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
};

function demandFlow(flow: string, { client }: PoolAndClient): void {
  const allowed = ALLOWED_BY[flow] ?? [];
  if (client.ExplicitAuthFlows?.some((one) => allowed.includes(one))) return;
  throw invalid(
    flow.startsWith('ADMIN_')
      ? 'Auth flow not enabled for this client'
      : `${flow} flow not enabled for this client`,
  );
}

function demandParameter(
  given: Readonly<Record<string, string | undefined>>,
  name: string,
  word = 'parameter',
): string {
  const value = own(given, name);
  if (value === undefined || value === '') throw invalid(`Missing required ${word} ${name}`);
  return value;
}

/** Who is not there is not told apart from a wrong password, where the client wants that. */
function userFor({ pool, client }: PoolAndClient, name: string): User {
  const user = findUser(pool, name);
  if (user) return user;
  throw client.PreventUserExistenceErrors === 'ENABLED' ? wrongPassword() : noUser();
}

function demandMaySignIn(user: User): void {
  if (!user.isEnabled) throw notAuthorized('User is disabled.');
  if (user.status === 'UNCONFIRMED') throw notConfirmed();
}

/** Source: docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html */
function challenge(context: OperationContext, { pool, client }: PoolAndClient, user: User) {
  const now = context.clock.now();
  const sessions = Object.keys(pool.challenges);
  for (const [at, session] of sessions.entries()) {
    const isOld = (pool.challenges[session]?.until ?? 0) <= now;
    if (isOld || at <= sessions.length - MAX_CHALLENGES)
      Reflect.deleteProperty(pool.challenges, session);
  }
  const Session = newSecret(context.random, SESSION_LETTERS);
  pool.challenges[Session] = {
    clientId: client.ClientId,
    user: user.name,
    until: now + client.AuthSessionValidity * MINUTE_MS,
  };
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session,
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.name,
      requiredAttributes: JSON.stringify(
        pool.schema
          .filter(({ Name, Required }) => Required && user.attributes[Name] === undefined)
          .map(({ Name }) => `userAttributes.${Name}`),
      ),
      userAttributes: JSON.stringify(user.attributes),
    },
  };
}

async function byPassword(
  context: OperationContext,
  parts: PoolAndClient,
  given: Readonly<Record<string, string>>,
) {
  const name = demandParameter(given, 'USERNAME');
  const password = demandParameter(given, 'PASSWORD');
  demandSecret(context, parts.client, name, own(given, 'SECRET_HASH'));
  const user = userFor(parts, name);
  if (!hasPassword(context, user, password)) throw wrongPassword();
  demandMaySignIn(user);
  if (user.status !== 'FORCE_CHANGE_PASSWORD')
    return {
      ChallengeParameters: {},
      AuthenticationResult: await signedIn(context, { ...parts, user }),
    };
  if ((user.temporaryUntil ?? 0) <= context.clock.now())
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  return challenge(context, parts, user);
}

async function byRefreshToken(
  context: OperationContext,
  parts: PoolAndClient,
  given: Readonly<Record<string, string>>,
) {
  const token = demandParameter(given, 'REFRESH_TOKEN');
  const { pool, client } = parts;
  const record = own(pool.refreshTokens, refreshDigest(context, token));
  if (!record || record.clientId !== client.ClientId) throw notAuthorized('Invalid Refresh Token');
  if (record.isRevoked) throw notAuthorized('Refresh Token has been revoked');
  if (record.until <= context.clock.now()) throw notAuthorized('Refresh Token has expired');
  const user = findUser(pool, record.user);
  if (!user) throw notAuthorized('Invalid Refresh Token');
  demandSecret(context, client, user.name, own(given, 'SECRET_HASH'));
  demandMaySignIn(user);
  return {
    ChallengeParameters: {},
    AuthenticationResult: await refreshed(context, { ...parts, user }, record),
  };
}

type Initiate = Pick<InitiateAuthRequest, 'AuthFlow' | 'AuthParameters'>;

async function initiate(context: OperationContext, parts: PoolAndClient, input: Initiate) {
  const flow = input.AuthFlow ?? '';
  const given = input.AuthParameters ?? {};
  if (flow === 'REFRESH_TOKEN_AUTH' || flow === 'REFRESH_TOKEN')
    return byRefreshToken(context, parts, given);
  if (!Object.hasOwn(ALLOWED_BY, flow))
    throw notImplemented(
      `The local sandbox does not sign in by ${flow}. Use USER_PASSWORD_AUTH, or ADMIN_USER_PASSWORD_AUTH as the pool's administrator, and allow it in the client's ExplicitAuthFlows.`,
    );
  demandFlow(flow, parts);
  return byPassword(context, parts, given);
}

export function initiateAuth(context: OperationContext, input: Parsed<InitiateAuthRequest>) {
  if (input.AuthFlow.startsWith('ADMIN_')) throw invalid(`Initiate Auth method not supported.`);
  return initiate(context, clientAnywhere(context, input.ClientId), input);
}

export function adminInitiateAuth(
  context: OperationContext,
  input: Parsed<AdminInitiateAuthRequest>,
) {
  if (input.AuthFlow === 'USER_PASSWORD_AUTH') throw invalid('Initiate Auth method not supported.');
  return initiate(context, clientOf(context, input.UserPoolId, input.ClientId), input);
}

const ATTRIBUTE = /^userAttributes\.(.+)$/;

type Respond = Pick<
  RespondToAuthChallengeRequest,
  'ChallengeName' | 'ChallengeResponses' | 'Session'
>;

async function respond(context: OperationContext, parts: PoolAndClient, input: Respond) {
  const { pool, client } = parts;
  if (input.ChallengeName !== 'NEW_PASSWORD_REQUIRED')
    throw notImplemented(
      `The local sandbox asks no ${input.ChallengeName ?? ''} challenge: NEW_PASSWORD_REQUIRED is the only one.`,
    );
  const given = input.ChallengeResponses ?? {};
  const name = demandParameter(given, 'USERNAME');
  const password = demandParameter(given, 'NEW_PASSWORD');
  demandSecret(context, client, name, own(given, 'SECRET_HASH'));
  const session = input.Session ?? '';
  const waiting = own(pool.challenges, session);
  const user = waiting && userOf(pool, waiting.user);
  if (!waiting || waiting.clientId !== client.ClientId || user !== findUser(pool, name) || !user)
    throw notAuthorized('Invalid session for the user.');
  if (waiting.until <= context.clock.now())
    throw notAuthorized('Invalid session for the user, session is expired.');
  demandPassword(pool, password);
  const attributes = readAttributes(
    pool,
    Object.entries(given).flatMap(([key, Value]) => {
      const Name = ATTRIBUTE.exec(key)?.[1];
      return Name === undefined ? [] : [{ Name, Value }];
    }),
  );
  Object.assign(user.attributes, attributes);
  Reflect.deleteProperty(pool.challenges, session);
  setPassword(context, pool, user, password);
  demandMaySignIn(user);
  return {
    ChallengeParameters: {},
    AuthenticationResult: await signedIn(context, { ...parts, user }),
  };
}

export const respondToAuthChallenge = (
  context: OperationContext,
  input: Parsed<RespondToAuthChallengeRequest>,
) => respond(context, clientAnywhere(context, input.ClientId), input);

export const adminRespondToAuthChallenge = (
  context: OperationContext,
  input: Parsed<AdminRespondToAuthChallengeRequest>,
) => respond(context, clientOf(context, input.UserPoolId, input.ClientId), input);
