import {
  defineLab,
  fail,
  firstObstacle,
  judgeDomain,
  judgeMapping,
  judgeOpenMethod,
  judgeRestApi,
  pass,
  probeByDomain,
  readDeployed,
  readDomains,
  type DomainPlan,
  type Finding,
  type GatherTools,
  type Seen,
} from 'gatewise/labs';

const STAGE = 'prod';
const CATALOG = { stageName: STAGE, method: 'GET', path: '/catalog' } as const;
const PLAN: DomainPlan = {
  endpointType: 'EDGE',
  proposed: 'global.example.com',
  stageName: STAGE,
};

const gather = (tools: GatherTools) => ({
  ...readDeployed(tools, { name: 'global', stage: STAGE }),
  domains: readDomains(tools),
});
type Snapshot = Seen<ReturnType<typeof gather>>;

function judgeEdgeApi({ search }: Snapshot): Finding {
  const { api } = search;
  if (!api) return judgeRestApi(search);
  const types = api.endpointConfiguration?.types ?? [];
  const evidence = {
    call: 'aws apigateway get-rest-apis',
    fields: { id: api.id, name: api.name, endpointTypes: types },
  };
  return types.includes('EDGE')
    ? pass(`REST API ${api.id} is edge-optimized.`, evidence)
    : fail(
        `REST API ${api.id} has the endpoint type ${types.join(', ')}.`,
        `Change it: aws apigateway update-rest-api --rest-api-id ${api.id} --patch-operations op=replace,path=/endpointConfiguration/types/${types[0] ?? 'REGIONAL'},value=EDGE`,
        evidence,
      );
}

const steps = {
  'still-served': (seen: Snapshot) => judgeOpenMethod(seen, CATALOG),
  'edge-api': judgeEdgeApi,
  'edge-domain': (seen: Snapshot) => judgeDomain(seen, PLAN),
  'domain-mapped': (seen: Snapshot) => judgeMapping(seen, PLAN, 'edge-domain'),
};

export default defineLab({
  id: 'edge-domain',
  gather,
  objectives: {
    'still-served': {
      wanted: `Stage "${STAGE}" of REST API "global" serves GET /catalog to everybody.`,
      judge: steps['still-served'],
    },
    'edge-api': {
      wanted: 'REST API "global" has the endpoint type EDGE.',
      judge: steps['edge-api'],
    },
    'edge-domain': {
      wanted: 'There is an edge-optimized custom domain name, and it is available.',
      judge: steps['edge-domain'],
    },
    'domain-mapped': {
      wanted: `The domain name leads to stage "${STAGE}" of global, below any base path.`,
      judge: steps['domain-mapped'],
    },
    'answers-by-name': {
      wanted: 'GET /catalog below the domain name and its base path answers 200.',
      judge: (seen) => firstObstacle(seen, steps) ?? pass('Everything that it takes is there.'),
      probe: {
        where: 'anywhere',
        send: (port, seen) => probeByDomain(port, seen, PLAN, CATALOG.path),
      },
    },
  },
});
