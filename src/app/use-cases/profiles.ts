import type { LearnerId } from '#core';
import type { Documents, Profile } from '#progress';

export type { Profile } from '#progress';

/** What learners decided for themselves. */
export interface Profiles {
  read(learner: LearnerId): Promise<Profile>;
  /** Keeps keys by action, where the learner chose others than ours. */
  saveKeys(learner: LearnerId, keys: NonNullable<Profile['keys']>): Promise<void>;
}

export function createProfiles({
  documents,
}: {
  readonly documents: Pick<Documents, 'profile' | 'saveProfile'>;
}): Profiles {
  return {
    read: (learner) => documents.profile(learner),
    async saveKeys(learner, keys) {
      await documents.saveProfile(learner, { ...(await documents.profile(learner)), keys });
    },
  };
}
