import type { Content, LabSource, LessonSource, ScenarioSource } from '../../content.ts';
import type { BlueprintFile } from '../../parse/blueprint.ts';
import { listAt, textAt } from '../../raw.ts';
import { findingAt, findingOn, type Finding } from '../rule.ts';
import { nearest } from './nearest.ts';

type Page = LessonSource | LabSource;

const isComponent = (name: string) => /^[A-Z]/.test(name);

/** Components that no page passes in and the body does not import. */
export function* unknownComponents(pages: readonly Page[], content: Content): Generator<Finding> {
  for (const { file, body } of pages) {
    for (const element of body.elements.filter(({ name }) => isComponent(name))) {
      const { name } = element;
      if (content.components.has(name) || body.imported.includes(name)) continue;
      const meant = nearest(name, content.components);
      const known = [...content.components].toSorted().join(', ');
      const advice = meant ? `Did you mean <${meant}>?` : `Known are: ${known}.`;
      yield findingOn(file, element, `No component is named <${name}>. ${advice}`);
    }
  }
}

/** Headings that skip a level, repeat the page's own, or say nothing. */
export function* headingOrder(pages: readonly Page[]): Generator<Finding> {
  for (const { file, body } of pages) {
    let above = 1;
    for (const heading of body.headings) {
      const { depth, text } = heading;
      if (text === '') {
        yield findingOn(file, heading, 'The heading is empty. Write it, or remove the line.');
      } else if (depth === 1) {
        yield findingOn(
          file,
          heading,
          'The page has its "#" heading from `title`. Begin with "##" here.',
        );
      } else if (depth > above + 1) {
        const wanted = '#'.repeat(above + 1);
        yield findingOn(
          file,
          heading,
          `The heading jumps from level ${above} to ${depth}. Use "${wanted}".`,
        );
      }
      above = Math.max(depth, 2);
    }
  }
}

/** A domain that lists no task statements takes any number of its own. */
const knowsTask = (domains: BlueprintFile['domains'], task: string) =>
  domains.some(
    ({ id, tasks }) =>
      tasks.some((known) => known.id === task) || (tasks.length === 0 && task.startsWith(`${id}.`)),
  );

/** Task statements that no blueprint of that exam knows. An exam without a blueprint is not judged. */
export function* unknownTasks(
  sources: readonly (Page | ScenarioSource)[],
  content: Content,
): Generator<Finding> {
  const exams = new Map(
    content.blueprints.flatMap(({ front }) =>
      front ? [[front.exam, front.domains] as const] : [],
    ),
  );
  for (const source of sources) {
    for (const [index] of listAt(source.raw, ['exams']).entries()) {
      const exam = textAt(source.raw, ['exams', index, 'exam']);
      const task = textAt(source.raw, ['exams', index, 'task']);
      const domains = exam === undefined ? undefined : exams.get(exam);
      if (!domains || task === undefined || knowsTask(domains, task)) continue;
      const known = domains.flatMap(({ tasks }) => tasks.map(({ id }) => id)).join(', ');
      const message = `${exam} has no task statement ${task}. content/blueprints lists: ${known}.`;
      yield findingAt(source, ['exams', index, 'task'], message);
    }
  }
}
