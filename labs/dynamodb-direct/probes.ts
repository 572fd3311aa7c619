/** Pets are posted, and looked for in the table. */
import {
  dependsOn,
  fail,
  pass,
  probeEvidence,
  type Evidence,
  type Finding,
  type ProbeAnswer,
  type ProbePort,
} from 'gatewise/labs';
import { KEY, PETS, TABLE, type Snapshot } from './contract.ts';

interface Pet {
  readonly name: string;
  readonly age: number | string;
}

const REX: Pet = { name: 'Rex', age: 3 };
const QUOTED: Pet = { name: `Rex "the Nose" O'Hara`, age: 4 };
const AGELESS: Pet = { name: 'Rex', age: 'unknown' };

const isGood = ({ status }: ProbeAnswer) => status >= 200 && status < 300;

function idIn(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const id: unknown =
      typeof value === 'object' && value !== null ? Reflect.get(value, KEY) : undefined;
    return typeof id === 'string' && id !== '' ? id : undefined;
  } catch {
    return undefined;
  }
}

async function post(port: ProbePort, { search }: Snapshot, pet: Pet) {
  const request = {
    apiId: search.api?.id ?? '',
    stage: PETS.stageName,
    method: PETS.method,
    path: PETS.path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(pet),
  } as const;
  const answer = await port.send(request);
  return { answer, evidence: probeEvidence(request, answer) };
}

/** A pet that was posted and found again, or what came instead. */
type Stored =
  | { readonly finding: Finding }
  | { readonly finding?: never; readonly id: string; readonly evidence: readonly Evidence[] };

/** Posts a pet and reads the item whose id the answer names. */
async function store(port: ProbePort, seen: Snapshot, pet: Pet): Promise<Stored> {
  const { answer, evidence } = await post(port, seen, pet);
  const posted = `POST /${PETS.stageName}${PETS.path} with ${JSON.stringify(pet)}`;
  if (!isGood(answer))
    return {
      finding: fail(
        `${posted} answered ${answer.status}.`,
        'Try the method with aws apigateway test-invoke-method: its log shows what the template made of the body, and what DynamoDB said. Mend it, then deploy again.',
        evidence,
      ),
    };
  const id = idIn(answer.body);
  if (id === undefined)
    return {
      finding: fail(
        `${posted} answered ${answer.status} without an "${KEY}".`,
        `Answer {"${KEY}":"…"} with the new item's id: a response template for application/json. A refusal of DynamoDB must not be told as 200 either. Then deploy again.`,
        evidence,
      ),
    };
  const { Item: item } = await port.traces.dynamodb.getItem({
    TableName: TABLE,
    Key: { [KEY]: { S: id } },
    ConsistentRead: true,
  });
  const read: Evidence = {
    call: `aws dynamodb get-item --table-name ${TABLE} --key '{"${KEY}":{"S":"${id}"}}' --consistent-read`,
    fields: item ? { item } : { found: 'none' },
  };
  const isSame = item?.['name']?.S === pet.name && item['age']?.N === String(pet.age);
  return isSame
    ? { id, evidence: [evidence, read] }
    : {
        finding: fail(
          item
            ? `The item with the id "${id}" is not the pet that was posted.`
            : `The answer names the id "${id}", and table "${TABLE}" has no such item.`,
          `Let the template write ${KEY} (S), name (S) and age (N) into table "${TABLE}", then deploy again.`,
          evidence,
          read,
        ),
      };
}

export async function probeArrival(port: ProbePort, seen: Snapshot): Promise<Finding> {
  const first = await store(port, seen, REX);
  if (first.finding) return first.finding;
  const second = await store(port, seen, REX);
  if (second.finding) return second.finding;
  const evidence = [...first.evidence, ...second.evidence];
  return first.id === second.id
    ? fail(
        `Two pets of the same name got the same id, "${first.id}": the second replaced the first.`,
        "Let the id be of the request's making, such as $context.requestId, then deploy again.",
        ...evidence,
      )
    : pass('Two pets were posted, and both are in the table.', ...evidence);
}

/** Nothing can be said of other pets while a plain one does not arrive. */
async function afterPlain(
  port: ProbePort,
  seen: Snapshot,
  next: () => Promise<Finding>,
): Promise<Finding> {
  const plain = await store(port, seen, REX);
  return plain.finding ? dependsOn('item-arrives', plain.finding.saw) : next();
}

export const probeAnyName = (port: ProbePort, seen: Snapshot): Promise<Finding> =>
  afterPlain(port, seen, async () => {
    const stored = await store(port, seen, QUOTED);
    if (!stored.finding)
      return pass(`The name ${QUOTED.name} arrived as it was posted.`, ...stored.evidence);
    return fail(
      stored.finding.saw,
      "Write the name with $input.json('$.name'), which keeps JSON's own quotation marks and escapes, then deploy again.",
      ...stored.finding.evidence,
    );
  });

export const probeRefusal = (port: ProbePort, seen: Snapshot): Promise<Finding> =>
  afterPlain(port, seen, async () => {
    const { answer, evidence } = await post(port, seen, AGELESS);
    return answer.status >= 400
      ? pass(`A pet that the table refuses is answered with ${answer.status}.`, evidence)
      : fail(
          `An age that is no number was answered with ${answer.status}, as if the pet had been stored.`,
          "Add an integration response with a pattern for DynamoDB's errors, such as [45]\\d\\d, and a status of 400, then deploy again.",
          evidence,
        );
  });
