import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { OperationContext, Parsed } from '../context.ts';
import * as clients from './operations/clients.ts';
import * as domains from './operations/domains.ts';
import * as groups from './operations/groups.ts';
import * as ownAccount from './operations/own-account.ts';
import * as pools from './operations/pools.ts';
import * as signIn from './operations/sign-in.ts';
import * as signUp from './operations/sign-up.ts';
import * as users from './operations/users.ts';

type Operations = {
  readonly [Name in keyof CognitoIdentityProvider]?: CognitoIdentityProvider[Name] extends (
    input: infer Input,
    ...rest: never[]
  ) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What user pools do here. Source: docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html */
export const cognitoOperations = {
  adminAddUserToGroup: groups.adminAddUserToGroup,
  adminConfirmSignUp: signUp.adminConfirmSignUp,
  adminCreateUser: users.adminCreateUser,
  adminDeleteUser: users.adminDeleteUser,
  adminDisableUser: users.adminDisableUser,
  adminEnableUser: users.adminEnableUser,
  adminGetUser: users.adminGetUser,
  adminInitiateAuth: signIn.adminInitiateAuth,
  adminListGroupsForUser: groups.adminListGroupsForUser,
  adminRemoveUserFromGroup: groups.adminRemoveUserFromGroup,
  adminRespondToAuthChallenge: signIn.adminRespondToAuthChallenge,
  adminSetUserPassword: users.adminSetUserPassword,
  adminUpdateUserAttributes: users.adminUpdateUserAttributes,
  changePassword: ownAccount.changePassword,
  confirmSignUp: signUp.confirmSignUp,
  createGroup: groups.createGroup,
  createResourceServer: domains.createResourceServer,
  createUserPool: pools.createUserPool,
  createUserPoolClient: clients.createUserPoolClient,
  createUserPoolDomain: domains.createUserPoolDomain,
  deleteGroup: groups.deleteGroup,
  deleteResourceServer: domains.deleteResourceServer,
  deleteUserPool: pools.deleteUserPool,
  deleteUserPoolClient: clients.deleteUserPoolClient,
  deleteUserPoolDomain: domains.deleteUserPoolDomain,
  describeResourceServer: domains.describeResourceServer,
  describeUserPool: pools.describeUserPool,
  describeUserPoolClient: clients.describeUserPoolClient,
  describeUserPoolDomain: domains.describeUserPoolDomain,
  getGroup: groups.getGroup,
  getUser: ownAccount.getUser,
  globalSignOut: ownAccount.globalSignOut,
  initiateAuth: signIn.initiateAuth,
  listGroups: groups.listGroups,
  listResourceServers: domains.listResourceServers,
  listUserPoolClients: clients.listUserPoolClients,
  listUserPools: pools.listUserPools,
  listUsers: users.listUsers,
  respondToAuthChallenge: signIn.respondToAuthChallenge,
  revokeToken: ownAccount.revokeToken,
  signUp: signUp.signUp,
  updateUserPool: pools.updateUserPool,
  updateUserPoolClient: clients.updateUserPoolClient,
} satisfies Operations;
