import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  paginateListRoles,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  SetDefaultPolicyVersionCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../support.ts';
import { ACCOUNT, allow, arnOf, document, openIam, trust } from './support.ts';

const TRUST = trust({ Service: 'apigateway.amazonaws.com' });
const create = (client: IAMClient, RoleName: string) =>
  client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));

describe('roles', () => {
  test('are shown as AWS shows them: the trust policy URL-encoded, with AWS’s defaults', async () => {
    const { iam } = await openIam();
    const { Role } = await create(iam(), 'apigw-sqs');
    expect(Role).toMatchObject({
      Path: '/',
      RoleName: 'apigw-sqs',
      Arn: arnOf('apigw-sqs'),
      MaxSessionDuration: 3600,
    });
    expect(Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(Role?.CreateDate).toBeInstanceOf(Date);
    expect(Role?.AssumeRolePolicyDocument).not.toContain('{');
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(TRUST);
  });

  test('are the same in every Region, and of the account alone', async () => {
    const { iam } = await openIam();
    await create(iam(), 'reader');
    const other = iam({ accessKeyId: 'first-api', secretAccessKey: 'test' });
    expect((await other.send(new ListRolesCommand({}))).Roles).toEqual([]);
  });

  test('are listed in pages, by name and path', async () => {
    const { iam } = await openIam();
    for (const name of ['c', 'a', 'b']) await create(iam(), name);
    const names: string[] = [];
    for await (const page of paginateListRoles({ client: iam(), pageSize: 2 }, {}))
      names.push(...(page.Roles ?? []).map(({ RoleName }) => RoleName ?? ''));
    expect(names).toEqual(['a', 'b', 'c']);
    const elsewhere = new ListRolesCommand({ PathPrefix: '/service-role/' });
    expect((await iam().send(elsewhere)).Roles).toEqual([]);
  });

  test('survive a snapshot, and go with their account', async () => {
    const { iam, sandbox } = await openIam();
    await create(iam(), 'reader');
    const text = sandbox.snapshot('test');
    sandbox.reset('test');
    expect((await iam().send(new ListRolesCommand({}))).Roles).toEqual([]);
    sandbox.restore(text, 'test');
    expect((await iam().send(new ListRolesCommand({}))).Roles).toHaveLength(1);
  });

  test('carry tags and a boundary', async () => {
    const { iam } = await openIam();
    await create(iam(), 'reader');
    await iam().send(
      new TagRoleCommand({ RoleName: 'reader', Tags: [{ Key: 'lab', Value: 'one' }] }),
    );
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';
    await iam().send(
      new PutRolePermissionsBoundaryCommand({ RoleName: 'reader', PermissionsBoundary }),
    );
    const { Role } = await iam().send(new GetRoleCommand({ RoleName: 'reader' }));
    expect(Role?.Tags).toEqual([{ Key: 'lab', Value: 'one' }]);
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PermissionsBoundary);
  });
});

describe('policies of a role', () => {
  test('inline ones are read back URL-encoded', async () => {
    const { iam } = await openIam();
    await create(iam(), 'reader');
    const PolicyDocument = document(allow('sqs:SendMessage', 'arn:aws:sqs:*:*:it(s)'));
    await iam().send(
      new PutRolePolicyCommand({ RoleName: 'reader', PolicyName: 'send', PolicyDocument }),
    );
    const read = await iam().send(
      new GetRolePolicyCommand({ RoleName: 'reader', PolicyName: 'send' }),
    );
    expect(read.PolicyDocument).toMatch(/%28s%29/);
    expect(decodeURIComponent(read.PolicyDocument ?? '')).toBe(PolicyDocument);
    const list = new ListRolePoliciesCommand({ RoleName: 'reader' });
    expect((await iam().send(list)).PolicyNames).toEqual(['send']);
  });

  test('AWS’s own are attached by ARN, once', async () => {
    const { iam } = await openIam();
    await create(iam(), 'logs');
    const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';
    const attach = new AttachRolePolicyCommand({ RoleName: 'logs', PolicyArn });
    await iam().send(attach);
    await iam().send(attach);
    const list = new ListAttachedRolePoliciesCommand({ RoleName: 'logs' });
    expect((await iam().send(list)).AttachedPolicies).toEqual([
      { PolicyName: 'AmazonAPIGatewayPushToCloudWatchLogs', PolicyArn },
    ]);
    const who = await iam().send(new ListEntitiesForPolicyCommand({ PolicyArn }));
    expect(who.PolicyRoles?.map(({ RoleName }) => RoleName)).toEqual(['logs']);
  });

  test('a policy of the account has versions, one of which counts', async () => {
    const { iam } = await openIam();
    const { Policy } = await iam().send(
      new CreatePolicyCommand({
        PolicyName: 'send',
        PolicyDocument: document(allow('sqs:SendMessage')),
      }),
    );
    const PolicyArn = Policy?.Arn ?? '';
    expect(PolicyArn).toBe(`arn:aws:iam::${ACCOUNT}:policy/send`);
    const second = document(allow('sqs:*'));
    await iam().send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: second }));
    await iam().send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    const read = await iam().send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    expect(read.PolicyVersion?.IsDefaultVersion).toBe(true);
    expect(decodeURIComponent(read.PolicyVersion?.Document ?? '')).toBe(second);
    const local = await iam().send(new ListPoliciesCommand({ Scope: 'Local' }));
    expect(local.Policies?.map(({ PolicyName }) => PolicyName)).toEqual(['send']);
  });
});

