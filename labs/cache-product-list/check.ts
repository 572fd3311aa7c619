import {
  commandLine,
  defineLab,
  dependsOn,
  fail,
  findDeployed,
  pass,
  pending,
  probeEvidence,
  readDeployed,
  settingFor,
  type Evidence,
  type Finding,
  type GatherTools,
  type Seen,
} from 'gatewise/labs';

const STAGE = 'prod';
const SIZE = '0.5';
const TTL_SECONDS = 300;
const PRODUCTS = { method: 'GET', path: '/products' } as const;

const gather = (tools: GatherTools) => readDeployed(tools, { name: 'catalog', stage: STAGE });
type Snapshot = Seen<ReturnType<typeof gather>>;

const served = (seen: Snapshot) =>
  findDeployed(seen, { ...PRODUCTS, stageName: STAGE, apiObjective: 'still-served' });

function judgeServed(seen: Snapshot): Finding {
  const { search } = seen;
  if (!search.api) {
    return fail(
      `No REST API named "${search.wantedName}" in ${search.region}.`,
      "Run the lab's seed, which builds the catalog as it is today.",
      { call: 'aws apigateway get-rest-apis', fields: { names: search.names } },
    );
  }
  const deployed = served(seen);
  if (deployed.finding) return deployed.finding;
  const { route, evidence } = deployed;
  return pass(`Stage "${STAGE}" serves ${route.method} ${route.path}.`, ...evidence);
}

/** What the stage says of its cache; no value of `methodSettings` is a secret. */
const stageEvidence = ({ search, stage }: Snapshot): Evidence => ({
  call: commandLine({
    service: 'apigateway',
    operation: 'GetStages',
    input: { restApiId: search.api?.id },
  }),
  fields: {
    stageName: stage?.stageName,
    cacheClusterEnabled: stage?.cacheClusterEnabled,
    cacheClusterSize: stage?.cacheClusterSize,
    cacheClusterStatus: stage?.cacheClusterStatus,
    methodSettings: stage?.methodSettings,
  },
});

function judgeCluster(seen: Snapshot): Finding {
  const { api } = seen.search;
  const { stage } = seen;
  if (!api || !stage)
    return dependsOn('still-served', `There is no stage "${STAGE}" to cache yet.`);
  const evidence = stageEvidence(seen);
  const patch = (...operations: readonly string[]) =>
    `aws apigateway update-stage --rest-api-id ${api.id} --stage-name ${STAGE} --patch-operations ${operations.join(' ')}`;
  if (!stage.cacheClusterEnabled) {
    return fail(
      `Stage "${STAGE}" has no cache cluster.`,
      `Give it one: ${patch('op=replace,path=/cacheClusterEnabled,value=true', `op=replace,path=/cacheClusterSize,value=${SIZE}`)}`,
      evidence,
    );
  }
  if (stage.cacheClusterSize !== SIZE) {
    return fail(
      `The cache of stage "${STAGE}" has ${stage.cacheClusterSize ?? 'no'} GB; ${SIZE} GB were ordered.`,
      `Change it; AWS makes the cache anew, so it starts empty: ${patch(`op=replace,path=/cacheClusterSize,value=${SIZE}`)}`,
      evidence,
    );
  }
  const { cacheClusterStatus: status } = stage;
  return status === 'AVAILABLE' || status === 'FLUSH_IN_PROGRESS' || status === undefined
    ? pass(`Stage "${STAGE}" has a cache of ${SIZE} GB.`, evidence)
    : pending(
        `The cache of stage "${STAGE}" is not ready yet (${status}).`,
        'AWS takes up to four minutes to make one. Verify again then.',
        evidence,
      );
}

/** The setting that counts for GET /products: its own, else that for all methods. */
function settingOf(seen: Snapshot) {
  const deployed = served(seen);
  if (deployed.finding || !seen.stage) return undefined;
  const { path, method } = deployed.route;
  return settingFor(seen.stage.methodSettings, { path, method });
}

