import { dependsOn, type Finding } from './verdict.ts';

/**
 * The first objective that is not met yet, as a reason not to look further: a probe makes sense only when
 * the rest of the way is built. What could not be looked at stays blocked for its own reason.
 */
export function firstObstacle<S>(
  seen: S,
  steps: Readonly<Record<string, (seen: S) => Finding>>,
): Finding | undefined {
  for (const [objectiveId, judge] of Object.entries(steps)) {
    const finding = judge(seen);
    if (finding.verdict === 'blocked' && finding.reason !== 'depends-on') return finding;
    if (finding.verdict !== 'pass') return dependsOn(objectiveId, finding.saw);
  }
  return undefined;
}
