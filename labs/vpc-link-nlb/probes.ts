/** What callers of the stage get from the server in the VPC. */
import {
  deployCommand,
  fail,
  pass,
  probeEvidence,
  type Evidence,
  type Finding,
  type ProbeAnswer,
  type ProbePort,
} from 'gatewise/labs';
import { PATH, SHELF, STAGE, type InventorySeen } from './contract.ts';

const CALLS = [
  { method: 'GET', status: 200 },
  { method: 'POST', status: 202 },
] as const;

/** The same value, whatever the spaces. */
function isShelf(body: string): boolean {
  try {
    return JSON.stringify(JSON.parse(body)) === SHELF;
  } catch {
    return false;
  }
}

const REASONS: Readonly<Record<number, string>> = {
  500: 'A 500 means that the gateway could not use link or integration as they are, or has no response for what the server said.',
  502: 'A 502 means that the gateway could not read the answer.',
  503: 'A 503 means that the load balancer has nobody to ask.',
  504: 'A 504 means that nobody took the connection: look at the port, at the protocol of the URI and at the security groups.',
};

const nextStep = ({ status }: ProbeAnswer, apiId: string) =>
  `${REASONS[status] ?? 'Look at the trace: which method, host and path did the server get?'} After a change: ${deployCommand(apiId, STAGE)}`;

export async function probeServer(port: ProbePort, { search }: InventorySeen): Promise<Finding> {
  const apiId = search.api?.id ?? '';
  const evidence: Evidence[] = [];
  for (const { method, status } of CALLS) {
    const request = {
      apiId,
      stage: STAGE,
      method,
      path: PATH,
      ...(method === 'POST' && {
        headers: { 'content-type': 'application/json' },
        body: '{"boxes":1}',
      }),
    } as const;
    const answer = await port.send(request);
    evidence.push(probeEvidence(request, answer));
    if (answer.status !== status)
      return fail(
        `${method} ${PATH} was answered with ${answer.status}; the stock server says ${status}.`,
        nextStep(answer, apiId),
        ...evidence,
      );
    if (method === 'GET' && !isShelf(answer.body))
      return fail(
        `GET ${PATH} was answered with ${answer.body.slice(0, 200)}, which is not what the stock server says: ${SHELF}`,
        nextStep(answer, apiId),
        ...evidence,
      );
  }
  return pass('The stock server answers callers of the API.', ...evidence);
}
