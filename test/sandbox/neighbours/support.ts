import { ACMClient } from '@aws-sdk/client-acm';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { WAFV2Client } from '@aws-sdk/client-wafv2';
import { LOCAL, openSandbox, type Credentials } from '../support.ts';

export const ACCOUNT = '123456789012';

/** A sandbox with the clients of the services around API Gateway; pending states last a second. */
export async function openNeighbours(options: Parameters<typeof openSandbox>[0] = {}) {
  const opened = await openSandbox({ settleMs: 1000, ...options });
  const settings = (credentials: Credentials = LOCAL, region = 'us-east-1') => ({
    endpoint: opened.url,
    region,
    credentials,
    maxAttempts: 1,
  });
  return {
    ...opened,
    acm: (...who: [Credentials?, string?]) => new ACMClient(settings(...who)),
    cloudwatch: (...who: [Credentials?, string?]) => new CloudWatchClient(settings(...who)),
    ec2: (...who: [Credentials?, string?]) => new EC2Client(settings(...who)),
    elbv2: (...who: [Credentials?, string?]) => new ElasticLoadBalancingV2Client(settings(...who)),
    iam: (...who: [Credentials?, string?]) => new IAMClient(settings(...who)),
    logs: (...who: [Credentials?, string?]) => new CloudWatchLogsClient(settings(...who)),
    wafv2: (...who: [Credentials?, string?]) => new WAFV2Client(settings(...who)),
  };
}

export type Opened = Awaited<ReturnType<typeof openNeighbours>>;
