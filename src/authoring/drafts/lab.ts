import type { SourceFile } from '../source.ts';
import { nextOrder, type DraftSetting } from './draft.ts';
import { titleOf } from './scenario.ts';

const document = (
  id: string,
  order: number,
  { topic, exam, task, fact, today }: DraftSetting,
) => `---
title: ${titleOf(id)}
summary: One sentence on what is built and why.
order: ${order}
minutes: 15
level: 1
topics: [${topic}]
services: [apigateway]
exams: [{ exam: ${exam}, task: '${task}' }]
lessons: []
scenarios: []
cost:
  perHour: 0
  note: A REST API costs nothing until it is called.
region: us-east-1
api: ${id} # the name by which the checker finds the learner's API
objectives: # the judges are in check.ts, under the same ids
  - id: rest-api
    title: A REST API named "${id}" exists
    hints:
      - Everything else hangs on one resource. Which?
      - The API is found by its name, so the name has to be exact.
      - aws apigateway create-rest-api --name ${id}
  - id: on-dev
    title: Stage "dev" serves it
    hints:
      - What was edited is not what is served.
      - A deployment is a snapshot of the methods; a stage shows one of them.
      - aws apigateway create-deployment --rest-api-id "$api" --stage-name dev
cleanup:
  - aws apigateway delete-rest-api --rest-api-id "$(aws apigateway get-rest-apis --query "items[?name=='${id}'].id" --output text)"
sources:
  - title: CreateDeployment
    url: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html
    read: ${today}
---

{/* The situation, then the contract: every name and setting that the checker looks for. */}

A team wants to see an answer from its API before there is a backend.<Fact id="${fact}" />

## What to build

- a REST API named \`${id}\`
- a method on its root, answered by a mock integration
- a stage \`dev\` that serves it
`;

const checker = (
  id: string,
) => `import { commandLine, defineLab, dependsOn, fail, judgeRestApi, pass, readDeployed } from 'gatewise/labs';

export default defineLab({
  id: '${id}',
  // The only reading. What cannot be read makes the verdict \`blocked\`, never \`fail\`.
  gather: (tools) => readDeployed(tools, { name: '${id}', stage: 'dev' }),
  objectives: {
    'rest-api': {
      wanted: 'A REST API named "${id}".',
      judge: ({ search }) => judgeRestApi(search),
    },
    'on-dev': {
      wanted: 'Stage "dev" serves a deployment of the API.',
      judge({ search: { api }, stage }) {
        if (!api) return dependsOn('rest-api', 'There is no REST API "${id}" yet.');
        const input = { restApiId: api.id };
        const evidence = {
          call: commandLine({ service: 'apigateway', operation: 'GetStages', input }),
          fields: { stageName: stage?.stageName, deploymentId: stage?.deploymentId },
        };
        return stage?.deploymentId === undefined
          ? fail(
              \`API \${api.id} has no stage "dev".\`,
              \`Deploy it: aws apigateway create-deployment --rest-api-id \${api.id} --stage-name dev\`,
              evidence,
            )
          : pass(\`Stage "dev" serves deployment \${stage.deploymentId}.\`, evidence);
      },
    },
  },
});
`;

const seed = `#!/usr/bin/env bash
# This lab starts in an empty account. Here is whose it is.
set -euo pipefail

aws sts get-caller-identity
`;

const lookUp = (id: string) =>
  `api=$(aws apigateway get-rest-apis --query "items[?name=='${id}'].id" --output text)`;

const solution = (id: string) => `#!/usr/bin/env bash
# One right build. Ids are looked up, never shared between scripts.
set -euo pipefail

aws apigateway create-rest-api --name ${id}
${lookUp(id)}
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$root" --http-method GET \\
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$root" --http-method GET \\
  --type MOCK --request-templates '{"application/json":"{\\"statusCode\\": 200}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name dev
`;

const otherName = (id: string) => `#!/usr/bin/env bash
# base: solution
# fails: rest-api
# The API is right and has another name.
set -euo pipefail

${lookUp(id)}
aws apigateway update-rest-api --rest-api-id "$api" \\
  --patch-operations op=replace,path=/name,value=${id}-2
`;

const notOnDev = (id: string) => `#!/usr/bin/env bash
# base: solution
# fails: on-dev
# The stage was removed again.
set -euo pipefail

${lookUp(id)}
aws apigateway delete-stage --rest-api-id "$api" --stage-name dev
`;

const secondDeployment = (id: string) => `#!/usr/bin/env bash
# base: solution
# Deployed twice: the stage serves the newest, and that is right too.
set -euo pipefail

${lookUp(id)}
aws apigateway create-deployment --rest-api-id "$api" --stage-name dev
`;

const secondStage = (id: string) => `#!/usr/bin/env bash
# base: solution
# One more stage than was asked for takes nothing away.
set -euo pipefail

${lookUp(id)}
aws apigateway create-deployment --rest-api-id "$api" --stage-name test
`;

/** @param id the folder's name */
export function draftLab(id: string, setting: DraftSetting): SourceFile[] {
  const file = (name: string, text: string): SourceFile => ({ path: `labs/${id}/${name}`, text });
  return [
    file('lab.mdx', document(id, nextOrder(setting.content.labs), setting)),
    file('check.ts', checker(id)),
    file('seed.sh', seed),
    file('solution.sh', solution(id)),
    file('mistakes/not-on-dev.sh', notOnDev(id)),
    file('mistakes/other-name.sh', otherName(id)),
    file('variants/second-deployment.sh', secondDeployment(id)),
    file('variants/second-stage.sh', secondStage(id)),
  ];
}
