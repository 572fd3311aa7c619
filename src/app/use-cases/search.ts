import type { Catalog } from '#catalog';
import type { SearchDocument } from '#catalog/search';
import { loadModel, modelOf, operationsOf, type ServiceName } from '#sandbox/operations';

/** The services that lessons are about; their neighbours' operations would crowd the results. */
const SERVICES = [
  'apigateway',
  'apigatewayv2',
  'apigatewaymanagementapi',
] as const satisfies readonly ServiceName[];

/** As the AWS command line spells it: `CreateRestApi` is `create-rest-api`. */
const commandOf = (name: string) => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

async function operationDocuments(service: ServiceName): Promise<SearchDocument[]> {
  await loadModel(service);
  const { serviceId } = modelOf(service);
  return operationsOf(service).map(({ name }) => ({
    kind: 'operation',
    title: name,
    heading: '',
    context: serviceId,
    text: '',
    keywords: [commandOf(name)],
    // A text fragment: the row of the table, where the browser knows how to find it.
    url: `/handbook/operations/${service}#:~:text=${name}`,
  }));
}

/** What the search looks through. */
export interface SearchIndex {
  /** The content's documents, then the operations of API Gateway. The same list for the same catalog. */
  documents(): Promise<readonly SearchDocument[]>;
}

/** @param catalog the catalog of this moment */
export function createSearchIndex(catalog: () => Catalog): SearchIndex {
  let operations: Promise<readonly SearchDocument[]> | undefined;
  const joined = new WeakMap<Catalog, readonly SearchDocument[]>();
  return {
    async documents() {
      operations ??= Promise.all(SERVICES.map(operationDocuments)).then((lists) => lists.flat());
      const now = catalog();
      const known = joined.get(now) ?? [...now.searchDocuments, ...(await operations)];
      joined.set(now, known);
      return known;
    },
  };
}
