import {
  type Member,
  type Operation,
  type Paginator,
  inputOf,
  kebabCase,
  modelOf,
  outputOf,
  shapeOf,
} from '#sandbox/operations';
import { SHORT_RULE, takesShortRule } from './group-rules.ts';

/** How many words an option takes: none, one, as many as follow, or one at most. */
export type Arity = 'flag' | 'one' | 'many' | 'optional';

export interface Option {
  /** With its dashes, for example `--rest-api-id`. */
  readonly name: string;
  readonly arity: Arity;
  readonly isRequired: boolean;
  /** Input member it fills; absent for options of the command itself, such as `--max-items`. */
  readonly member?: string;
  /** The one member of that structure it fills, where the command takes it out of there. */
  readonly within?: string;
  /** What a flag stands for. */
  readonly value?: boolean;
  /** The real command hides it from its help: auto-pagination fills it. */
  readonly isHidden?: true;
}

/** The options and positional words of one operation's command. */
export interface CommandShape {
  readonly options: readonly Option[];
  /** `outfile`, where the answer is a document to be stored. */
  readonly outfile?: { readonly member: string };
}

/** Names that would collide with `--version` (docs: create-rest-api and create-api take `--api-version`). */
const RENAMED: Readonly<Record<string, string>> = {
  'apigateway CreateRestApi version': 'api-version',
  'apigatewayv2 CreateApi Version': 'api-version',
  'apigatewayv2 UpdateApi Version': 'api-version',
};

interface LiftedOption {
  readonly name: string;
  readonly member: string;
  readonly within: string;
}

/** Code comes as an option of its own, and its structure is no longer required (docs: lambda create-function). */
const LIFTED: Readonly<Record<string, LiftedOption>> = {
  'lambda CreateFunction': { name: '--zip-file', member: 'Code', within: 'ZipFile' },
};

const liftedOf = ({ service, name }: Operation): LiftedOption | undefined =>
  LIFTED[`${service} ${name}`];

function optionName(operation: Operation, member: string): string {
  const renamed = RENAMED[`${operation.service} ${operation.name} ${member}`];
  // A plural of capitals stays one word: providerARNs is --provider-arns.
  const plural = member.replace(/(?<=[A-Z])[A-Z]+s$/, (end) => end.toLowerCase());
  return renamed ?? kebabCase(plural);
}

/** Lists that the AWS CLI hands out page by page: AWS publishes no paginator for them. */
const UNPAGED = new Set([
  'apigateway GetDomainNameAccessAssociations',
  'apigatewayv2 GetApiMappings',
  'apigatewayv2 GetVpcLinks',
]);

/** @returns how the command goes through all pages by itself, or undefined when it makes one call */
export const paginatorOf = ({ service, name, paginator }: Operation): Paginator | undefined =>
  UNPAGED.has(`${service} ${name}`) ? undefined : paginator;

function optionsOf(
  operation: Operation,
  name: string,
  member: Member,
  required: boolean,
): Option[] {
  const model = modelOf(operation.service);
  const option = `--${optionName(operation, name)}`;
  const { kind } = shapeOf(model, member.shape);
  const isRequired = required && member.idempotencyToken !== true;
  if (kind === 'boolean') {
    const negative = option.replace('--', '--no-');
    return [
      { name: option, arity: 'flag', isRequired, member: name, value: true },
      { name: negative, arity: 'flag', isRequired: false, member: name, value: false },
    ];
  }
  const paginator = paginatorOf(operation);
  const isHidden = name === paginator?.inputToken || name === paginator?.pageSize;
  return [
    {
      name: option,
      arity: kind === 'list' ? 'many' : 'one',
      isRequired,
      member: name,
      ...(isHidden && { isHidden }),
    },
  ];
}

const commandOption = (name: string, arity: Arity): Option => ({ name, arity, isRequired: false });

/** The output member that is a document of its own (an export, an SDK): it goes to a file. */
function documentOf(operation: Operation): string | undefined {
  const model = modelOf(operation.service);
  const found = Object.entries(outputOf(operation).members).find(
    ([, member]) => member.in === 'payload' && shapeOf(model, member.shape).kind === 'blob',
  );
  return found?.[0];
}

/** @returns what the operation's command takes, by AWS's model and the CLI's own conventions. */
export function commandShapeOf(operation: Operation): CommandShape {
  const input = inputOf(operation);
  const lifted = liftedOf(operation);
  const required = new Set((input.required ?? []).filter((name) => name !== lifted?.member));
  const modelled = Object.entries(input.members).flatMap(([name, member]) =>
    optionsOf(operation, name, member, required.has(name)),
  );
  const document = documentOf(operation);
  return {
    options: [
      ...modelled,
      ...(lifted ? [{ ...lifted, arity: 'one', isRequired: false } as const] : []),
      ...(takesShortRule(operation) ? SHORT_RULE.map((name) => commandOption(name, 'one')) : []),
      ...(document ? [] : [commandOption('--cli-input-json', 'one')]),
      ...(paginatorOf(operation)
        ? ['--starting-token', '--page-size', '--max-items'].map((name) =>
            commandOption(name, 'one'),
          )
        : []),
      ...(document ? [] : [commandOption('--generate-cli-skeleton', 'optional')]),
    ],
    ...(document && { outfile: { member: document } }),
  };
}
