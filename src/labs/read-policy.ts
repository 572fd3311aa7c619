import {
  findProbeOperation,
  findReadOperation,
  resourceOf,
  type Place,
  type ReadOperation,
} from './read-operations.ts';

/** An operation that a lab's verification asks for, its probes' included. */
export interface LabRead {
  readonly service: string;
  readonly operation: string;
}

/** A policy as IAM takes it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Effect: 'Allow';
  readonly Action: string;
  readonly Resource: readonly string[];
}

/** `apigateway GetStages`, as a lab's `reads.txt` has it. */
export const readName = ({ service, operation }: LabRead): string => `${service} ${operation}`;

/** @returns the reads of a `reads.txt`, one per line */
export const parseReads = (text: string): readonly LabRead[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [service = '', operation = ''] = line.split(' ');
      return { service, operation };
    });

/** What must be allowed; undefined for what needs no right. */
function rightFor({ service, operation }: LabRead): ReadOperation | undefined {
  const listed = findReadOperation(service, operation) ?? findProbeOperation(service, operation);
  return listed?.needsRight === false ? undefined : listed;
}

/**
 * The policy that lets somebody verify and do nothing else: the reads' actions, each on the resources
 * that the reads name. What is only known when a lab is built, such as an API's id, is `*`.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 */
export function readPolicy(reads: readonly LabRead[], place: Place): PolicyDocument {
  const byAction = new Map<string, Set<string>>();
  for (const read of reads) {
    const listed = rightFor(read);
    if (!listed) continue;
    const resources = byAction.get(listed.action) ?? new Set<string>();
    byAction.set(listed.action, resources.add(resourceOf(listed, {}, place)));
  }
  const statements = [...byAction]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([Action, resources]) => ({
      Effect: 'Allow' as const,
      Action,
      Resource: [...resources].toSorted(),
    }));
  return { Version: '2012-10-17', Statement: statements };
}
