/** The method, its integration, and what the role may and may not do. */
import {
  commandLine,
  dependsOn,
  fail,
  findLiveMethod,
  firstObstacle,
  judgeOpenMethod,
  judgeRoleMay,
  judgeTrust,
  pass,
  roleOfIntegration,
  serviceOfIntegration,
  type Evidence,
  type Finding,
  type FoundRole,
} from 'gatewise/labs';
import { KEY, PETS, TABLE, type Snapshot } from './contract.ts';

const GATEWAY = 'apigateway.amazonaws.com';
const ACTION = 'PutItem';

export const judgeServed = (seen: Snapshot): Finding => judgeOpenMethod(seen, PETS);

/** The service and action that an integration calls, in words. */
const callOf = ({ type, uri }: { type?: string | undefined; uri?: string | undefined }) =>
  `an integration of type ${type ?? 'unknown'}${uri === undefined ? '' : ` to ${uri}`}`;

export function judgePutItem({ search, stage, resources }: Snapshot): Finding {
  const { api, region } = search;
  if (!api || !resources) return dependsOn('serves-pets', 'There is no REST API "pets" yet.');
  const live = findLiveMethod(api, resources, PETS, ({ methodIntegration: one }) => ({
    type: one?.type,
    httpMethod: one?.httpMethod,
    uri: one?.uri,
    credentials: one?.credentials,
  }));
  if (live.finding) return live.finding;
  const { route, resource, evidence } = live;
  const { methodIntegration: integration } = route.value;
  const what = `${route.method} ${route.path}`;
  const put = `aws apigateway put-integration --rest-api-id ${api.id} --resource-id ${resource.id ?? '…'} --http-method ${route.method} --type AWS --integration-http-method POST --uri arn:aws:apigateway:${region}:dynamodb:action/${ACTION} --credentials <the role's ARN> --request-templates file://templates.json`;
  if (!integration) return fail(`${what} has no integration.`, `Give it one: ${put}`, evidence);
  const called = serviceOfIntegration(integration, stage?.variables);
  if (integration.type !== 'AWS' || called?.service !== 'dynamodb' || called.action !== ACTION)
    return fail(
      `${what} has ${callOf(integration)}.`,
      `Let it call DynamoDB's ${ACTION} itself: ${put}`,
      evidence,
    );
  if (called.region !== region)
    return fail(
      `${what} calls DynamoDB in ${called.region}, and the table is in ${region}.`,
      `Name ${region} in the URI: ${put}`,
      evidence,
    );
  if (integration.httpMethod !== 'POST')
    return fail(
      `The integration calls DynamoDB with ${integration.httpMethod ?? 'no method'}; DynamoDB takes POST alone.`,
      `Give --integration-http-method POST: ${put}`,
      evidence,
    );
  const role = roleOfIntegration(integration, stage?.variables);
  return role
    ? pass(`${what} calls DynamoDB's ${ACTION} as role ${role.name}.`, evidence)
    : fail(
        `The integration's credentials name no role: ${integration.credentials ?? 'none'}.`,
        `Name the role that API Gateway is to take on: ${put}`,
        evidence,
      );
}

const tableArn = ({ arn }: FoundRole, region: string, table: string) =>
  `arn:${arn.split(':')[1] ?? 'aws'}:dynamodb:${region}:${arn.split(':')[4] ?? ''}:table/${table}`;

const noRole = (name: string): Finding =>
  fail(
    `There is no role "${name}".`,
    `Create it for API Gateway: aws iam create-role --role-name ${name} --assume-role-policy-document file://trust.json`,
    {
      call: commandLine({ service: 'iam', operation: 'GetRole', input: { RoleName: name } }),
      fields: { found: 'none' },
    },
  );

export function judgeMayPut({ role: { name, found }, search: { region } }: Snapshot): Finding {
  if (!found) return noRole(name);
  const trust = judgeTrust(found, GATEWAY);
  if (trust.verdict !== 'pass') return trust;
  const may = judgeRoleMay(found, `dynamodb:${ACTION}`, tableArn(found, region, TABLE));
  return may.verdict === 'pass'
    ? pass(
        `API Gateway may take on role ${name}, which may put items into table "${TABLE}".`,
        ...trust.evidence,
        ...may.evidence,
      )
    : may;
}

/** What the method never needs: other things with this table, and other tables. */
const NEEDLESS = [
  ...[
    'GetItem',
    'BatchGetItem',
    'Query',
    'Scan',
    'UpdateItem',
    'DeleteItem',
    'BatchWriteItem',
    'UpdateTable',
    'DeleteTable',
  ].map((action) => ({ action, table: TABLE })),
  ...['orders', `${TABLE}-archive`].map((table) => ({ action: ACTION, table })),
];

export function judgeNoMore({ role: { name, found }, search: { region } }: Snapshot): Finding {
  if (!found) return dependsOn('role-may-put', `There is no role "${name}" yet.`);
  const evidence: Evidence[] = [];
  for (const { action, table } of NEEDLESS) {
    const may = judgeRoleMay(found, `dynamodb:${action}`, tableArn(found, region, table));
    if (may.verdict === 'blocked') return may;
    if (may.verdict === 'pass')
      return fail(
        `Role ${name} may also ${action} on table "${table}".`,
        `Let its policies name dynamodb:${ACTION} and ${tableArn(found, region, TABLE)}, and detach what gives more.`,
        ...may.evidence,
      );
    evidence[0] ??= may.evidence[0] ?? { call: '', fields: {} };
  }
  return pass(`Role ${name} may do nothing else with this table or another one.`, ...evidence);
}

/** Whether there is a table to put into, keyed as the seed made it. */
function judgeTable({ table: { Table: table } }: Snapshot): Finding {
  const evidence: Evidence = {
    call: commandLine({
      service: 'dynamodb',
      operation: 'DescribeTable',
      input: { TableName: TABLE },
    }),
    fields: table ? { keySchema: table.KeySchema, status: table.TableStatus } : { found: 'none' },
  };
  const isKeyed = table?.KeySchema?.length === 1 && table.KeySchema[0]?.AttributeName === KEY;
  return isKeyed
    ? pass(`Table "${TABLE}" has the key "${KEY}".`, evidence)
    : fail(
        table
          ? `Table "${TABLE}" has another key than "${KEY}" alone.`
          : `There is no table "${TABLE}".`,
        "Run the lab's seed again, which makes it.",
        evidence,
      );
}

/** Everything that has to stand before a pet can reach the table. */
export const judgeArrival = (seen: Snapshot): Finding =>
  firstObstacle(seen, {
    'serves-pets': judgeServed,
    'put-item': judgePutItem,
    'role-may-put': judgeMayPut,
  }) ?? judgeTable(seen);

/** For what builds on a pet that arrives. */
export function judgeAfterArrival(seen: Snapshot): Finding {
  const arrival = judgeArrival(seen);
  return arrival.verdict === 'fail' ? dependsOn('item-arrives', arrival.saw) : arrival;
}
