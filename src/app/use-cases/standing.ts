import { brierScore, countedAnswers, memoryCurve, topicMastery } from '#analytics';
import type { ItemId, LearnerId, ProgressEvent } from '#core';
import type { Profile } from '#progress';
import { dateOfDay, dayOfDate, dueDayOf } from '#scheduling';
import { envelope } from './practice/answer.ts';
import type { Scene, Stage } from './practice/scene.ts';
import { attemptsOf } from './standing/attempts.ts';
import type {
  ItemCurve,
  PlanInput,
  PlanOutcome,
  PlanView,
  ResultInput,
  ResultOutcome,
  Standing,
  StandingView,
} from './standing/contract.ts';
import { heatMap } from './standing/heat.ts';
import { inFuture, inPast, unknownExam } from './standing/messages.ts';
import { planView } from './standing/plan.ts';
import { isKept, predictionOf, readinessOfExams, toldResults } from './standing/readiness.ts';
import { createTurns } from './turns.ts';

export type * from './standing/contract.ts';

/** How far a memory curve looks ahead, in days. */
const CURVE_DAYS = 30;

const examsOf = ({ catalog }: Scene) => catalog.blueprints.map(({ exam }) => exam);

/** Where learners stand, over the stage that practice plays on. */
export function createStanding(stage: Stage): Standing {
  const { store, documents, model } = stage;
  const turns = createTurns();
  const eventsOf = (learner: LearnerId) => Array.fromAsync(store.read(learner));

  async function read(learner: LearnerId): Promise<StandingView> {
    const scene = await stage.sceneOf(learner);
    const { catalog, profile, bank, calendars, today } = scene;
    const events = await eventsOf(learner);
    const readiness = readinessOfExams(catalog, events, profile.exams);
    const fresh = readiness.flatMap((one): ProgressEvent[] => {
      const predicted = predictionOf(one);
      if (!predicted || isKept(events, predicted)) return [];
      return [{ ...envelope(scene), id: stage.freshId(), ...predicted }];
    });
    if (fresh.length > 0) await store.append(learner, fresh);
    const results = toldResults(events);
    const outcomes = results.flatMap(({ result, prediction }) =>
      prediction ? [{ chance: prediction.chance, passed: result.passed }] : [],
    );
    const brier = brierScore(outcomes);
    return {
      profile,
      readiness,
      results,
      ...(brier !== undefined && { brier }),
      mastery: topicMastery(attemptsOf(catalog, events), bank.topics),
      heat: heatMap(catalog, events, calendars, today),
    };
  }

  /** The item whose turn comes first. */
  function firstDue({ deck, bank, today }: Scene): ItemId | undefined {
    const cards = [...deck.cards.values()].filter(({ itemId }) => bank.items.has(itemId));
    return cards.toSorted((one, other) => dueDayOf(one, today) - dueDayOf(other, today))[0]?.itemId;
  }

  async function curve(learner: LearnerId, wanted?: ItemId): Promise<ItemCurve | undefined> {
    const scene = await stage.sceneOf(learner);
    const { catalog, deck, calendars, today } = scene;
    const itemId = wanted ?? firstDue(scene);
    const item = itemId === undefined ? undefined : catalog.item(itemId);
    if (!item || !deck.cards.has(item.id)) return undefined;
    const answers = countedAnswers(await eventsOf(learner)).filter(
      ({ itemId: answered }) => answered === item.id,
    );
    const points = memoryCurve(answers, calendars, model, today + CURVE_DAYS);
    return {
      itemId: item.id,
      title: item.title,
      points: points.map(({ day, ...point }) => ({ ...point, date: dateOfDay(day) })),
      today: dateOfDay(today),
    };
  }

  const keptPlan = ({ examDate, minutesPerDay, exams = [] }: Profile): PlanInput => ({
    examDate,
    minutesPerDay,
    exams,
  });

  async function plan(learner: LearnerId, input?: PlanInput): Promise<PlanView> {
    const scene = await stage.sceneOf(learner);
    const wanted = input ?? keptPlan(scene.profile);
    const bank = stage.bankOf(scene.catalog, wanted.exams);
    return planView(scene, bank, model, wanted);
  }

  async function savePlan(learner: LearnerId, input: PlanInput): Promise<PlanOutcome> {
    const scene = await stage.sceneOf(learner);
    const known = examsOf(scene);
    const unknown = input.exams.find((exam) => !known.includes(exam));
    if (unknown !== undefined) {
      return { outcome: 'unknown-exam', message: unknownExam(unknown, known) };
    }
    const { examDate, minutesPerDay, exams } = input;
    if (examDate !== undefined && dayOfDate(examDate) < scene.today) {
      return { outcome: 'in-past', message: inPast(examDate) };
    }
    const before = { ...scene.profile };
    delete before.examDate;
    delete before.exams;
    await documents.saveProfile(learner, {
      ...before,
      minutesPerDay,
      ...(examDate !== undefined && { examDate }),
      ...(exams.length > 0 && { exams: [...exams] }),
    });
    return { outcome: 'ok' };
  }

  async function tellResult(input: ResultInput): Promise<ResultOutcome> {
    const { learner, exam, date, passed, scaledScore } = input;
    const scene = await stage.sceneOf(learner);
    const known = examsOf(scene);
    if (!known.includes(exam)) {
      return { outcome: 'unknown-exam', message: unknownExam(exam, known) };
    }
    if (dayOfDate(date) > scene.today) return { outcome: 'in-future', message: inFuture(date) };
    const told = toldResults(await eventsOf(learner)).map(({ result }) => result);
    if (told.some((result) => result.exam === exam && result.date === date)) {
      return { outcome: 'already' };
    }
    const event: ProgressEvent = {
      ...envelope(scene),
      id: stage.freshId(),
      type: 'exam-sat',
      exam,
      date,
      passed,
      ...(scaledScore !== undefined && { scaledScore }),
    };
    await store.append(learner, [event]);
    return { outcome: 'ok' };
  }

  return {
    read: (learner) => turns(learner, () => read(learner)),
    curve,
    plan,
    savePlan: (learner, input) => turns(learner, () => savePlan(learner, input)),
    tellResult: (input) => turns(input.learner, () => tellResult(input)),
  };
}