describe('what IAM refuses', () => {
  const setUp = async () => {
    const opened = await openIam();
    const client = opened.iam();
    await create(client, 'reader');
    return client;
  };
  const RoleName = 'reader';
  const MANAGED = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';

  test('what is not there', async () => {
    const client = await setUp();
    const cases = [
      [new GetRoleCommand({ RoleName: 'writer' }), 'The role with name writer cannot be found.'],
      [
        new GetRolePolicyCommand({ RoleName, PolicyName: 'send' }),
        'The role policy with name send cannot be found.',
      ],
      [
        new AttachRolePolicyCommand({ RoleName, PolicyArn: 'arn:aws:iam::aws:policy/Nothing' }),
        'Policy arn:aws:iam::aws:policy/Nothing does not exist or is not attachable.',
      ],
      [
        new DetachRolePolicyCommand({ RoleName, PolicyArn: MANAGED }),
        `Policy ${MANAGED} was not found.`,
      ],
    ] as const;
    for (const [command, message] of cases)
      expect(
        await refusalOf((client as { send(one: unknown): Promise<unknown> }).send(command)),
      ).toEqual({
        code: expect.stringMatching(/^NoSuchEntity/) as unknown,
        status: 404,
        message,
      });
  });

  test('a second role of the name, and one that is in use', async () => {
    const client = await setUp();
    expect(await refusalOf(create(client, RoleName))).toMatchObject({
      status: 409,
      message: 'Role with name reader already exists.',
    });
    await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: MANAGED }));
    const remove = () => client.send(new DeleteRoleCommand({ RoleName }));
    expect(await refusalOf(remove())).toMatchObject({
      status: 409,
      message: 'Cannot delete entity, must detach all policies first.',
    });
    await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: MANAGED }));
    const PolicyDocument = document(allow('sqs:*'));
    await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
    expect((await refusalOf(remove())).message).toBe(
      'Cannot delete entity, must delete policies first.',
    );
    await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }));
    await remove();
  });

  test('documents that are none', async () => {
    const client = await setUp();
    const put = (PolicyDocument: string) =>
      client.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
    const malformed = (message: string) => ({
      code: expect.stringMatching(/^MalformedPolicyDocument/) as unknown,
      status: 400,
      message,
    });
    expect(await refusalOf(put('{'))).toEqual(malformed('Syntax errors in policy.'));
    expect(await refusalOf(put(TRUST))).toEqual(
      malformed('Policy document should not specify a principal.'),
    );
    expect(await refusalOf(put(document(allow('sqs:*', 'orders'))))).toEqual(
      malformed('Resource orders must be in ARN format or "*".'),
    );
    expect(
      await refusalOf(
        client.send(
          new UpdateAssumeRolePolicyCommand({
            RoleName,
            PolicyDocument: document(allow('sts:AssumeRole')),
          }),
        ),
      ),
    ).toEqual(malformed('Missing required field Principal'));
  });

  test('a sixth version, the default one’s end, and a policy that is attached', async () => {
    const client = await setUp();
    const PolicyDocument = document(allow('sqs:*'));
    const { Policy } = await client.send(
      new CreatePolicyCommand({ PolicyName: 'send', PolicyDocument }),
    );
    const PolicyArn = Policy?.Arn ?? '';
    const version = () =>
      client.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
    for (let made = 1; made < 5; made += 1) await version();
    expect((await refusalOf(version())).message).toBe(
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    );
    const drop = (VersionId: string) =>
      client.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    expect((await refusalOf(drop('v1'))).message).toBe(
      'Cannot delete the default version of a policy.',
    );
    const remove = () => client.send(new DeletePolicyCommand({ PolicyArn }));
    expect((await refusalOf(remove())).message).toMatch(/^This policy has more than one version\./);
    for (const id of ['v2', 'v3', 'v4', 'v5']) await drop(id);
    await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    expect((await refusalOf(remove())).message).toBe(
      'Cannot delete a policy attached to entities.',
    );
    await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await remove();
  });
});
