import { AppError, ProgressEvent, type LearnerId } from '#core';

/**
 * What may be written: events that fit the schema and belong to the learner whose log it is.
 * @throws AppError `invalid-event` or `foreign-event`
 */
export function checkEvents(learner: LearnerId, events: readonly ProgressEvent[]): void {
  for (const event of events) {
    const parsed = ProgressEvent.safeParse(event);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const where = issue?.path.join('.') ?? '';
      throw new AppError('invalid-event', `The event was not kept: ${where}: ${issue?.message}.`);
    }
    if (event.learner !== learner) {
      throw new AppError(
        'foreign-event',
        `An event of learner "${event.learner}" was offered to the log of "${learner}". Nothing was kept.`,
      );
    }
  }
}

/**
 * Reads a stored event. Versions before the current one would be migrated here.
 * @throws AppError `unreadable-event` for text that is no event of a version we know
 */
export function parseStored(text: string, id: string): ProgressEvent {
  try {
    return ProgressEvent.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError(
      'unreadable-event',
      `Event ${id} in the progress log cannot be read: it is damaged, or a newer version of Gatewise wrote it. Start that version, or move the data directory aside.`,
      { cause },
    );
  }
}
