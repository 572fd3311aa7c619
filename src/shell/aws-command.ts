import {
  type Operation,
  SERVICE_NAMES,
  type ServiceName,
  isServiceName,
  kebabCase,
  loadModel,
  operationsOf,
} from '#sandbox/operations';
import {
  type CommandContext,
  type CommandResult,
  type ShellCommand,
  failWith,
  succeed,
} from './command.ts';
import { closeMatches } from './close-matches.ts';
import type { CallPorts } from './aws/caller.ts';
import { runConfigure } from './aws/configure.ts';
import { AwsCliError, argumentError, EXIT } from './aws/errors.ts';
import { takeGlobalOptions } from './aws/globals.ts';
import { operationHelp, overviewHelp, serviceHelp } from './aws/help.ts';
import { runOperation } from './aws/run-operation.ts';

const VERSION = 'aws-cli/2.0.0 gatewise (this terminal; speaks to the local sandbox)\n';

function invalidChoice(argument: string, word: string, choices: readonly string[]): AwsCliError {
  const close = closeMatches(word, choices);
  const list = (close.length > 0 ? close : choices).map((one) => `  * ${one}`).join('\n');
  return argumentError(
    close.length > 0
      ? `argument ${argument}: Invalid choice: '${word}', maybe you meant:\n\n${list}`
      : `argument ${argument}: Invalid choice: '${word}', valid choices are:\n\n${list}`,
  );
}

const COMMANDS = [...SERVICE_NAMES, 'configure', 'help'];

function chooseService(word: string | undefined): ServiceName {
  if (word === undefined) throw argumentError('the following arguments are required: command');
  if (!isServiceName(word)) throw invalidChoice('command', word, COMMANDS);
  return word;
}

function chooseOperation(service: ServiceName, word: string | undefined): Operation {
  if (word === undefined) throw argumentError('the following arguments are required: operation');
  const operations = operationsOf(service);
  const found = operations.find(({ name }) => kebabCase(name) === word);
  if (found?.isNameOnly) {
    throw new AwsCliError(
      EXIT.usage,
      `\nThis terminal cannot do "aws ${service} ${word}": the local sandbox does not have that operation. On AWS it works; "aws ${service} help" lists what there is here.\n`,
    );
  }
  if (found) return found;
  throw invalidChoice('operation', word, [
    ...operations.filter(({ isNameOnly }) => !isNameOnly).map(({ name }) => kebabCase(name)),
    'help',
  ]);
}

async function run(
  args: readonly string[],
  context: CommandContext,
  ports: CallPorts,
): Promise<CommandResult> {
  const { options, rest } = takeGlobalOptions(args);
  if (options.version) return succeed(VERSION);
  const [command, subcommand, ...words] = rest;
  if (command === 'help') return succeed(overviewHelp());
  if (command === 'configure') return runConfigure(rest.slice(1), context.env);
  const service = chooseService(command);
  await loadModel(service);
  if (subcommand === 'help') return succeed(serviceHelp(service));
  const operation = chooseOperation(service, subcommand);
  if (words.length === 1 && words[0] === 'help') return succeed(operationHelp(operation));
  return runOperation(operation, words, options, context, ports);
}

/**
 * The terminal's `aws`: words to an operation by AWS's own model, signed, sent, printed. Options,
 * output and errors are those of the AWS CLI version 2.
 */
export const createAwsCommand =
  (ports: CallPorts): ShellCommand =>
  async (args, context) => {
    try {
      return await run(args, context, ports);
    } catch (error) {
      if (error instanceof AwsCliError) return failWith(error.exitCode, error.stderr);
      throw error;
    }
  };
