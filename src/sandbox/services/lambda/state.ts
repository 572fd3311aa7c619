/** What Lambda keeps per account and Region: plain JSON in AWS's wire form. */

export interface Environment {
  Variables?: Record<string, string>;
}

/** What a version is made of, as answers carry it; the volatile members are worked out when it is read. */
export interface Configuration {
  FunctionName: string;
  FunctionArn: string;
  Runtime?: string;
  Role: string;
  Handler?: string;
  CodeSize: number;
  Description: string;
  Timeout: number;
  MemorySize: number;
  LastModified: string;
  CodeSha256: string;
  Version: string;
  Environment?: Environment;
  TracingConfig: { Mode: string };
  RevisionId: string;
  PackageType: string;
  Architectures: string[];
  EphemeralStorage: { Size: number };
  LoggingConfig: { LogFormat: string; LogGroup: string };
}

export interface VersionRecord {
  configuration: Configuration;
  /** Clock time (ms) from which it is Active, and from which its last update is done. Not on the wire. */
  activeAt: number;
  updatedAt: number;
}

export interface Alias {
  Name: string;
  AliasArn: string;
  FunctionVersion: string;
  Description: string;
  RoutingConfig?: { AdditionalVersionWeights?: Record<string, number> };
  RevisionId: string;
}

/** One statement of a function's resource policy, as GetPolicy shows it. */
export interface PolicyStatement {
  Sid: string;
  Effect: 'Allow';
  Principal: unknown;
  Action: string;
  Resource: string;
  Condition?: Record<string, Record<string, string>>;
}

export interface FunctionRecord {
  latest: VersionRecord;
  /** Published ones by number. */
  versions: Record<string, VersionRecord>;
  /** How many were ever published: numbers are not used again. */
  published: number;
  aliases: Record<string, Alias>;
  /** By qualifier (`$LATEST`, version or alias), in the order they were added. */
  policies: Record<string, PolicyStatement[]>;
  reservedConcurrency?: number;
  tags: Record<string, string>;
}

export interface LambdaState {
  functions: Record<string, FunctionRecord>;
  /** Archives in base64 by their CodeSha256: versions of the same code share one. */
  archives: Record<string, string>;
}

export const emptyLambdaState = (): LambdaState => ({ functions: {}, archives: {} });
