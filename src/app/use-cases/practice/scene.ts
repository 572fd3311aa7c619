import type { Catalog } from '#catalog';
import { eventId, uuidv7, type EventId, type LearnerId } from '#core';
import type { Profile } from '#progress';
import {
  createFsrs,
  isZone,
  type Calendar,
  type Day,
  type Deck,
  type MemoryModel,
} from '#scheduling';
import { createBankReader, type Bank } from './bank.ts';
import type { PracticeDeps } from './contract.ts';
import { createCalendars, createLearnerStates } from './learner-state.ts';

/** All that one request needs to know of a learner and the content, read once. */
export interface Scene {
  readonly learner: LearnerId;
  readonly catalog: Catalog;
  readonly bank: Bank;
  readonly profile: Profile;
  readonly deck: Deck;
  readonly zone: string;
  readonly now: number;
  readonly today: Day;
  readonly calendars: (zone: string) => Calendar;
  /** Where the learner answers. */
  readonly source: 'web' | 'cli';
}

/** What the parts of practice share. */
export interface Stage extends PracticeDeps {
  readonly model: MemoryModel;
  /** @param zone where the learner is; the profile's zone when it is left out or unknown */
  readonly sceneOf: (learner: LearnerId, zone?: string) => Promise<Scene>;
  readonly freshId: () => EventId;
  readonly freshSeed: () => number;
  /** The bank as some exams weigh it, all when there are none. */
  readonly bankOf: (catalog: Catalog, exams?: readonly string[]) => Bank;
  readonly close: () => Promise<void>;
}

export function createStage(deps: PracticeDeps): Stage {
  const { store, documents, clock, random } = deps;
  const model = createFsrs();
  const states = createLearnerStates(store, documents, model);
  const bankOf = createBankReader();
  const calendarsOf = new Map<number, (zone: string) => Calendar>();

  return {
    ...deps,
    model,
    bankOf,
    async sceneOf(learner, given) {
      const profile = await documents.profile(learner);
      const { dayStartHour } = profile;
      const calendars = calendarsOf.get(dayStartHour) ?? createCalendars(dayStartHour);
      calendarsOf.set(dayStartHour, calendars);
      const zone = given !== undefined && isZone(given) ? given : profile.zone;
      const now = clock.now();
      const catalog = deps.catalog();
      return {
        learner,
        catalog,
        bank: bankOf(catalog, profile.exams),
        profile,
        deck: await states.read(learner, calendars, dayStartHour),
        zone,
        now,
        today: calendars(zone).dayOf(now),
        calendars,
        source: deps.source ?? 'web',
      };
    },
    freshId: () => eventId(uuidv7(clock.now(), random)),
    freshSeed: () => Math.floor(random.next() * 2 ** 31),
    close: () => states.close(),
  };
}
