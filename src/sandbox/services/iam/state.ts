export interface Tag {
  Key: string;
  Value: string;
}

export interface Role {
  Path: string;
  RoleName: string;
  RoleId: string;
  Arn: string;
  /** Seconds since 1970. */
  CreateDate: number;
  /** As written; answers show it URL-encoded. */
  AssumeRolePolicyDocument: string;
  Description?: string;
  /** Seconds. */
  MaxSessionDuration: number;
  /** ARN of a managed policy. */
  boundary?: string;
  Tags: Tag[];
}

export interface RoleRecord {
  role: Role;
  /** Documents as written, by name. */
  inline: Record<string, string>;
  /** ARNs of managed policies, in the order attached. */
  attached: string[];
}

export interface PolicyVersion {
  document: string;
  CreateDate: number;
}

export interface PolicyRecord {
  Path: string;
  PolicyName: string;
  PolicyId: string;
  Arn: string;
  Description?: string;
  DefaultVersionId: string;
  CreateDate: number;
  UpdateDate: number;
  /** By id, `v1` first. */
  versions: Record<string, PolicyVersion>;
  /** Number of the version that is made next: ids are never used twice. */
  nextVersion: number;
}

/** What an account has in IAM, the same in every Region. */
export interface IamState {
  /** By name. */
  roles: Record<string, RoleRecord>;
  /** The account's own, by ARN. */
  policies: Record<string, PolicyRecord>;
}

export const emptyIamState = (): IamState => ({ roles: {}, policies: {} });
