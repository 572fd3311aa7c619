import {
  deployCommand,
  findDeployedMethod,
  type DeployedSeen,
  type MethodPlace,
} from './deployed-method.ts';
import { fail, pass, type Finding } from './verdict.ts';

/** Judges that what the stage serves holds the method, open to everybody. */
export function judgeOpenMethod(seen: DeployedSeen, place: MethodPlace): Finding {
  const deployed = findDeployedMethod(seen, place);
  if (deployed.finding) return deployed.finding;
  const { route, evidence, api } = deployed;
  const { authorizationType = 'NONE', apiKeyRequired = false } = route.value;
  const redeploy = `then deploy again: ${deployCommand(api.id, place.stageName)}`;
  if (authorizationType !== 'NONE')
    return fail(
      `The deployed ${route.method} ${route.path} asks for ${authorizationType} authorization.`,
      `Set its authorization type to NONE, ${redeploy}`,
      ...evidence,
    );
  return apiKeyRequired
    ? fail(
        `The deployed ${route.method} ${route.path} asks for an API key.`,
        `Patch /apiKeyRequired to false, ${redeploy}`,
        ...evidence,
      )
    : pass(
        `Stage "${place.stageName}" serves ${route.method} ${route.path} to everybody.`,
        ...evidence,
      );
}
