import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { OperationContext, Parsed } from '../../context.ts';
import { groupsOfAction, targetGroupOf } from '../access.ts';
import type { LoadBalancer } from '../state.ts';
import { invalidConfiguration, validation } from '../texts.ts';

/** Protocols of groups that a listener may forward to. */
const FITTING: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTP', 'HTTPS'],
  HTTPS: ['HTTP', 'HTTPS'],
  TCP: ['TCP', 'TCP_UDP'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP'],
};

/** Answers name the group of a forward twice: by itself and in its configuration. */
function shownForward(action: Action): Action {
  const [only, ...more] = groupsOfAction(action);
  if (only === undefined) throw validation('A target group must be specified');
  return {
    ...action,
    ...(more.length === 0 && { TargetGroupArn: only }),
    ForwardConfig: action.ForwardConfig ?? {
      TargetGroups: [{ TargetGroupArn: only, Weight: 1 }],
      TargetGroupStickinessConfig: { Enabled: false },
    },
  };
}

/** @returns the actions as they are kept; throws when one leads nowhere */
export function checkActions(
  context: OperationContext,
  { Type, VpcId }: LoadBalancer,
  protocol: string,
  actions: readonly Action[],
): Action[] {
  if (actions.length === 0) throw validation('At least one action must be specified');
  return (actions as readonly Parsed<Action>[]).map((action) => {
    if (Type === 'network' && action.Type !== 'forward')
      throw invalidConfiguration(
        `Actions of type '${action.Type}' are not supported with a Network Load Balancer`,
      );
    if (action.Type === 'fixed-response' && !action.FixedResponseConfig)
      throw validation('A fixed-response action must have a FixedResponseConfig');
    if (action.Type === 'redirect' && !action.RedirectConfig)
      throw validation('A redirect action must have a RedirectConfig');
    if (action.Type !== 'forward') return action;
    for (const arn of groupsOfAction(action)) {
      const group = targetGroupOf(context, arn);
      if (group.TargetType !== 'lambda' && !FITTING[protocol]?.includes(group.Protocol ?? ''))
        throw invalidConfiguration(
          `Listener protocol '${protocol}' is not supported with a target group with the protocol '${group.Protocol ?? ''}'`,
        );
      if (group.VpcId !== undefined && group.VpcId !== VpcId)
        throw invalidConfiguration(
          `The target group '${arn}' is in another VPC than the load balancer`,
        );
    }
    return shownForward(action);
  });
}
