import { EVENT_VERSION, eventId, uuidv7, type LearnerId, type ProgressEvent } from '#core';
import {
  decideSave,
  estimateOf,
  examTime,
  honestSeconds,
  isTimeUp,
  itemHash,
  secondsLeft,
  tallyOf,
  variantOf,
  type Exam,
  type ExamPlan,
  type ExamQuestion,
  type ExamSubmitted,
} from '#quiz';
import { isZone } from '#scheduling';
import type {
  ExamDeps,
  ExamEntry,
  Exams,
  ExamView,
  SaveInput,
  SaveReply,
  StartOutcome,
} from './exams/contract.ts';
import { saveMessages, tooFewItems, unknownPlan } from './exams/messages.ts';
import { formFor, offerOf, plansIn } from './exams/offer.ts';
import { itemOf, resultOf, viewQuestion } from './exams/question.ts';
import { reportOf } from './exams/report.ts';
import { createSittingsReader, type Sittings } from './exams/sittings.ts';
import { createTurns } from './turns.ts';

export type * from './exams/contract.ts';

/** A running exam, as far as it is not over by time. */
const runningIn = ({ exams }: Sittings): Exam | undefined =>
  [...exams.values()].find(({ submitted }) => !submitted);

/**
 * Mock exams over a store and a catalog. The log is the truth: every save is an event of its own, so what
 * was acknowledged is there after a crash, and the time runs on meanwhile.
 */
