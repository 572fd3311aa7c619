/** What the lab asks for, and what it reads. */
import {
  liveRoute,
  readRole,
  restReadings,
  roleOfIntegration,
  type FoundRole,
  type GatherTools,
  type Readings,
  type RestReadings,
  type Seen,
} from 'gatewise/labs';

export const PETS = { stageName: 'prod', method: 'POST', path: '/pets' } as const;
export const TABLE = 'pets';
export const KEY = 'id';
/** The contract's name; an integration may name another role, and then that one counts. */
const ROLE = 'apigw-ddb';

const readRest = restReadings({ name: 'pets', stage: PETS.stageName });

/** The role that the integration names, else the one that the contract names. */
async function findRole(
  tools: GatherTools,
  { stage, resources }: RestReadings,
): Promise<{ readonly name: string; readonly found: FoundRole | undefined }> {
  const [live, edited] = await Promise.all([stage, resources]);
  const route = liveRoute(edited ?? [], PETS.method, PETS.path);
  const named = roleOfIntegration(route?.value.methodIntegration ?? {}, live?.variables);
  const name = named?.name ?? ROLE;
  return { name, found: await readRole(tools, name) };
}

export function gather(tools: GatherTools) {
  const rest = readRest(tools);
  return {
    ...rest,
    role: findRole(tools, rest),
    table: tools.aws.dynamodb.describeTable({ TableName: TABLE }),
  } satisfies Readings;
}

export type Snapshot = Seen<ReturnType<typeof gather>>;
