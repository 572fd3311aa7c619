/** What Certificate Manager keeps per account and Region. Keys of imported certificates are not kept. */

export interface ValidationRecord {
  Name: string;
  Value: string;
}

export interface Certificate {
  CertificateArn: string;
  DomainName: string;
  /** The domain name first. */
  SubjectAlternativeNames: string[];
  Type: 'AMAZON_ISSUED' | 'IMPORTED';
  ValidationMethod?: string;
  KeyAlgorithm: string;
  /** Seconds since 1970. */
  CreatedAt: number;
  ImportedAt?: number;
  /** Clock time (ms) from which a requested certificate is issued. */
  issuedAt: number;
  /** Seconds since 1970; of an imported one. */
  NotBefore?: number;
  NotAfter?: number;
  /** What DNS has to say, by domain name. */
  records: Record<string, ValidationRecord>;
  /** PEM, of an imported one. */
  body?: string;
  chain?: string;
  idempotencyToken?: string;
  tags: Record<string, string>;
}

export interface AcmState {
  /** By ARN. */
  certificates: Record<string, Certificate>;
}

export const emptyAcmState = (): AcmState => ({ certificates: {} });