export function createExams({ catalog, store, documents, clock, random }: ExamDeps): Exams {
  const turns = createTurns();
  const sittingsOf = createSittingsReader(store);
  const freshId = () => eventId(uuidv7(clock.now(), random));
  const freshSeed = () => Math.floor(random.next() * 2 ** 31);

  const envelope = (learner: LearnerId, zone: string, at: number, id = freshId()) =>
    ({
      id,
      v: EVENT_VERSION,
      learner,
      at: new Date(at).toISOString(),
      zone,
      source: 'web',
    }) as const;

  const zoneOf = async (learner: LearnerId, zone?: string) =>
    zone !== undefined && isZone(zone) ? zone : (await documents.profile(learner)).zone;

  const viewOf = (question: ExamQuestion) => viewQuestion(catalog(), question, freshId());
  const titleOf = (planId: string) => planNamed(planId)?.title ?? planId;
  const planNamed = (planId: string): ExamPlan | undefined =>
    plansIn(catalog()).find(({ id }) => id === planId);

  const viewExam = (exam: Exam): ExamView => ({
    attemptId: exam.attemptId,
    title: titleOf(exam.planId),
    secondsLeft: secondsLeft(exam, clock.now()),
    limitSeconds: exam.limitSeconds,
    questions: exam.questions.map(viewOf),
  });

  /** Ends an exam. One that ran out ended when its time did, whenever that is noticed. */
  async function end(learner: LearnerId, exam: Exam, reason: ExamSubmitted['reason']) {
    const now = examTime(exam, clock.now());
    const over = exam.startedAt + exam.limitSeconds * 1000;
    const event: ProgressEvent = {
      ...envelope(
        learner,
        await zoneOf(learner),
        reason === 'time-out' ? Math.max(over, exam.latestAt) : now,
      ),
      type: 'exam-submitted',
      attemptId: exam.attemptId,
      reason,
      results: exam.questions.map((question) => resultOf(catalog(), question)),
    };
    await store.append(learner, [event]);
  }

  /** The sittings, after handing in what ran out of time. */
  async function current(learner: LearnerId): Promise<Sittings> {
    const sittings = await sittingsOf(learner);
    const running = runningIn(sittings);
    if (!running || !isTimeUp(running, clock.now())) return sittings;
    await end(learner, running, 'time-out');
    return current(learner);
  }

  function entryOf({ attemptId, planId, startedAt, submitted }: Exam): ExamEntry {
    const tally = submitted && tallyOf(submitted.results);
    const cutScore = planNamed(planId)?.cutScore ?? 1000;
    return {
      attemptId,
      title: titleOf(planId),
      startedAt: new Date(startedAt).toISOString(),
      ...(tally && { result: { tally, estimate: estimateOf(tally, cutScore) } }),
    };
  }

  async function start(learner: LearnerId, planId: string): Promise<StartOutcome> {
    const sittings = await current(learner);
    const running = runningIn(sittings);
    if (running) return { outcome: 'running', attemptId: running.attemptId };
    const plans = plansIn(catalog());
    const plan = plans.find(({ id }) => id === planId);
    if (!plan) {
      const message = unknownPlan(
        planId,
        plans.map(({ id }) => id),
      );
      return { outcome: 'unknown-plan', message };
    }
    const { seats, minutes } = formFor(plan, catalog(), sittings, random);
    if (seats.length === 0) {
      const { missing } = offerOf(plan, catalog(), sittings);
      return { outcome: 'too-few-items', message: tooFewItems(plan.title, missing) };
    }
    // One seed per scenario: the items of a case study speak of the same variant.
    const seeds = new Map(seats.map(({ scenarioId }) => [scenarioId, freshSeed()]));
    const form = seats.flatMap(({ itemId, scenarioId, domain, seenBefore }) => {
      const item = catalog().item(itemId);
      const variantSeed = seeds.get(scenarioId) ?? 0;
      return item ? [{ itemId, itemHash: itemHash(item), variantSeed, domain, seenBefore }] : [];
    });
    const attemptId = freshId();
    const event: ProgressEvent = {
      ...envelope(learner, await zoneOf(learner), clock.now(), attemptId),
      type: 'exam-started',
      attemptId,
      planId,
      kind: plan.kind,
      limitSeconds: minutes * 60,
      form,
    };
    await store.append(learner, [event]);
    return { outcome: 'started', attemptId };
  }

  function replyTo(
    exam: Exam | undefined,
    position: number,
    outcome: SaveReply['outcome'],
  ): SaveReply {
    const question = exam?.questions[position];
    return {
      outcome,
      ...(outcome !== 'ok' && { message: saveMessages[outcome] }),
      secondsLeft: exam && !exam.submitted ? secondsLeft(exam, clock.now()) : 0,
      ...(question && { question: viewOf(question) }),
    };
  }

  async function save(input: SaveInput): Promise<SaveReply> {
    const { learner, attemptId, position } = input;
    const before = (await sittingsOf(learner)).exams.get(attemptId);
    if (!before) return replyTo(undefined, position, 'unknown-exam');
    const question = before.questions[position];
    const item = question && itemOf(catalog(), question);
    const settled = item && variantOf(item, question.variantSeed).authored;
    const now = clock.now();
    const outcome = decideSave(before, input, settled, now);
    if (outcome === 'ok') {
      const event: ProgressEvent = {
        ...envelope(
          learner,
          await zoneOf(learner, input.zone),
          examTime(before, now),
          input.saveId,
        ),
        type: 'exam-answered',
        attemptId,
        position,
        response: [...input.response],
        flagged: input.flagged,
        struck: [...input.struck],
        seconds: honestSeconds(before, input.seconds, now),
      };
      await store.append(learner, [event]);
    }
    const after = (await current(learner)).exams.get(attemptId);
    return replyTo(after, position, outcome);
  }

  return {
    offers: (learner) =>
      turns(learner, async () => {
        const sittings = await current(learner);
        return plansIn(catalog()).map((plan) => offerOf(plan, catalog(), sittings));
      }),
    entries: (learner) =>
      turns(learner, async () => {
        const { exams } = await current(learner);
        return [...exams.values()].map(entryOf).toReversed();
      }),
    start: ({ learner, planId }) => turns(learner, () => start(learner, planId)),
    open: (learner, attemptId) =>
      turns(learner, async () => {
        const exam = (await current(learner)).exams.get(attemptId);
        if (!exam) return undefined;
        const { submitted } = exam;
        if (!submitted) return { phase: 'running', view: viewExam(exam) };
        const plan = planNamed(exam.planId);
        return plan && { phase: 'over', report: reportOf(catalog(), plan, exam, submitted) };
      }),
    save: (input) => turns(input.learner, () => save(input)),
    submit: (learner, attemptId) =>
      turns(learner, async () => {
        const exam = (await current(learner)).exams.get(attemptId);
        if (!exam) return 'unknown-exam';
        if (!exam.submitted) await end(learner, exam, 'submitted');
        return 'submitted';
      }),
  };
}
