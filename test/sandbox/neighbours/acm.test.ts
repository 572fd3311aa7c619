import {
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  GetCertificateCommand,
  ImportCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
  RequestCertificateCommand,
  type ACMClient,
} from '@aws-sdk/client-acm';
import {
  CreateDomainNameCommand,
  DeleteDomainNameCommand,
  type EndpointType,
} from '@aws-sdk/client-api-gateway';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../support.ts';
import { openNeighbours, type Opened } from './support.ts';

const PEM = `-----BEGIN CERTIFICATE-----
MIIB4jCCAYigAwIBAgIUGUPNYXGwnGVUYIfTPfNWioApw/MwCgYIKoZIzj0EAwIw
LTERMA8GA1UECgwIR2F0ZXdpc2UxGDAWBgNVBAMMD2FwaS5leGFtcGxlLmNvbTAg
Fw0yNjExMjYwMjQ3MjJaGA8yMTI2MTEwMjAyNDcyMlowLTERMA8GA1UECgwIR2F0
ZXdpc2UxGDAWBgNVBAMMD2FwaS5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABGN1P2wuMm1PQSNMcFoDXhLqnkuEWknELwzCEpUJ0tH+AB7ZrsE6
7U7JQ0EbaucBef7jc679eLlAYa/EHj/U9eijgYMwgYAwHQYDVR0OBBYEFO7xmk90
ENEDEf10s7haAQiKZIvdMB8GA1UdIwQYMBaAFO7xmk90ENEDEf10s7haAQiKZIvd
MA8GA1UdEwEB/wQFMAMBAf8wLQYDVR0RBCYwJIIPYXBpLmV4YW1wbGUuY29tghEq
LmFwaS5leGFtcGxlLmNvbTAKBggqhkjOPQQDAgNIADBFAiAJ40rIYE7Q5Z6NK2d+
40cfktLq7BkGK9IQ8dlUa3WKzAIhAKfMvNtjiKMUjzNe1l6sZGF4S18/Bm/s9aO+
HAWdoiRS
-----END CERTIFICATE-----
`;
const KEY = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
const bytes = (text: string) => new TextEncoder().encode(text);

async function request(acm: ACMClient, DomainName: string, ...others: string[]): Promise<string> {
  const { CertificateArn = '' } = await acm.send(
    new RequestCertificateCommand({
      DomainName,
      ValidationMethod: 'DNS',
      ...(others.length > 0 && { SubjectAlternativeNames: others }),
    }),
  );
  return CertificateArn;
}

describe('a requested certificate', () => {
  test('waits for its DNS records, then is issued', async () => {
    const { acm, pass } = await openNeighbours();
    const client = acm();
    const CertificateArn = await request(client, 'example.com', '*.example.com');
    const described = async () =>
      (await client.send(new DescribeCertificateCommand({ CertificateArn }))).Certificate;
    const pending = await described();
    expect(pending).toMatchObject({
      Status: 'PENDING_VALIDATION',
      Type: 'AMAZON_ISSUED',
      SubjectAlternativeNames: ['example.com', '*.example.com'],
      DomainValidationOptions: [
        {
          DomainName: 'example.com',
          ValidationMethod: 'DNS',
          ValidationStatus: 'PENDING_VALIDATION',
          ResourceRecord: { Type: 'CNAME' },
        },
        { DomainName: '*.example.com' },
      ],
    });
    const [bare, wild] = pending?.DomainValidationOptions ?? [];
    expect(bare?.ResourceRecord?.Name).toMatch(/^_[0-9a-f]{32}\.example\.com\.$/);
    expect(wild?.ResourceRecord).toEqual(bare?.ResourceRecord);
    pass(1000);
    const issued = await described();
    expect([issued?.Status, issued?.DomainValidationOptions?.[0]?.ValidationStatus]).toEqual([
      'ISSUED',
      'SUCCESS',
    ]);
    expect(issued?.NotAfter).toBeInstanceOf(Date);
  });

  test('is listed by status, carries tags and can be deleted', async () => {
    const { acm, pass } = await openNeighbours();
    const client = acm();
    const first = await request(client, 'one.example.com');
    pass(1000);
    const CertificateArn = await request(client, 'two.example.com');
    const list = async (...CertificateStatuses: ('ISSUED' | 'PENDING_VALIDATION')[]) =>
      (await client.send(new ListCertificatesCommand({ CertificateStatuses })))
        .CertificateSummaryList;
    expect((await list('ISSUED'))?.map((one) => one.CertificateArn)).toEqual([first]);
    expect((await list('PENDING_VALIDATION'))?.map((one) => one.DomainName)).toEqual([
      'two.example.com',
    ]);
    await client.send(
      new AddTagsToCertificateCommand({
        CertificateArn,
        Tags: [
          { Key: 'lab', Value: 'custom-domain' },
          { Key: 'step', Value: '1' },
        ],
      }),
    );
    await client.send(
      new RemoveTagsFromCertificateCommand({ CertificateArn, Tags: [{ Key: 'step' }] }),
    );
    const { Tags } = await client.send(new ListTagsForCertificateCommand({ CertificateArn }));
    expect(Tags).toEqual([{ Key: 'lab', Value: 'custom-domain' }]);
    await client.send(new DeleteCertificateCommand({ CertificateArn }));
    const asked = client.send(new DescribeCertificateCommand({ CertificateArn }));
    expect(await refusalOf(asked)).toEqual({
      code: 'ResourceNotFoundException',
      status: 400,
      message: `Certificate with arn ${CertificateArn} not found in account 123456789012`,
    });
  });

  test('is the same one for the same idempotency token', async () => {
    const { acm } = await openNeighbours();
    const once = new RequestCertificateCommand({ DomainName: 'a.org', IdempotencyToken: 'one' });
    const first = await acm().send(once);
    expect(await acm().send(once)).toMatchObject({ CertificateArn: first.CertificateArn });
  });

  test('has a name that can be one', async () => {
    const { acm } = await openNeighbours();
    const refused = await refusalOf(request(acm(), 'not a name'));
    expect(refused.code).toBe('ValidationException');
    expect(refused.message).toMatch(
      /^1 validation error detected: Value 'not a name' at 'domainName'/,
    );
  });
});

