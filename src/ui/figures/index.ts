/** Figures and figures' numbers that lessons use by name, without an import. */
export { default as ApiTypePath } from './ApiTypePath.astro';
export { default as AuthorizerFlow } from './AuthorizerFlow.astro';
export { default as BinaryPath } from './BinaryPath.astro';
export { default as CacheSim } from './CacheSim.astro';
export { default as CanarySim } from './CanarySim.astro';
export { default as CorsTwoAnswers } from './CorsTwoAnswers.astro';
export { default as DeploymentSnapshots } from './DeploymentSnapshots.astro';
export { default as FactValue } from './FactValue.astro';
export { default as MappingFlow } from './MappingFlow.astro';
export { default as MockFlow } from './MockFlow.astro';
export { default as PlanKeyStage } from './PlanKeyStage.astro';
export { default as PlanTiersSim } from './PlanTiersSim.astro';
export { default as ThrottleLevels } from './ThrottleLevels.astro';
export { default as TokenBucket } from './TokenBucket.astro';
export { default as TokenBucketSim } from './TokenBucketSim.astro';
export { default as ValidationGate } from './ValidationGate.astro';
