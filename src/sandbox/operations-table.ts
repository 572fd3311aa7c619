import { OPERATION_NOTES } from './operation-notes.ts';
import { findImplementation } from './services/index.ts';
import './models.ts';
import {
  documentationUrl,
  kebabCase,
  modelOf,
  operationsOf,
  SERVICE_NAMES,
  type Operation,
  type ServiceName,
} from './operations.ts';

/** A file as it has to lie in the repository. */
export interface GeneratedPage {
  readonly path: string;
  readonly text: string;
}

/** Tells whether an answer of AWS to the operation was recorded, by service and `snake_case` name. */
export type IsRecorded = (service: ServiceName, snakeName: string) => boolean;

const noteOf = ({ service, name }: Operation): string | undefined =>
  OPERATION_NOTES[service]?.[name];

const evidence = (operation: Operation, isRecorded: IsRecorded): string =>
  isRecorded(operation.service, kebabCase(operation.name).replaceAll('-', '_'))
    ? 'recorded'
    : 'documented';

function rowOf(operation: Operation, isRecorded: IsRecorded): string {
  const note = noteOf(operation);
  const state = note === undefined ? 'implemented' : 'partial';
  const link = `[${operation.name}](${documentationUrl(operation)})`;
  return `| ${link} | ${state} | ${evidence(operation, isRecorded)} | ${note ?? ''} |`;
}

/** Splits what works from what does not yet. */
function sortedOut(service: ServiceName) {
  const all = operationsOf(service);
  const isThere = ({ name }: Operation) => findImplementation(service, name) !== undefined;
  return { done: all.filter(isThere), missing: all.filter((one) => !isThere(one)) };
}

function pageOf(service: ServiceName, isRecorded: IsRecorded): GeneratedPage {
  const { serviceId } = modelOf(service);
  const { done, missing } = sortedOut(service);
  const table =
    done.length === 0
      ? 'None yet.'
      : [
          '| Operation | State | Evidence | What differs from AWS |',
          '| --- | --- | --- | --- |',
          ...done.map((operation) => rowOf(operation, isRecorded)),
        ].join('\n');
  const rest =
    missing.length === 0
      ? 'Nothing is missing.'
      : `They are routed and answer \`NotImplemented\`: ${missing.map(({ name }) => name).join(', ')}.`;
  const text = `---
title: ${JSON.stringify(serviceId)}
summary: ${JSON.stringify(`${done.length} of ${done.length + missing.length} operations of ${serviceId} work in the local sandbox.`)}
---

# ${serviceId}

## What works

${table}

## Not yet

${rest}
`;
  return { path: `content/handbook/operations/${service}.md`, text };
}

function indexPage(): GeneratedPage {
  const rows = SERVICE_NAMES.map((service) => {
    const { done, missing } = sortedOut(service);
    const partial = done.filter((operation) => noteOf(operation) !== undefined).length;
    const link = `[${modelOf(service).serviceId}](/handbook/operations/${service})`;
    return `| ${link} | ${done.length - partial} | ${partial} | ${missing.length} |`;
  });
  const text = `---
title: "Operations of the local sandbox"
summary: "Which AWS operations work on your desk, which differ, and which answer NotImplemented."
---

# Operations of the local sandbox

Every operation of these services is routed, and its input is checked against AWS's own model. What
is not implemented answers \`NotImplemented\` with its name. *Partial* means that it works and that
something differs from AWS; the page of the service says what. The evidence is what the behaviour was
built from: answers *recorded* on AWS, or what AWS has *documented*.

| Service | Implemented | Partial | Not yet |
| --- | --- | --- | --- |
${rows.join('\n')}

The pages are generated from the code. \`npm run generate\` writes them anew.
`;
  return { path: 'content/handbook/operations/index.md', text };
}

/** The handbook's pages on operations, one per service and a list of them. */
export const operationPages = (isRecorded: IsRecorded): GeneratedPage[] => [
  indexPage(),
  ...SERVICE_NAMES.map((service) => pageOf(service, isRecorded)),
];

/** Notes on operations that nothing implements, as `service Name`: there must be none. */
export const idleNotes = (): string[] =>
  SERVICE_NAMES.flatMap((service) =>
    Object.keys(OPERATION_NOTES[service] ?? {})
      .filter((name) => findImplementation(service, name) === undefined)
      .map((name) => `${service} ${name}`),
  );
