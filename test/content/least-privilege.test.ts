import { join } from 'node:path';
import {
  APIGatewayClient,
  DeleteRestApiCommand,
  GetRestApisCommand,
  CreateApiKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { IAMClient, CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { FetchHttpHandler } from '@smithy/fetch-http-handler';
import { describe, expect, test } from 'vitest';
import {
  findLeftovers,
  readName,
  readPolicy,
  readsFor,
  type PolicyDocument,
  type RunResult,
} from '#labs';
import type { SessionCredentials } from '#labs/aws-sdk';
import { listLabs, loadLab, loadMakes, loadReads } from '#labs/load';
import { createLabBench, stepsOf } from '../support/lab-bench.ts';

const ROOT = join(import.meta.dirname, '../..');
const REGION = 'us-east-1';
const ids = await listLabs(ROOT);

/** A lab as its solution or a variant leaves it, and a role that may do what a policy allows. */
async function openSolved(id: string, variant?: string) {
  const lab = await loadLab(ROOT, id);
  const bench = createLabBench(lab);
  const steps = variant === undefined ? [lab.seed, lab.solution] : stepsOf(lab, variant);
  for (const script of steps) await bench.run(script);
  const settings = (credentials: SessionCredentials) => ({
    endpoint: bench.target.endpoint,
    region: REGION,
    credentials,
    maxAttempts: 1,
    requestHandler: new FetchHttpHandler({
      customFetch: (input, init) => bench.sandbox.handle(new Request(input, init)),
    }),
  });
  const admin = settings({ accessKeyId: id, secretAccessKey: 'test' });
  const [iam, sts] = [new IAMClient(admin), new STSClient(admin)];
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'verifier',
      AssumeRolePolicyDocument: JSON.stringify(trust),
    }),
  );
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: Role?.Arn ?? '', RoleSessionName: 'run' }),
  );
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  return {
    allow: (policy: PolicyDocument) =>
      iam.send(
        new PutRolePolicyCommand({
          RoleName: 'verifier',
          PolicyName: 'read',
          PolicyDocument: JSON.stringify(policy),
        }),
      ),
    /** The verification by that role, and what it asked for. */
    verify: async () => {
      const asked = new Set<string>();
      const onSend = (service: string, operation: string) =>
        asked.add(readName({ service, operation }));
      return { result: await bench.verify({ credentials, onSend }), asked };
    },
    /** What is left, as that role sees it. */
    leftovers: async () => findLeftovers(bench.reader(credentials), await loadMakes(ROOT, id)),
    gateway: new APIGatewayClient(settings(credentials)),
  };
}

/** The policy without one action on one resource. */
const without = ({ Statement, ...rest }: PolicyDocument, action: string, resource: string) => ({
  ...rest,
  Statement: Statement.map((statement) => ({
    ...statement,
    Resource: statement.Resource.filter((one) => statement.Action !== action || one !== resource),
  })).filter(({ Resource }) => Resource.length > 0),
});

/** What a policy allows on what. */
interface Line {
  readonly action: string;
  readonly resource: string;
}

const linesOf = ({ Statement }: PolicyDocument): Line[] =>
  Statement.flatMap(({ Action: action, Resource }) =>
    Resource.map((resource) => ({ action, resource })),
  );

/** Those lines that a build does without, looked at one by one: they share a role. */
async function unneeded(lines: readonly Line[], isNeeded: (line: Line) => Promise<boolean>) {
  const spare: Line[] = [];
  for (const line of lines) if (!(await isNeeded(line))) spare.push(line);
  return spare;
}

/** What verdicts say of rights that are missing. */
const deniedIn = ({ verdicts }: RunResult) =>
  Object.values(verdicts).flatMap((finding) =>
    finding.verdict === 'blocked' && finding.reason === 'denied' ? [finding.saw] : [],
  );

describe.each(ids)('the policy for lab %s', (id) => {
  test('is all that verifying it needs', async () => {
    const { allow, verify } = await openSolved(id);
    await allow(readPolicy(await loadReads(ROOT, id), { region: REGION }));
    const { result } = await verify();
    expect(deniedIn(result)).toEqual([]);
    expect(result).toMatchObject({ status: 'pass', leftOut: [] });
  });

  test('has nothing to spare: without any one line the verdict on a right build is blocked, and names it', async () => {
    const solved = await openSolved(id);
    const reads = await loadReads(ROOT, id);
    await solved.allow(readPolicy(reads, { region: REGION }));
    const { asked } = await solved.verify();
    // The rest is asked for by other builds only.
    const used = reads.filter((read) => asked.has(readName(read)));
    const policy = readPolicy(used, { region: REGION });
    const isNeeded = async ({ allow, verify }: typeof solved, { action, resource }: Line) => {
      await allow(without(policy, action, resource));
      const { result } = await verify();
      return (
        result.status !== 'pass' &&
        deniedIn(result).some((saw) => saw.startsWith(`These credentials may not do ${action} on `))
      );
    };
    let spare = await unneeded(linesOf(policy), (line) => isNeeded(solved, line));
    // What the answer says may matter to some right builds only, as who is let in where there is a guard.
    for (const variant of Object.values((await loadLab(ROOT, id)).variants)) {
      if (spare.length === 0) break;
      const built = await openSolved(id, variant);
      spare = await unneeded(spare, (line) => isNeeded(built, line));
    }
    expect(spare).toEqual([]);
  });
});

describe.each(ids)('the policy for --clean of lab %s', (id) => {
  test('is all that looking for what is left needs, and has nothing to spare', async () => {
    const { allow, leftovers } = await openSolved(id);
    const policy = readPolicy(readsFor(await loadMakes(ROOT, id)), { region: REGION });
    // What everybody may do anyway, since IAM takes no policy without a statement.
    const harmless = { Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: ['*'] } as const;
    const padded = { ...policy, Statement: [...policy.Statement, harmless] };
    await allow(padded);
    const { left, unseen } = await leftovers();
    expect(unseen).toEqual([]);
    expect(left).not.toEqual([]);
    const silent: string[] = [];
    for (const { Action, Resource } of policy.Statement)
      for (const resource of Resource) {
        await allow(without(padded, Action, resource));
        const found = await leftovers();
        const named = found.unseen.some(({ saw }) =>
          saw.startsWith(`These credentials may not do ${Action} on `),
        );
        if (!named) silent.push(`${Action} on ${resource}`);
      }
    expect(silent).toEqual([]);
  });
});

describe('whoever has the policy for all labs', () => {
  test('reads, and cannot make, change or delete anything', async () => {
    const { allow, gateway } = await openSolved('tiered-usage-plans');
    const reads = await Promise.all(ids.map((id) => loadReads(ROOT, id)));
    await allow(readPolicy(reads.flat(), { region: REGION }));
    const { items = [] } = await gateway.send(new GetRestApisCommand({}));
    expect(items).toHaveLength(1);
    const restApiId = items[0]?.id;
    for (const write of [
      () => gateway.send(new DeleteRestApiCommand({ restApiId })),
      () => gateway.send(new CreateApiKeyCommand({ name: 'mine' })),
    ])
      await expect(write()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });
});
