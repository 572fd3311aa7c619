import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  CreateGroupCommand,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ListResourceServersCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
  type CreateUserPoolClientCommandInput,
  type CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { createHmac } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose';
import { describe, expect, test } from 'vitest';
import { poolTokenCheck } from '../../../src/sandbox/services/cognito-idp/for-gateway.ts';
import { readSnapshot } from '../../../src/sandbox/snapshot.ts';
import { openSandbox, refusalOf } from '../support.ts';

const PASSWORD = 'Correct-horse-7';
const HOUR_MS = 3_600_000;

/** A pool with a client that signs in by password. */
async function openPool(
  more: Partial<CreateUserPoolCommandInput> = {},
  clientMore: Partial<CreateUserPoolClientCommandInput> = {},
) {
  const made = await openSandbox({
    fetch: (request) => Promise.resolve(Response.json({ path: new URL(request.url).pathname })),
  });
  const idp = new CognitoIdentityProviderClient(made.settings());
  const { UserPool } = await idp.send(new CreateUserPoolCommand({ PoolName: 'shop', ...more }));
  const UserPoolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await idp.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'web',
      ExplicitAuthFlows: [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
      ...clientMore,
    }),
  );
  const ClientId = UserPoolClient?.ClientId ?? '';
  return {
    ...made,
    idp,
    pool: UserPool,
    client: UserPoolClient,
    UserPoolId,
    ClientId,
    issuer: `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`,
    /** A confirmed user with a password. */
    user: async (Username = 'ada', email = 'ada@example.com') => {
      await idp.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username,
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
          ],
        }),
      );
      await idp.send(
        new AdminSetUserPasswordCommand({
          UserPoolId,
          Username,
          Password: PASSWORD,
          Permanent: true,
        }),
      );
    },
    signIn: (USERNAME = 'ada', PASSWORD_ = PASSWORD, extra: Record<string, string> = {}) =>
      idp.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME, PASSWORD: PASSWORD_, ...extra },
        }),
      ),
    refresh: (REFRESH_TOKEN = '') =>
      idp.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN },
        }),
      ),
    get: async (url: string) => {
      const answer = await made.sandbox.handle(new Request(url));
      return { status: answer.status, body: (await answer.json()) as unknown };
    },
  };
}

