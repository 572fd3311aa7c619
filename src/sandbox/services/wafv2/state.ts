import type { DefaultAction, VisibilityConfig, WebACL as SdkWebAcl } from '@aws-sdk/client-wafv2';

/** What WAF keeps per account and Region. Which web ACL guards a stage is kept with the stage. */

/** As answers carry it, without what is worked out when it is read. */
export interface WebAcl extends Pick<
  SdkWebAcl,
  | 'Description'
  | 'Rules'
  | 'CustomResponseBodies'
  | 'CaptchaConfig'
  | 'ChallengeConfig'
  | 'TokenDomains'
  | 'AssociationConfig'
> {
  Name: string;
  Id: string;
  ARN: string;
  DefaultAction: DefaultAction;
  VisibilityConfig: VisibilityConfig;
}

export interface WebAclRecord {
  acl: WebAcl;
  scope: string;
  /** Changes with every change of the ACL. */
  lockToken: string;
  tags: Record<string, string>;
}

export interface IpSet {
  Name: string;
  Id: string;
  ARN: string;
  Description?: string;
  IPAddressVersion: string;
  Addresses: string[];
}

export interface IpSetRecord {
  set: IpSet;
  scope: string;
  lockToken: string;
  tags: Record<string, string>;
}

/** Both by ARN. */
export interface WafV2State {
  webAcls: Record<string, WebAclRecord>;
  ipSets: Record<string, IpSetRecord>;
}

export const emptyWafV2State = (): WafV2State => ({ webAcls: {}, ipSets: {} });
