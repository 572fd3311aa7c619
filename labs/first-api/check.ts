import {
  commandLine,
  defineLab,
  dependsOn,
  fail,
  findDeployed,
  judgeOpenMethod,
  judgeRestApi,
  liveRoute,
  pass,
  probeEvidence,
  restReadings,
} from 'gatewise/labs';

const HELLO = {
  stageName: 'dev',
  method: 'GET',
  path: '/hello',
  apiObjective: 'rest-api',
} as const;
const BODY = '{"message":"hello"}';

/** Same JSON, whatever the spaces. */
const saysHello = (body: string) => {
  try {
    return JSON.stringify(JSON.parse(body)) === BODY;
  } catch {
    return false;
  }
};

export default defineLab({
  id: 'first-api',
  gather: restReadings({ name: 'hello', stage: HELLO.stageName }),
  objectives: {
    'rest-api': {
      wanted: 'A REST API named "hello".',
      judge: ({ search }) => judgeRestApi(search),
    },
    'mock-method': {
      wanted: 'GET /hello is answered by a MOCK integration with a 200.',
      judge({ search: { api }, resources }) {
        if (!api || !resources) return dependsOn('rest-api', 'There is no REST API "hello" yet.');
        const route = liveRoute(resources, 'GET', '/hello');
        const call = commandLine({
          service: 'apigateway',
          operation: 'GetResources',
          input: { restApiId: api.id, embed: ['methods'] },
        });
        if (!route) {
          const paths = resources.map(({ path }) => path);
          return fail(
            `API ${api.id} has no method that takes GET /hello. Its paths: ${paths.join(', ')}.`,
            'Create the resource "hello" under the root, then put the method GET on it.',
            { call, fields: { paths } },
          );
        }
        const integration = route.value.methodIntegration;
        const statuses = Object.keys(integration?.integrationResponses ?? {});
        const evidence = {
          call,
          fields: {
            path: route.path,
            method: route.method,
            type: integration?.type,
            integrationResponses: statuses,
          },
        };
        if (integration?.type !== 'MOCK') {
          return fail(
            integration
              ? `${route.method} ${route.path} has an integration of type ${integration.type ?? 'unknown'}.`
              : `${route.method} ${route.path} has no integration.`,
            `Put a MOCK integration on it: aws apigateway put-integration --rest-api-id ${api.id} --resource-id … --http-method ${route.method} --type MOCK`,
            evidence,
          );
        }
        return statuses.includes('200')
          ? pass(
              `${route.method} ${route.path} has a MOCK integration with a 200 response.`,
              evidence,
            )
          : fail(
              `The MOCK integration of ${route.method} ${route.path} has no response for status 200, so API Gateway answers 500.`,
              'Declare the method response 200 (put-method-response), then the integration response 200 (put-integration-response).',
              evidence,
            );
      },
    },
    'deployed-to-dev': {
      wanted: 'Stage "dev" serves a deployment that holds GET /hello, open to everybody.',
      judge: (seen) =>
        seen.search.api
          ? judgeOpenMethod(seen, HELLO)
          : dependsOn('rest-api', 'There is no REST API "hello" yet.'),
    },
    'answers-hello': {
      wanted: `GET /hello on stage "dev" answers 200 with ${BODY}.`,
      judge(seen) {
        // A deployment's snapshot does not show templates: only a call tells what is served.
        const deployed = findDeployed(seen, HELLO);
        return deployed.finding
          ? dependsOn('deployed-to-dev', 'GET /hello is not deployed to stage "dev" yet.')
          : pass('GET /hello is deployed.', ...deployed.evidence);
      },
      probe: {
        where: 'anywhere',
        async send(port, { search: { api } }) {
          const request = {
            apiId: api?.id ?? '',
            stage: 'dev',
            method: 'GET',
            path: '/hello',
          } as const;
          const answer = await port.send(request);
          const evidence = probeEvidence(request, answer);
          if (answer.status !== 200) {
            return fail(
              `GET /dev/hello answered ${answer.status}: ${answer.body.slice(0, 200)}`,
              answer.status === 500
                ? 'A 500 from a mock means that its request template gave no status that an integration response takes. The template is {"statusCode": 200}. Mend it, then deploy again.'
                : 'Find out what the stage serves, mend it, then deploy again.',
              evidence,
            );
          }
          return saysHello(answer.body)
            ? pass(`GET /dev/hello answered 200 with ${BODY}.`, evidence)
            : fail(
                answer.body === ''
                  ? 'GET /dev/hello answered 200 with an empty body.'
                  : `GET /dev/hello answered 200 with ${answer.body.slice(0, 200)}`,
                `Give the integration response 200 the template ${BODY} for application/json, then deploy again: the stage serves what was deployed, not what was edited since.`,
                evidence,
              );
        },
      },
    },
  },
});