function judgeCached(seen: Snapshot): Finding {
  const { api } = seen.search;
  if (!api || served(seen).finding)
    return dependsOn('still-served', `Stage "${STAGE}" does not serve GET /products yet.`);
  if (!seen.stage?.cacheClusterEnabled)
    return dependsOn('cache-cluster', 'There is no cache to keep anything in yet.');
  const setting = settingOf(seen);
  const evidence = stageEvidence(seen);
  const nextStep = `Switch it on for the method: aws apigateway update-stage --rest-api-id ${api.id} --stage-name ${STAGE} --patch-operations op=replace,path=/~1products/GET/caching/enabled,value=true op=replace,path=/~1products/GET/caching/ttlInSeconds,value=${TTL_SECONDS}`;
  if (!setting?.value.cachingEnabled) {
    return fail(
      setting
        ? `The setting that counts for GET /products ("${setting.key}") says that it is not cached.`
        : 'No setting says that GET /products is cached. A cluster alone keeps nothing.',
      nextStep,
      evidence,
    );
  }
  return setting.value.cacheTtlInSeconds === 0
    ? fail(
        `GET /products is kept for 0 seconds ("${setting.key}"), which is not at all.`,
        nextStep,
        evidence,
      )
    : pass(`GET /products is cached by the setting "${setting.key}".`, evidence);
}

function judgeTtl(seen: Snapshot): Finding {
  const { api } = seen.search;
  const cached = judgeCached(seen);
  if (!api || cached.verdict !== 'pass')
    return dependsOn('products-cached', 'GET /products is not cached yet.');
  const { key = '*/*', value } = settingOf(seen) ?? {};
  const seconds = value?.cacheTtlInSeconds ?? TTL_SECONDS;
  return seconds === TTL_SECONDS
    ? pass(`GET /products is kept for ${TTL_SECONDS} s ("${key}").`, ...cached.evidence)
    : fail(
        `GET /products is kept for ${seconds} s ("${key}"); ${TTL_SECONDS} s are wanted.`,
        `Change it: aws apigateway update-stage --rest-api-id ${api.id} --stage-name ${STAGE} --patch-operations op=replace,path=/~1products/GET/caching/ttlInSeconds,value=${TTL_SECONDS}`,
        ...cached.evidence,
      );
}

export default defineLab({
  id: 'cache-product-list',
  gather,
  objectives: {
    'still-served': {
      wanted: `Stage "${STAGE}" of REST API "catalog" serves GET /products.`,
      judge: judgeServed,
    },
    'cache-cluster': {
      wanted: `Stage "${STAGE}" has a cache cluster of ${SIZE} GB.`,
      judge: judgeCluster,
    },
    'products-cached': {
      wanted: 'The setting that counts for GET /products has caching on.',
      judge: judgeCached,
    },
    'five-minutes': {
      wanted: `Answers of GET /products are kept for ${TTL_SECONDS} seconds.`,
      judge: judgeTtl,
    },
    'second-answer-kept': {
      wanted:
        'The second of two calls gets the answer that was made for the first (local sandbox only).',
      judge(seen) {
        const cluster = judgeCluster(seen);
        if (cluster.verdict !== 'pass')
          return dependsOn('cache-cluster', 'There is no cache to answer from yet.');
        return judgeCached(seen).verdict === 'pass'
          ? pass('GET /products is cached.', stageEvidence(seen))
          : dependsOn('products-cached', 'GET /products is not cached yet.');
      },
      probe: {
        where: 'sandbox',
        async send(port, { search: { api } }) {
          const request = { apiId: api?.id ?? '', stage: STAGE, ...PRODUCTS } as const;
          const first = await port.send(request);
          const second = await port.send(request);
          const evidence = [probeEvidence(request, first), probeEvidence(request, second)];
          if (first.status !== 200 || second.status !== 200) {
            return fail(
              `GET /${STAGE}/products answered ${first.status} and ${second.status}.`,
              'Only good answers are kept. Find out what the stage serves, mend it and deploy again.',
              ...evidence,
            );
          }
          return first.body === second.body
            ? pass('The second answer was the kept one.', ...evidence)
            : fail(
                'Two calls got two answers, each made for its own request.',
                'Look at the setting that counts for GET /products, and at what the answer is made of.',
                ...evidence,
              );
        },
      },
    },
  },
});
