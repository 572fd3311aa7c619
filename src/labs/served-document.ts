import { z } from 'zod';
import { commandLine, type AwsCall } from './aws-reader.ts';
import type { GatherTools } from './define.ts';
import { LookFault } from './look-fault.ts';
import type { DeployedReadings } from './rest-api.ts';
import type { Evidence } from './verdict.ts';

const texts = z.record(z.string(), z.string());

const IntegrationPart = z.looseObject({
  type: z.string().optional(),
  uri: z.string().optional(),
  httpMethod: z.string().optional(),
  credentials: z.string().optional(),
  connectionType: z.string().optional(),
  connectionId: z.string().optional(),
  integrationTarget: z.string().optional(),
  requestTemplates: texts.optional(),
  requestParameters: texts.optional(),
  passthroughBehavior: z.string().optional(),
  /** By selection pattern, or `default`. */
  responses: z
    .record(
      z.string(),
      z.looseObject({ statusCode: z.string(), responseTemplates: texts.optional() }),
    )
    .optional(),
});

const OperationPart = z.looseObject({
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  'x-amazon-apigateway-integration': IntegrationPart.optional(),
});

const SchemePart = z.looseObject({
  name: z.string().optional(),
  in: z.string().optional(),
  'x-amazon-apigateway-authtype': z.string().optional(),
  'x-amazon-apigateway-authorizer': z
    .looseObject({
      type: z.string().optional(),
      authorizerUri: z.string().optional(),
      authorizerCredentials: z.string().optional(),
      authorizerResultTtlInSeconds: z.number().optional(),
      identitySource: z.string().optional(),
      identityValidationExpression: z.string().optional(),
      providerARNs: z.array(z.string()).optional(),
    })
    .optional(),
});

const DocumentPart = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  components: z
    .looseObject({ securitySchemes: z.record(z.string(), SchemePart).optional() })
    .optional(),
});

/** The integration of a method as the stage serves it; types in lower case. */
export type ServedIntegration = z.infer<typeof IntegrationPart>;
/** A proof that callers must show, such as an authorizer. */
export type ServedScheme = z.infer<typeof SchemePart>;

/** A method as the stage serves it. */
export interface ServedOperation {
  /** Names of the proofs that it asks for, each with its scopes. */
  readonly security: Readonly<Record<string, readonly string[]>>;
  readonly integration?: ServedIntegration;
}

/** What a stage serves: unlike the API as it is edited now, this is what callers meet. */
export interface ServedDocument {
  /** By path, then by HTTP method or `ANY`. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, ServedOperation>>>>;
  readonly schemes: Readonly<Record<string, ServedScheme>>;
}

const METHODS: Readonly<Record<string, string>> = {
  delete: 'DELETE',
  get: 'GET',
  head: 'HEAD',
  options: 'OPTIONS',
  patch: 'PATCH',
  post: 'POST',
  put: 'PUT',
  'x-amazon-apigateway-any-method': 'ANY',
};

function operationOf(part: unknown): ServedOperation {
  const { security = [], 'x-amazon-apigateway-integration': integration } =
    OperationPart.parse(part);
  return {
    security: Object.fromEntries(security.flatMap((one) => Object.entries(one))),
    ...(integration && { integration }),
  };
}

const operationsOf = (item: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(item).flatMap(([key, part]) => {
      const method = METHODS[key];
      return method === undefined ? [] : [[method, operationOf(part)]];
    }),
  );

/** @throws when the text is no OpenAPI document */
export function parseServedDocument(text: string): ServedDocument {
  const { paths = {}, components } = DocumentPart.parse(JSON.parse(text));
  return {
    operations: Object.fromEntries(
      Object.entries(paths).map(([path, item]) => [path, operationsOf(item)]),
    ),
    schemes: components?.securitySchemes ?? {},
  };
}

const exportCall = (restApiId: string | undefined, stageName: string) =>
  ({
    service: 'apigateway',
    operation: 'GetExport',
    input: {
      restApiId,
      stageName,
      exportType: 'oas30',
      parameters: { extensions: 'integrations,authorizers' },
      accepts: 'application/json',
    },
  }) satisfies AwsCall;

/**
 * Reads what a stage serves, with integrations and authorizers: the deployment, not later edits.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
 */
export async function readServedDocument(
  { aws }: GatherTools,
  readings: Pick<DeployedReadings, 'search' | 'stage'>,
): Promise<ServedDocument | undefined> {
  const [{ api }, stage] = await Promise.all([readings.search, readings.stage]);
  const { stageName, deploymentId } = stage ?? {};
  if (!api || stageName === undefined || deploymentId === undefined) return undefined;
  const call = exportCall(api.id, stageName);
  const { body } = await aws.apigateway.getExport({ ...call.input, restApiId: api.id });
  try {
    return parseServedDocument(new TextDecoder().decode(body));
  } catch (cause) {
    throw new LookFault(
      {
        reason: 'undecidable',
        saw: `What stage "${stageName}" exports is no OpenAPI document that can be read here.`,
        nextStep: 'Verify again. If it stays so, this endpoint does not export as AWS does.',
        call: commandLine(call),
      },
      { cause },
    );
  }
}

/** @param fields what of the document was looked at */
export const servedEvidence = (
  restApiId: string,
  stageName: string,
  fields: Evidence['fields'],
): Evidence => ({ call: commandLine(exportCall(restApiId, stageName)), fields });
