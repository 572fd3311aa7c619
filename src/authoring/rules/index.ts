import { ls001 } from './ls001-frontmatter.ts';
import { ls002 } from './ls002-body-syntax.ts';
import { ls003 } from './ls003-path.ts';
import { ls004 } from './ls004-unknown-id.ts';
import { ls005 } from './ls005-unknown-component.ts';
import { ls006 } from './ls006-no-figure.ts';
import { ls007 } from './ls007-no-sources.ts';
import { ls008 } from './ls008-no-scenarios.ts';
import { ls009 } from './ls009-no-alt-text.ts';
import { ls010 } from './ls010-heading-order.ts';
import { ls011 } from './ls011-broken-link.ts';
import { ls012 } from './ls012-weak-fact.ts';
import { ls013 } from './ls013-same-order.ts';
import { ls014 } from './ls014-course-file.ts';
import { ls015 } from './ls015-unknown-task.ts';
import { qz001 } from './qz001-frontmatter.ts';
import { qz002 } from './qz002-body-syntax.ts';
import { qz003 } from './qz003-key-count.ts';
import { qz004 } from './qz004-path.ts';
import { qz005 } from './qz005-duplicate-id.ts';
import { qz006 } from './qz006-unknown-id.ts';
import { qz007 } from './qz007-lead-in.ts';
import { qz008 } from './qz008-all-of-the-above.ts';
import { qz009 } from './qz009-absolute-words.ts';
import { qz010 } from './qz010-negative-lead-in.ts';
import { qz011 } from './qz011-no-rationale.ts';
import { qz012 } from './qz012-no-misconception.ts';
import { qz013 } from './qz013-key-length.ts';
import { qz014 } from './qz014-same-options.ts';
import { qz015 } from './qz015-weak-fact.ts';
import { qz016 } from './qz016-plain-stimulus.ts';
import { qz017 } from './qz017-broken-link.ts';
import { qz018 } from './qz018-unknown-task.ts';
import { qz019 } from './qz019-no-stimulus.ts';
import { qz020 } from './qz020-variant-names.ts';
import { qz021 } from './qz021-variant-key.ts';
import { qz022 } from './qz022-held-out.ts';
import { lb001 } from './lb001-frontmatter.ts';
import { lb002 } from './lb002-body-syntax.ts';
import { lb003 } from './lb003-path.ts';
import { lb004 } from './lb004-missing-file.ts';
import { lb005 } from './lb005-script-header.ts';
import { lb006 } from './lb006-unknown-id.ts';
import { lb007 } from './lb007-few-mistakes.ts';
import { lb008 } from './lb008-bash-subset.ts';
import { lb009 } from './lb009-amazonaws.ts';
import { lb010 } from './lb010-unknown-component.ts';
import { lb011 } from './lb011-broken-link.ts';
import { lb012 } from './lb012-weak-fact.ts';
import { lb013 } from './lb013-heading-order.ts';
import { lb014 } from './lb014-unknown-task.ts';
import { lb015 } from './lb015-duplicate-objective.ts';
import { lb016 } from './lb016-cleanup.ts';
import { bp001 } from './bp001-blueprint.ts';
import { bp002 } from './bp002-weights.ts';
import { bp003 } from './bp003-tasks.ts';
import { fc001 } from './fc001-facts.ts';
import { fc002 } from './fc002-duplicate-fact.ts';
import { cn001 } from './cn001-concept-note.ts';
import { cn002 } from './cn002-concept-names.ts';
import { gl001 } from './gl001-glossary.ts';
import { gl002 } from './gl002-glossary-names.ts';
import type { Rule } from './rule.ts';

/** Every rule, in the order of the handbook. A new one is a file beside this one and a line here. */
export const rules: readonly Rule[] = [
  ls001,
  ls002,
  ls003,
  ls004,
  ls005,
  ls006,
  ls007,
  ls008,
  ls009,
  ls010,
  ls011,
  ls012,
  ls013,
  ls014,
  ls015,
  qz001,
  qz002,
  qz003,
  qz004,
  qz005,
  qz006,
  qz007,
  qz008,
  qz009,
  qz010,
  qz011,
  qz012,
  qz013,
  qz014,
  qz015,
  qz016,
  qz017,
  qz018,
  qz019,
  qz020,
  qz021,
  qz022,
  lb001,
  lb002,
  lb003,
  lb004,
  lb005,
  lb006,
  lb007,
  lb008,
  lb009,
  lb010,
  lb011,
  lb012,
  lb013,
  lb014,
  lb015,
  lb016,
  bp001,
  bp002,
  bp003,
  fc001,
  fc002,
  gl001,
  gl002,
  cn001,
  cn002,
];
