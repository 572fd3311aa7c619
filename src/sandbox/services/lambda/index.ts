import type { Lambda } from '@aws-sdk/client-lambda';
import type { OperationContext, Parsed } from '../context.ts';
import * as functions from './operations/functions.ts';
import { invoke } from './operations/invoke.ts';
import * as permissions from './operations/permissions.ts';
import * as settings from './operations/settings.ts';
import * as versions from './operations/versions.ts';

type Operations = {
  readonly [Name in keyof Lambda]?: Lambda[Name] extends (
    input: infer Input,
    ...rest: never[]
  ) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What Lambda does here. Source: docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export const lambdaOperations = {
  addPermission: permissions.addPermission,
  createAlias: versions.createAlias,
  createFunction: functions.createFunction,
  deleteAlias: versions.deleteAlias,
  deleteFunction: functions.deleteFunction,
  deleteFunctionConcurrency: settings.deleteFunctionConcurrency,
  getAlias: versions.getAlias,
  getFunction: functions.getFunction,
  getFunctionConcurrency: settings.getFunctionConcurrency,
  getFunctionConfiguration: functions.getFunctionConfiguration,
  getPolicy: permissions.getPolicy,
  invoke,
  listAliases: versions.listAliases,
  listFunctions: functions.listFunctions,
  listTags: settings.listTags,
  listVersionsByFunction: versions.listVersionsByFunction,
  publishVersion: versions.publishVersion,
  putFunctionConcurrency: settings.putFunctionConcurrency,
  removePermission: permissions.removePermission,
  tagResource: settings.tagResource,
  untagResource: settings.untagResource,
  updateAlias: versions.updateAlias,
  updateFunctionCode: functions.updateFunctionCode,
  updateFunctionConfiguration: functions.updateFunctionConfiguration,
} satisfies Operations;
