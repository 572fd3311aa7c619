import { findingOn, type Rule } from './rule.ts';
import { START } from '../source.ts';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*){2}$/;

export const ls003: Rule = {
  code: 'LS003',
  slug: 'path',
  severity: 'error',
  title: 'A lesson lies in a module of a course, under a plain name',
  why: "The path is the lesson's id and its address. Progress points at it for ever, so it is lower case, has words joined by hyphens, and no number in front: `order` does that.",
  example: {
    language: 'bash',
    bad: 'content/courses/api-gateway/02_Usage_Plans.mdx',
    good: 'content/courses/api-gateway/who-may-call/usage-plans.mdx',
  },
  *check({ lessons, modules, courses }) {
    for (const { file, id } of lessons) {
      if (!ID.test(id)) {
        const wanted = 'content/courses/<course>/<module>/<lesson>.mdx, in lower case with hyphens';
        yield findingOn(file, START, `The path "${file}" makes no id. Move it to ${wanted}.`);
        continue;
      }
      const [course = '', module = ''] = id.split('/');
      const folder = `content/courses/${course}`;
      if (!courses.some((one) => one.id === course)) {
        yield findingOn(
          file,
          START,
          `The course has no ${folder}/_course.yaml. Add it with title and summary.`,
        );
      }
      if (!modules.some((one) => one.id === `${course}/${module}`)) {
        yield findingOn(
          file,
          START,
          `The module has no ${folder}/${module}/_module.yaml. Add it with title, summary and order.`,
        );
      }
    }
  },
};
