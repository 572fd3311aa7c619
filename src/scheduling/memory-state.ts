/** What is known about one learner's memory of one item. */
export interface MemoryState {
  /** Days until the chance of recall has fallen to 90 %. */
  readonly stability: number;
  /** 1 (easy) to 10 (hard): how slowly stability grows. */
  readonly difficulty: number;
  /** Milliseconds since 1970. */
  readonly lastReviewedAt: number;
  readonly repetitions: number;
  /** How often it was not known on a later day than it was last seen; a miss of the same day counts once. */
  readonly lapses: number;
}
