/** What Cognito keeps per account and Region: plain JSON, dates in milliseconds since 1970. */
import type { RsaJwk } from '../../ports.ts';

export interface PasswordPolicy {
  MinimumLength: number;
  RequireUppercase: boolean;
  RequireLowercase: boolean;
  RequireNumbers: boolean;
  RequireSymbols: boolean;
  TemporaryPasswordValidityDays: number;
}

export interface SchemaAttribute {
  Name: string;
  AttributeDataType: string;
  Required: boolean;
  Mutable: boolean;
}

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD';

export interface User {
  /** Also its id wherever a pool signs in by email or telephone. */
  name: string;
  sub: string;
  attributes: Record<string, string>;
  status: UserStatus;
  isEnabled: boolean;
  createdAt: number;
  modifiedAt: number;
  /** Absent until one is set. */
  passwordDigest?: string;
  /** A temporary password counts until then. */
  temporaryUntil?: number;
  /** What confirms a sign-up. */
  code?: { digits: string; until: number };
  /** Names, in the order the user was added. */
  groups: string[];
  /** Tokens from before then were signed out. */
  signedOutAt?: number;
}

export interface Group {
  GroupName: string;
  Description?: string;
  RoleArn?: string;
  Precedence?: number;
  createdAt: number;
  modifiedAt: number;
}

export interface ResourceServer {
  Identifier: string;
  Name: string;
  Scopes: { ScopeName: string; ScopeDescription: string }[];
}

export interface PoolClient {
  ClientId: string;
  ClientName: string;
  ClientSecret?: string;
  createdAt: number;
  modifiedAt: number;
  RefreshTokenValidity: number;
  AccessTokenValidity?: number;
  IdTokenValidity?: number;
  TokenValidityUnits: { AccessToken?: string; IdToken?: string; RefreshToken?: string };
  ExplicitAuthFlows?: string[];
  AllowedOAuthFlows?: string[];
  AllowedOAuthScopes?: string[];
  AllowedOAuthFlowsUserPoolClient: boolean;
  SupportedIdentityProviders?: string[];
  CallbackURLs?: string[];
  LogoutURLs?: string[];
  ReadAttributes?: string[];
  WriteAttributes?: string[];
  PreventUserExistenceErrors?: string;
  EnableTokenRevocation: boolean;
  AuthSessionValidity: number;
}

/** One sign-in that can be gone on with. */
export interface RefreshRecord {
  clientId: string;
  user: string;
  /** `origin_jti` of every token that comes of it. */
  origin: string;
  /** Seconds since 1970. */
  authTime: number;
  until: number;
  /** Taken back: by RevokeToken, or by a sign-out everywhere. */
  isRevoked?: true;
}

/** A challenge that waits for its answer. */
export interface Challenge {
  clientId: string;
  user: string;
  until: number;
}

export interface Pool {
  Id: string;
  Name: string;
  Arn: string;
  createdAt: number;
  modifiedAt: number;
  passwordPolicy: PasswordPolicy;
  autoVerified: string[];
  aliases: string[];
  usernameAttributes: string[];
  schema: SchemaAttribute[];
  isProtected: boolean;
  /** Users cannot sign up by themselves. */
  isAdminOnly: boolean;
  tags: Record<string, string>;
  /** Settings that change nothing here, shown as they were given. */
  others: Record<string, unknown>;
  /** ID tokens and access tokens have a key of their own each. */
  keys: { id: PoolKey; access: PoolKey };
  /** Prefix of its domain. */
  domain?: string;
  clients: Record<string, PoolClient>;
  users: Record<string, User>;
  groups: Record<string, Group>;
  resourceServers: Record<string, ResourceServer>;
  /** By the token's digest. */
  refreshTokens: Record<string, RefreshRecord>;
  /** By session. */
  challenges: Record<string, Challenge>;
  /** `origin_jti` of sign-ins that were taken back, and until when that matters. */
  revoked: Record<string, number>;
}

/** The private half too: the pool signs with it, and a saved state must go on doing so. */
export interface PoolKey {
  kid: string;
  jwk: RsaJwk;
}

export interface CognitoState {
  pools: Record<string, Pool>;
}

export const emptyCognitoState = (): CognitoState => ({ pools: {} });