describe('a user pool in the sandbox', () => {
  test('has AWS’s shape of id and ARN, and the password policy of AWS', async () => {
    const { idp, UserPoolId } = await openPool();
    expect(UserPoolId).toMatch(/^us-east-1_[A-Za-z0-9]{9}$/);
    const { UserPool } = await idp.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool).toMatchObject({
      Name: 'shop',
      Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${UserPoolId}`,
      MfaConfiguration: 'OFF',
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
    });
    const { UserPools = [] } = await idp.send(new ListUserPoolsCommand({ MaxResults: 10 }));
    expect(UserPools.map(({ Name }) => Name)).toEqual(['shop']);
  });

  test('is updated, protected and deleted', async () => {
    const { idp, UserPoolId } = await openPool();
    await idp.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: 'ACTIVE' }));
    const remove = new DeleteUserPoolCommand({ UserPoolId });
    expect((await refusalOf(idp.send(remove))).message).toBe(
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    );
    await idp.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: 'INACTIVE' }));
    await idp.send(remove);
    expect(await refusalOf(idp.send(new DescribeUserPoolCommand({ UserPoolId })))).toEqual({
      code: 'ResourceNotFoundException',
      status: 400,
      message: `User pool ${UserPoolId} does not exist.`,
    });
  });

  test('refuses what it cannot do by its name', async () => {
    const { idp } = await openPool();
    const create = (more: Partial<CreateUserPoolCommandInput>) =>
      refusalOf(idp.send(new CreateUserPoolCommand({ PoolName: 'shop', ...more })));
    expect(await create({ LambdaConfig: { PreSignUp: 'arn:aws:lambda:x' } })).toMatchObject({
      status: 501,
      message:
        'The local sandbox cannot do LambdaConfig (triggers) of user pools yet. On AWS it works.',
    });
    expect((await create({ PoolName: 'a/b' })).code).toBe('InvalidParameterException');
  });

  test('survives a saved state: tokens of before are still good, and new ones too', async () => {
    const { user, signIn, sandbox, idp } = await openPool();
    await user();
    const { AuthenticationResult } = await signIn();
    sandbox.restore(sandbox.snapshot());
    const { Username } = await idp.send(
      new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken }),
    );
    expect(Username).toBe('ada');
    expect((await signIn()).AuthenticationResult?.IdToken).toBeDefined();
  });
});

describe('a client of the pool', () => {
  test('has a secret when it wants one, and keeps its settings', async () => {
    const { idp, UserPoolId, client, ClientId } = await openPool({}, { GenerateSecret: true });
    expect(ClientId).toMatch(/^[a-z0-9]{26}$/);
    expect(client?.ClientSecret).toMatch(/^[a-z0-9]{51}$/);
    const { UserPoolClient } = await idp.send(
      new UpdateUserPoolClientCommand({
        UserPoolId,
        ClientId,
        AccessTokenValidity: 30,
        TokenValidityUnits: { AccessToken: 'minutes' },
      }),
    );
    expect(UserPoolClient).toMatchObject({
      ClientName: 'web',
      ClientSecret: client?.ClientSecret,
      AccessTokenValidity: 30,
      RefreshTokenValidity: 30,
      EnableTokenRevocation: true,
    });
    // What an update leaves out goes back to its default, as on AWS.
    expect(UserPoolClient?.ExplicitAuthFlows).toBeUndefined();
    const { UserPoolClients = [] } = await idp.send(new ListUserPoolClientsCommand({ UserPoolId }));
    expect(UserPoolClients.map((one) => one.ClientName)).toEqual(['web']);
    expect(
      await refusalOf(
        idp.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId: 'none' })),
      ),
    ).toMatchObject({ message: 'User pool client none does not exist.' });
  });

  test.each<[string, Partial<CreateUserPoolClientCommandInput>, string]>([
    [
      'access tokens of a minute',
      { AccessTokenValidity: 1, TokenValidityUnits: { AccessToken: 'minutes' } },
      'Invalid range for token validity. AccessTokenValidity must be between 5 minutes and 1 day.',
    ],
    [
      'a scope that no resource server has',
      { AllowedOAuthScopes: ['orders/read'] },
      'One or more requested scope do not exist: [orders/read]',
    ],
    [
      'client credentials without a secret',
      { AllowedOAuthFlows: ['client_credentials'] },
      'client_credentials flow can not be selected if client does not have a client secret.',
    ],
  ])('is refused %s', async (_, more, message) => {
    const { idp, UserPoolId } = await openPool();
    const create = new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'app', ...more });
    expect((await refusalOf(idp.send(create))).message).toBe(message);
  });
});

describe('a sign-in', () => {
  test('gives RS256 tokens that the pool’s JWKS verifies', async () => {
    const { user, signIn, get, issuer, ClientId } = await openPool();
    await user();
    const { AuthenticationResult: result } = await signIn();
    expect(result).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });
    const { body: discovery } = await get(`${issuer}/.well-known/openid-configuration`);
    expect(discovery).toMatchObject({ issuer, jwks_uri: `${issuer}/.well-known/jwks.json` });
    const { body: jwks } = await get(`${issuer}/.well-known/jwks.json`);
    const keys = createLocalJWKSet(jwks as JSONWebKeySet);
    const id = await jwtVerify(result?.IdToken ?? '', keys, { issuer, audience: ClientId });
    expect(id.protectedHeader.alg).toBe('RS256');
    expect(id.payload).toMatchObject({
      token_use: 'id',
      'cognito:username': 'ada',
      email: 'ada@example.com',
      email_verified: true,
    });
    const access = await jwtVerify(result?.AccessToken ?? '', keys, { issuer });
    expect(access.payload).toMatchObject({
      token_use: 'access',
      client_id: ClientId,
      username: 'ada',
      scope: 'aws.cognito.signin.user.admin',
      sub: id.payload.sub,
    });
    expect(access.payload.aud).toBeUndefined();
    expect(access.protectedHeader.kid).not.toBe(id.protectedHeader.kid);
    const { body } = await get(`${issuer}/.well-known/jwks.json`);
    expect(JSON.stringify(body)).not.toContain('"d"');
  });

  test('is found over loopback too', async () => {
    const { url, UserPoolId } = await openPool();
    const answer = await fetch(`${url}/${UserPoolId}/.well-known/jwks.json`);
    expect(((await answer.json()) as { keys: unknown[] }).keys).toHaveLength(2);
    const none = await fetch(`${url}/us-east-1_none/.well-known/jwks.json`);
    expect([none.status, await none.json()]).toEqual([
      404,
      { message: 'User pool us-east-1_none does not exist.' },
    ]);
  });

  test('carries the groups of the user, by their precedence', async () => {
    const { idp, user, signIn, UserPoolId } = await openPool();
    await user();
    for (const [GroupName, Precedence] of [
      ['buyers', 5],
      ['admins', 1],
    ] as const) {
      await idp.send(new CreateGroupCommand({ UserPoolId, GroupName, Precedence }));
      await idp.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: 'ada', GroupName }));
    }
    const { AuthenticationResult } = await signIn();
    expect(decodeJwt(AuthenticationResult?.IdToken ?? '')['cognito:groups']).toEqual([
      'admins',
      'buyers',
    ]);
    const { Groups = [] } = await idp.send(
      new AdminListGroupsForUserCommand({ UserPoolId, Username: 'ada' }),
    );
    expect(Groups.map(({ GroupName }) => GroupName)).toEqual(['buyers', 'admins']);
    expect(
      await refusalOf(idp.send(new CreateGroupCommand({ UserPoolId, GroupName: 'admins' }))),
    ).toMatchObject({
      code: 'GroupExistsException',
      message: 'A group with the name already exists.',
    });
  });

  test('goes on with its refresh token, from the same sign-in, until it is revoked', async () => {
    const { idp, user, signIn, refresh, ClientId } = await openPool();
    await user();
    const { AuthenticationResult: first } = await signIn();
    const { AuthenticationResult: second } = await refresh(first?.RefreshToken);
    expect(second?.RefreshToken).toBeUndefined();
    const [old, fresh] = [first, second].map((one) => decodeJwt(one?.AccessToken ?? ''));
    expect(fresh?.['origin_jti']).toBe(old?.['origin_jti']);
    expect(fresh?.jti).not.toBe(old?.jti);
    await idp.send(new RevokeTokenCommand({ Token: first?.RefreshToken, ClientId }));
    expect(await refusalOf(refresh(first?.RefreshToken))).toEqual({
      code: 'NotAuthorizedException',
      status: 400,
      message: 'Refresh Token has been revoked',
    });
    const who = idp.send(new GetUserCommand({ AccessToken: second?.AccessToken }));
    expect((await refusalOf(who)).message).toBe('Access Token has been revoked');
  });

  test('ends with its token’s hour, and with a sign-out everywhere', async () => {
    const { idp, user, signIn, refresh, pass } = await openPool();
    await user();
    const { AuthenticationResult: first } = await signIn();
    const who = (AccessToken?: string) => idp.send(new GetUserCommand({ AccessToken }));
    expect((await who(first?.AccessToken)).UserAttributes?.[0]?.Name).toBe('sub');
    expect((await refusalOf(who(first?.IdToken))).message).toBe('Invalid Access Token');
    pass(HOUR_MS);
    expect((await refusalOf(who(first?.AccessToken))).message).toBe('Access Token has expired');
    const { AuthenticationResult: second } = await signIn();
    await idp.send(new GlobalSignOutCommand({ AccessToken: second?.AccessToken }));
    expect((await refusalOf(who(second?.AccessToken))).message).toBe(
      'Access Token has been revoked',
    );
    expect((await refusalOf(refresh(second?.RefreshToken))).message).toBe(
      'Refresh Token has been revoked',
    );
  });

  test('of the pool’s administrator needs the client’s leave', async () => {
    const { idp, user, UserPoolId, ClientId } = await openPool();
    await user();
    const signIn = (client: string) =>
      idp.send(
        new AdminInitiateAuthCommand({
          UserPoolId,
          ClientId: client,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'ada', PASSWORD },
        }),
      );
    expect((await signIn(ClientId)).AuthenticationResult?.AccessToken).toBeDefined();
    const { UserPoolClient } = await idp.send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'plain' }),
    );
    const plain = UserPoolClient?.ClientId ?? '';
    expect((await refusalOf(signIn(plain))).message).toBe('Auth flow not enabled for this client');
    expect(
      (
        await refusalOf(
          idp.send(
            new InitiateAuthCommand({
              ClientId: plain,
              AuthFlow: 'USER_PASSWORD_AUTH',
              AuthParameters: { USERNAME: 'ada', PASSWORD },
            }),
          ),
        )
      ).message,
    ).toBe('USER_PASSWORD_AUTH flow not enabled for this client');
  });

  test('with a client that has a secret wants its hash', async () => {
    const { user, signIn, client, ClientId } = await openPool({}, { GenerateSecret: true });
    await user();
    expect((await refusalOf(signIn())).message).toBe(
      `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    );
    const hashOf = (secret: string) =>
      createHmac('sha256', secret).update(`ada${ClientId}`).digest('base64');
    expect(
      (await refusalOf(signIn('ada', PASSWORD, { SECRET_HASH: hashOf('other') }))).message,
    ).toBe(`Unable to verify secret hash for client ${ClientId}`);
    const signed = await signIn('ada', PASSWORD, {
      SECRET_HASH: hashOf(client?.ClientSecret ?? ''),
    });
    expect(signed.AuthenticationResult?.IdToken).toBeDefined();
  });

  test('by what the sandbox does not do is refused with what to do', async () => {
    const { idp, ClientId } = await openPool();
    const refusal = await refusalOf(
      idp.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_SRP_AUTH',
          AuthParameters: { USERNAME: 'ada', SRP_A: '1' },
        }),
      ),
    );
    expect(refusal.message).toBe(
      "The local sandbox does not sign in by USER_SRP_AUTH. Use USER_PASSWORD_AUTH, or ADMIN_USER_PASSWORD_AUTH as the pool's administrator, and allow it in the client's ExplicitAuthFlows.",
    );
  });

  test('is refused to the wrong password, to strangers and to the disabled', async () => {
    const { idp, user, signIn, UserPoolId } = await openPool();
    await user();
    expect(await refusalOf(signIn('ada', 'wrong'))).toEqual({
      code: 'NotAuthorizedException',
      status: 400,
      message: 'Incorrect username or password.',
    });
    expect(await refusalOf(signIn('eve'))).toMatchObject({
      code: 'UserNotFoundException',
      message: 'User does not exist.',
    });
    await idp.send(new AdminDisableUserCommand({ UserPoolId, Username: 'ada' }));
    expect((await refusalOf(signIn())).message).toBe('User is disabled.');
  });

  test('does not tell strangers apart where the client says so', async () => {
    const { signIn } = await openPool({}, { PreventUserExistenceErrors: 'ENABLED' });
    expect((await refusalOf(signIn('eve'))).message).toBe('Incorrect username or password.');
  });
});

