import {
  functionOfUri,
  readAuthorizers,
  readDeployed,
  readInvocation,
  readServedDocument,
  servedAuthorizer,
  type GatherTools,
  type Seen,
} from 'gatewise/labs';

export const PRIVATE = { stageName: 'prod', method: 'GET', path: '/private' } as const;

/** Reads what the stage serves, and how the function that its authorizer names may be called. */
export function gather(tools: GatherTools) {
  const deployed = readDeployed(tools, { name: 'secure', stage: PRIVATE.stageName });
  const document = readServedDocument(tools, deployed);
  const authorizers = readAuthorizers(tools, deployed.search);
  const authorizer = Promise.all([document, authorizers]).then(
    ([served, all]) => served && servedAuthorizer(served, all, PRIVATE),
  );
  const fn = Promise.all([authorizer, deployed.stage]).then(([found, stage]) =>
    functionOfUri(found?.uri, stage?.variables),
  );
  const invocation = Promise.all([authorizer, fn]).then(
    ([found, named]) => named && readInvocation(tools, named, found?.credentials),
  );
  return { ...deployed, authorizer, fn, invocation };
}

export type Snapshot = Seen<ReturnType<typeof gather>>;
