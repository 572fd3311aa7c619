import { parsePolicy, type ParsedPolicy } from '#policy';
import type { DeploymentSnapshot } from '../services/apigateway/state.ts';
import { createBodyValidators, type BodyValidators } from './body-validators.ts';
import { createRouter, type Router } from './router.ts';

/** What is worked out once per deployment, since a snapshot never changes. */
export interface CompiledDeployment {
  readonly snapshot: DeploymentSnapshot;
  readonly router: Router;
  readonly validators: BodyValidators;
  /** The resource policy; absent when the API has none. */
  readonly policy: ParsedPolicy | undefined;
}

const compiled = new WeakMap<DeploymentSnapshot, CompiledDeployment>();

/** The same snapshot object gives the same result, made on first use. */
export function compileDeployment(snapshot: DeploymentSnapshot): CompiledDeployment {
  const known = compiled.get(snapshot);
  if (known) return known;
  const fresh = {
    snapshot,
    router: createRouter(snapshot.resources),
    validators: createBodyValidators(snapshot.models),
    policy: snapshot.policy ? parsePolicy(snapshot.policy, 'resource') : undefined,
  };
  compiled.set(snapshot, fresh);
  return fresh;
}