describe('a user that an administrator made', () => {
  test('changes the temporary password on the first sign-in', async () => {
    const { idp, signIn, UserPoolId, ClientId } = await openPool();
    const { User } = await idp.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: 'bob',
        TemporaryPassword: PASSWORD,
        MessageAction: 'SUPPRESS',
      }),
    );
    expect(User?.UserStatus).toBe('FORCE_CHANGE_PASSWORD');
    const asked = await signIn('bob');
    expect(asked).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeParameters: { USER_ID_FOR_SRP: 'bob', requiredAttributes: '[]' },
    });
    const answer = (NEW_PASSWORD: string) =>
      idp.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: asked.Session,
          ChallengeResponses: { USERNAME: 'bob', NEW_PASSWORD },
        }),
      );
    expect(await refusalOf(answer('short'))).toMatchObject({
      code: 'InvalidPasswordException',
      message: 'Password did not conform with policy: Password not long enough',
    });
    expect((await answer('Another-horse-8')).AuthenticationResult?.IdToken).toBeDefined();
    expect((await refusalOf(answer('Another-horse-9'))).message).toBe(
      'Invalid session for the user.',
    );
    expect((await signIn('bob', 'Another-horse-8')).AuthenticationResult).toBeDefined();
  });

  test('is listed by filter, changed and deleted; a second of the name is refused', async () => {
    const { idp, user, UserPoolId } = await openPool();
    await user();
    await user('bob', 'bob@example.com');
    const list = async (Filter: string) =>
      (await idp.send(new ListUsersCommand({ UserPoolId, Filter }))).Users?.map(
        ({ Username }) => Username,
      );
    expect(await list('email = "bob@example.com"')).toEqual(['bob']);
    expect(await list('username ^= "a"')).toEqual(['ada']);
    expect((await refusalOf(list('email > 3'))).message).toBe('Error while parsing filter');
    await idp.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username: 'ada',
        UserAttributes: [{ Name: 'given_name', Value: 'Ada' }],
      }),
    );
    const get = new AdminGetUserCommand({ UserPoolId, Username: 'ada' });
    const { UserAttributes = [] } = await idp.send(get);
    expect(UserAttributes).toContainEqual({ Name: 'given_name', Value: 'Ada' });
    expect(await refusalOf(user())).toEqual({
      code: 'UsernameExistsException',
      status: 400,
      message: 'User account already exists',
    });
    await idp.send(new AdminDeleteUserCommand({ UserPoolId, Username: 'ada' }));
    expect((await refusalOf(idp.send(get))).code).toBe('UserNotFoundException');
  });

  test('has attributes that the schema knows', async () => {
    const { idp, UserPoolId } = await openPool({
      Schema: [{ Name: 'tier', AttributeDataType: 'String' }],
    });
    const create = (Name: string, Value: string) =>
      idp.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: 'ada',
          UserAttributes: [{ Name, Value }],
        }),
      );
    expect((await refusalOf(create('colour', 'red'))).message).toBe(
      'Attributes did not conform to the schema: colour: Attribute does not exist in the schema.\n',
    );
    expect((await refusalOf(create('email', 'ada'))).message).toBe('Invalid email address format.');
    expect((await refusalOf(create('email', `a@${'.'.repeat(1_000_000)}@`))).message).toBe(
      "1 validation error detected: Value 'a@..................…' at 'userAttributes.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 2048",
    );
    expect((await create('custom:tier', 'gold')).User?.Username).toBe('ada');
  });

  test('of a pool that signs in by email is named by its sub, and found by its email', async () => {
    const { idp, signIn, UserPoolId } = await openPool({ UsernameAttributes: ['email'] });
    const { User } = await idp.send(
      new AdminCreateUserCommand({ UserPoolId, Username: 'ada@example.com' }),
    );
    expect(User?.Username).toBe(User?.Attributes?.[0]?.Value);
    await idp.send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username: 'ada@example.com',
        Password: PASSWORD,
        Permanent: true,
      }),
    );
    expect((await signIn('ada@example.com')).AuthenticationResult).toBeDefined();
    const wrong = idp.send(new AdminCreateUserCommand({ UserPoolId, Username: 'ada' }));
    expect((await refusalOf(wrong)).message).toBe('Username should be an email.');
  });

  test('changes the password with the access token', async () => {
    const { idp, user, signIn } = await openPool();
    await user();
    const { AuthenticationResult } = await signIn();
    await idp.send(
      new ChangePasswordCommand({
        AccessToken: AuthenticationResult?.AccessToken,
        PreviousPassword: PASSWORD,
        ProposedPassword: 'Another-horse-8',
      }),
    );
    expect((await refusalOf(signIn())).message).toBe('Incorrect username or password.');
    expect((await signIn('ada', 'Another-horse-8')).AuthenticationResult).toBeDefined();
  });
});

