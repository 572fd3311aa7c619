import {
  defineLab,
  firstObstacle,
  judgeDomain,
  judgeMapping,
  judgeOpenMethod,
  judgeTls,
  pass,
  probeByDomain,
  readDeployed,
  readDomains,
  type DomainPlan,
  type GatherTools,
  type Seen,
} from 'gatewise/labs';

const STAGE = 'prod';
const PRODUCTS = { stageName: STAGE, method: 'GET', path: '/products' } as const;
const PLAN: DomainPlan = {
  endpointType: 'REGIONAL',
  proposed: 'api.example.com',
  stageName: STAGE,
  basePath: 'v1',
};

const gather = (tools: GatherTools) => ({
  ...readDeployed(tools, { name: 'store', stage: STAGE }),
  domains: readDomains(tools),
});
type Snapshot = Seen<ReturnType<typeof gather>>;

const steps = {
  'still-served': (seen: Snapshot) => judgeOpenMethod(seen, PRODUCTS),
  'regional-domain': (seen: Snapshot) => judgeDomain(seen, PLAN),
  'tls-1-2': (seen: Snapshot) => judgeTls(seen, PLAN, 'regional-domain'),
  'v1-mapped': (seen: Snapshot) => judgeMapping(seen, PLAN, 'regional-domain'),
};

export default defineLab({
  id: 'custom-domain',
  gather,
  objectives: {
    'still-served': {
      wanted: `Stage "${STAGE}" of REST API "store" serves GET /products to everybody.`,
      judge: steps['still-served'],
    },
    'regional-domain': {
      wanted: 'There is a Regional custom domain name, and it is available.',
      judge: steps['regional-domain'],
    },
    'tls-1-2': {
      wanted: 'The domain name takes TLS 1.2 and better, and nothing older.',
      judge: steps['tls-1-2'],
    },
    'v1-mapped': {
      wanted: `Base path v1 of the domain name leads to stage "${STAGE}" of store.`,
      judge: steps['v1-mapped'],
    },
    'answers-by-name': {
      wanted: 'GET /v1/products on the domain name answers 200.',
      judge: (seen) => firstObstacle(seen, steps) ?? pass('Everything that it takes is there.'),
      probe: {
        where: 'anywhere',
        send: (port, seen) => probeByDomain(port, seen, PLAN, PRODUCTS.path),
      },
    },
  },
});