describe('an imported certificate', () => {
  test('tells its names and dates, and is issued at once', async () => {
    const { acm } = await openNeighbours();
    const client = acm();
    const { CertificateArn } = await client.send(
      new ImportCertificateCommand({ Certificate: bytes(PEM), PrivateKey: bytes(KEY) }),
    );
    const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn }));
    expect(Certificate).toMatchObject({
      DomainName: 'api.example.com',
      SubjectAlternativeNames: ['api.example.com', '*.api.example.com'],
      Type: 'IMPORTED',
      Status: 'ISSUED',
      NotBefore: new Date('2026-11-26T02:47:22Z'),
      NotAfter: new Date('2126-11-02T02:47:22Z'),
    });
    const { Certificate: body } = await client.send(new GetCertificateCommand({ CertificateArn }));
    expect(body).toBe(PEM);
  });

  test('must be one', async () => {
    const { acm } = await openNeighbours();
    const call = acm().send(
      new ImportCertificateCommand({ Certificate: bytes('hello'), PrivateKey: bytes(KEY) }),
    );
    expect(await refusalOf(call)).toEqual({
      code: 'ValidationException',
      status: 400,
      message: 'Could not parse the certificate, either PEM encoding or certificate is not valid.',
    });
  });
});

describe('a custom domain name', () => {
  const create = (opened: Opened, arn: string, type: EndpointType, region = 'eu-west-1') =>
    opened.apigateway(undefined, region).send(
      new CreateDomainNameCommand({
        domainName: 'api.example.com',
        endpointConfiguration: { types: [type] },
        ...(type === 'EDGE' ? { certificateArn: arn } : { regionalCertificateArn: arn }),
      }),
    );

  test('takes the certificate of its Region, an edge-optimized one that of us-east-1', async () => {
    const opened = await openNeighbours();
    const edge = await request(opened.acm(), '*.example.com');
    const regional = await request(opened.acm(undefined, 'eu-west-1'), 'api.example.com');
    opened.pass(1000);
    expect((await refusalOf(create(opened, regional, 'EDGE'))).message).toBe(
      `Invalid certificate ARN: ${regional}. Certificate must be in 'us-east-1'.`,
    );
    expect((await refusalOf(create(opened, edge, 'REGIONAL'))).message).toBe(
      `Invalid certificate ARN: ${edge}. Certificate must be in 'eu-west-1'.`,
    );
    await create(opened, edge, 'EDGE');
    const used = opened.acm().send(new DeleteCertificateCommand({ CertificateArn: edge }));
    expect((await refusalOf(used)).code).toBe('ResourceInUseException');
    await opened
      .apigateway(undefined, 'eu-west-1')
      .send(new DeleteDomainNameCommand({ domainName: 'api.example.com' }));
    await create(opened, regional, 'REGIONAL');
  });

  test('wants a certificate that is there, issued and for its name', async () => {
    const opened = await openNeighbours();
    const here = opened.acm(undefined, 'eu-west-1');
    const missing = 'arn:aws:acm:eu-west-1:123456789012:certificate/none';
    expect((await refusalOf(create(opened, missing, 'REGIONAL'))).message).toBe(
      'The provided certificate does not exist.',
    );
    const foreign = missing.replace('123456789012', '210987654321');
    expect((await refusalOf(create(opened, foreign, 'REGIONAL'))).message).toBe(
      'The certificate provided must be owned by the account creating the domain.',
    );
    const pending = await request(here, 'api.example.com');
    expect((await refusalOf(create(opened, pending, 'REGIONAL'))).message).toBe(
      `Certificate ${pending} is not issued yet: its status is PENDING_VALIDATION.`,
    );
    const other = await request(here, '*.example.org');
    opened.pass(1000);
    expect((await refusalOf(create(opened, other, 'REGIONAL'))).message).toBe(
      `The certificate ${other} does not cover the domain name api.example.com.`,
    );
  });
});