describe('a user that signs up', () => {
  const signUp = (
    { idp, ClientId }: Awaited<ReturnType<typeof openPool>>,
    Username: string,
    Password = PASSWORD,
  ) =>
    idp.send(
      new SignUpCommand({
        ClientId,
        Username,
        Password,
        UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
      }),
    );

  test('confirms with the code that the answer shows, since nothing is sent', async () => {
    const opened = await openPool({ AutoVerifiedAttributes: ['email'] });
    const { idp, signIn, ClientId, UserPoolId } = opened;
    const made = await signUp(opened, 'eve');
    expect(made.UserConfirmed).toBe(false);
    const { Destination = '', DeliveryMedium } = made.CodeDeliveryDetails ?? {};
    expect(DeliveryMedium).toBe('EMAIL');
    const [, code = ''] =
      /^e\*\*\*@e\*\*\* \(the local sandbox sends nothing: the code is (\d{6})\)$/.exec(
        Destination,
      ) ?? [];
    expect(code).not.toBe('');
    expect(await refusalOf(signIn('eve'))).toMatchObject({
      code: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
    const confirm = (ConfirmationCode: string) =>
      idp.send(new ConfirmSignUpCommand({ ClientId, Username: 'eve', ConfirmationCode }));
    expect(await refusalOf(confirm(code === '000000' ? '000001' : '000000'))).toMatchObject({
      code: 'CodeMismatchException',
      message: 'Invalid verification code provided, please try again.',
    });
    await confirm(code);
    expect((await signIn('eve')).AuthenticationResult).toBeDefined();
    const { UserAttributes } = await idp.send(
      new AdminGetUserCommand({ UserPoolId, Username: 'eve' }),
    );
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
  });

  test('is confirmed by an administrator, once', async () => {
    const opened = await openPool();
    const { idp, signIn, UserPoolId } = opened;
    expect((await signUp(opened, 'eve')).CodeDeliveryDetails).toBeUndefined();
    const confirm = new AdminConfirmSignUpCommand({ UserPoolId, Username: 'eve' });
    await idp.send(confirm);
    expect((await signIn('eve')).AuthenticationResult).toBeDefined();
    expect((await refusalOf(idp.send(confirm))).message).toBe(
      'User cannot be confirmed. Current status is CONFIRMED',
    );
  });

  test('needs a password of the policy, a name that is free, and a pool that takes sign-ups', async () => {
    const opened = await openPool();
    expect((await refusalOf(signUp(opened, 'eve', 'nocapitals-1'))).message).toBe(
      'Password did not conform with policy: Password must have uppercase characters',
    );
    await signUp(opened, 'eve');
    expect((await refusalOf(signUp(opened, 'eve'))).message).toBe('User already exists');
    await opened.idp.send(
      new UpdateUserPoolCommand({
        UserPoolId: opened.UserPoolId,
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      }),
    );
    expect((await refusalOf(signUp(opened, 'bob'))).message).toBe(
      'SignUp is not permitted for this user pool',
    );
  });
});

describe('programs with a client of their own', () => {
  async function openDomain() {
    const opened = await openPool();
    const { idp, UserPoolId, sandbox } = opened;
    await idp.send(
      new CreateResourceServerCommand({
        UserPoolId,
        Identifier: 'orders',
        Name: 'Orders',
        Scopes: [
          { ScopeName: 'read', ScopeDescription: 'Read orders' },
          { ScopeName: 'write', ScopeDescription: 'Write orders' },
        ],
      }),
    );
    await idp.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'my-shop' }));
    const { UserPoolClient } = await idp.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'batch',
        GenerateSecret: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthScopes: ['orders/read'],
      }),
    );
    const id = UserPoolClient?.ClientId ?? '';
    const secret = UserPoolClient?.ClientSecret ?? '';
    return {
      ...opened,
      id,
      secret,
      token: async (body: string, credentials = `${id}:${secret}`) => {
        const answer = await sandbox.handle(
          new Request('https://my-shop.auth.us-east-1.amazoncognito.com/oauth2/token', {
            method: 'POST',
            headers: {
              authorization: `Basic ${btoa(credentials)}`,
              'content-type': 'application/x-www-form-urlencoded',
            },
            body,
          }),
        );
        return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
      },
    };
  }

  test('get access tokens with the scopes of resource servers at the pool’s domain', async () => {
    const { token, idp, UserPoolId, id } = await openDomain();
    const { status, body } = await token('grant_type=client_credentials&scope=orders%2Fread');
    expect([status, body['token_type'], body['expires_in']]).toEqual([200, 'Bearer', 3600]);
    expect(decodeJwt(String(body['access_token']))).toMatchObject({
      token_use: 'access',
      scope: 'orders/read',
      client_id: id,
    });
    const { ResourceServers = [] } = await idp.send(
      new ListResourceServersCommand({ UserPoolId, MaxResults: 10 }),
    );
    expect(ResourceServers.map(({ Identifier }) => Identifier)).toEqual(['orders']);
    const { DomainDescription } = await idp.send(
      new DescribeUserPoolDomainCommand({ Domain: 'my-shop' }),
    );
    expect(DomainDescription).toMatchObject({ UserPoolId, Status: 'ACTIVE' });
    expect((await refusalOf(idp.send(new DeleteUserPoolCommand({ UserPoolId })))).message).toBe(
      'User pool cannot be deleted. It has a domain configured that should be deleted first.',
    );
  });

  test.each([
    [
      'a scope that is not the client’s',
      'grant_type=client_credentials&scope=orders/write',
      undefined,
      'invalid_scope',
    ],
    ['the wrong secret', 'grant_type=client_credentials', 'nobody:x', 'invalid_client'],
    ['another grant', 'grant_type=authorization_code&code=1', undefined, 'unsupported_grant_type'],
  ])('are refused for %s', async (_, body, credentials, error) => {
    const { token } = await openDomain();
    const refused = credentials === undefined ? await token(body) : await token(body, credentials);
    expect(refused).toEqual({ status: 400, body: { error } });
  });

  test('reach the token endpoint over loopback too, with the secret in the form', async () => {
    const { url, id, secret } = await openDomain();
    const answer = await fetch(`${url}/_sandbox/cognito/my-shop/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: secret,
      }),
    });
    const { access_token: token } = (await answer.json()) as { access_token?: string };
    expect(decodeJwt(token ?? '')['scope']).toBe('orders/read');
  });

  test('hear which pages a domain has', async () => {
    const { get } = await openDomain();
    expect(await get('https://my-shop.auth.us-east-1.amazoncognito.com/login')).toEqual({
      status: 404,
      body: {
        message:
          "The local sandbox has no page /login of a user pool's domain: it has POST /oauth2/token with grant_type=client_credentials.",
      },
    });
  });
});

describe('a token at the data plane', () => {
  test('opens an HTTP API to the pool’s users with the right client, and to nobody else', async () => {
    const { user, signIn, apigatewayv2, sandbox, issuer, ClientId, idp, UserPoolId, pass } =
      await openPool();
    await user();
    const v2 = apigatewayv2();
    const { ApiId } = await v2.send(new CreateApiCommand({ Name: 'orders', ProtocolType: 'HTTP' }));
    await v2.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
    const { IntegrationId } = await v2.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'ANY',
        IntegrationUri: 'https://backend.example.com/orders',
        PayloadFormatVersion: '1.0',
      }),
    );
    const { AuthorizerId } = await v2.send(
      new CreateAuthorizerCommand({
        ApiId,
        Name: 'shop',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: issuer, Audience: [ClientId] },
      }),
    );
    const route = (RouteKey: string, AuthorizationScopes?: string[]) =>
      v2.send(
        new CreateRouteCommand({
          ApiId,
          RouteKey,
          Target: `integrations/${IntegrationId ?? ''}`,
          AuthorizationType: 'JWT',
          AuthorizerId,
          ...(AuthorizationScopes && { AuthorizationScopes }),
        }),
      );
    await route('GET /orders');
    await route('GET /me', ['aws.cognito.signin.user.admin']);
    await route('GET /admin', ['orders/admin']);
    const call = async (path: string, token?: string) =>
      (
        await sandbox.handle(
          new Request(`https://${ApiId ?? ''}.execute-api.us-east-1.amazonaws.com${path}`, {
            ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
          }),
        )
      ).status;
    const { AuthenticationResult: tokens } = await signIn();
    expect(await call('/orders')).toBe(401);
    expect(await call('/orders', tokens?.IdToken)).toBe(200);
    expect(await call('/orders', tokens?.AccessToken)).toBe(200);
    expect(await call('/me', tokens?.AccessToken)).toBe(200);
    expect(await call('/admin', tokens?.AccessToken)).toBe(403);
    const { UserPoolClient: other } = await idp.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'other',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      }),
    );
    const { AuthenticationResult: foreign } = await idp.send(
      new InitiateAuthCommand({
        ClientId: other?.ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada', PASSWORD },
      }),
    );
    expect(await call('/orders', foreign?.IdToken)).toBe(401);
    const [header, payload] = (tokens?.IdToken ?? '').split('.');
    expect(await call('/orders', `${header}.${payload}.AAAA`)).toBe(401);
    pass(HOUR_MS);
    expect(await call('/orders', tokens?.IdToken)).toBe(401);
  });

  test('is checked against the pools of a REST API’s authorizer', async () => {
    const { user, signIn, sandbox, clock, pool } = await openPool();
    await user();
    const { AuthenticationResult: tokens } = await signIn();
    const state = readSnapshot(sandbox.snapshot());
    const check = poolTokenCheck({ state: () => state, clock });
    const providerArns = [
      'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_none',
      pool?.Arn ?? '',
    ];
    expect(await check({ providerArns, token: tokens?.IdToken ?? '' })).toMatchObject({
      ok: true,
      use: 'id',
      claims: { email: 'ada@example.com' },
    });
    expect(await check({ providerArns, token: tokens?.AccessToken ?? '' })).toMatchObject({
      ok: true,
      use: 'access',
    });
    expect(await check({ providerArns, token: 'nonsense' })).toEqual({
      ok: false,
      detail: 'the token is malformed',
    });
    expect(
      await check({ providerArns: providerArns.slice(0, 1), token: tokens?.IdToken ?? '' }),
    ).toEqual({ ok: false, detail: 'no user pool of the authorizer exists' });
  });
});

describe('a required parameter that is missing', () => {
  test('is refused in Cognito’s words', async () => {
    const { idp } = await openPool();
    const refusal = await refusalOf(idp.send(new CreateUserPoolCommand({ PoolName: undefined })));
    expect(refusal).toEqual({
      code: 'InvalidParameterException',
      status: 400,
      message:
        "1 validation error detected: Value null at 'poolName' failed to satisfy constraint: Member must not be null",
    });
  });
});
