import type { Fact } from '#authoring';
import type { Lab, Lesson, Related, Scenario } from './catalog.ts';

interface Linkable {
  readonly lessons: readonly Lesson[];
  /** Those that may be shown as related. */
  readonly scenarios: readonly Scenario[];
  /** Those that others are asked for, held-out and withdrawn ones too. */
  readonly allScenarios: readonly Scenario[];
  readonly labs: readonly Lab[];
  readonly facts: ReadonlyMap<string, Fact>;
}

/** A link holds when either side names the other. */
const linked = (
  names: readonly string[],
  other: { readonly id: string },
  namedBack: readonly string[],
  id: string,
) => names.includes(other.id) || namedBack.includes(id);

/** The scenario's id, given the id of one of its items. */
const scenarioOf = (itemId: string) => itemId.split('/').slice(0, 2).join('/');

/** The lookups of what belongs together, whichever side wrote it down. */
export function createRelations({ lessons, scenarios, allScenarios, labs, facts }: Linkable) {
  const factsOf = (ids: readonly string[]) =>
    ids.map((id) => facts.get(id)).filter((fact) => fact !== undefined);
  const asks = (lesson: Lesson) => [...lesson.scenarios, ...lesson.checks.map(scenarioOf)];
  const nothing: Related = { lessons: [], scenarios: [], labs: [], facts: [] };

  const relatedToLesson = (id: string): Related => {
    const lesson = lessons.find((one) => one.id === id);
    if (!lesson) return nothing;
    return {
      lessons: [],
      scenarios: scenarios.filter((other) => linked(asks(lesson), other, other.lessons, id)),
      labs: labs.filter((other) => linked(lesson.labs, other, other.lessons, id)),
      facts: factsOf(lesson.facts),
    };
  };

  const relatedToScenario = (id: string): Related => {
    const scenario = allScenarios.find((one) => one.id === id);
    if (!scenario) return nothing;
    return {
      lessons: lessons.filter((other) => linked(scenario.lessons, other, asks(other), id)),
      scenarios: [],
      labs: labs.filter((other) => linked(scenario.labs, other, other.scenarios, id)),
      facts: factsOf(scenario.facts),
    };
  };

  const relatedToLab = (id: string): Related => {
    const lab = labs.find((one) => one.id === id);
    if (!lab) return nothing;
    return {
      lessons: lessons.filter((other) => linked(lab.lessons, other, other.labs, id)),
      scenarios: scenarios.filter((other) => linked(lab.scenarios, other, other.labs, id)),
      labs: [],
      facts: factsOf(lab.facts),
    };
  };

  return { relatedToLesson, relatedToScenario, relatedToLab };
}
