import type {
  Certificate,
  CreateListenerInput,
  DeleteListenerInput,
  DescribeListenersInput,
  ModifyListenerInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { stateOf as acmState } from '../../acm/access.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { newHex } from '../../ids.ts';
import { omit } from '../../records.ts';
import {
  arnOf,
  defined,
  demandRoom,
  listenerOf,
  loadBalancerOf,
  own,
  pageOf,
  stateOf,
  values,
} from '../access.ts';
import type { Listener, LoadBalancer } from '../state.ts';
import { noListener, refusal, validation } from '../texts.ts';
import { checkActions } from './actions.ts';
import { putTags } from './tags.ts';

const PROTOCOLS: Readonly<Record<LoadBalancer['Type'], readonly string[]>> = {
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'TLS', 'UDP', 'TCP_UDP'],
};
const DEFAULT_POLICY = 'ELBSecurityPolicy-2016-08';

const shown = (listener: Listener) => omit(listener, 'rules');

function demandProtocol({ Type }: LoadBalancer, protocol: string | undefined): string {
  if (protocol === undefined) throw validation('A listener protocol must be specified');
  if (!PROTOCOLS[Type].includes(protocol))
    throw validation(
      `Listener protocol '${protocol}' must be one of '${PROTOCOLS[Type].join(', ')}'`,
    );
  return protocol;
}

function demandPort(
  context: OperationContext,
  arn: string,
  port: number | undefined,
  self?: Listener,
) {
  if (port === undefined) throw validation('A listener port must be specified');
  if (port < 1 || port > 65_535) throw validation(`Port '${port}' must be between 1 and 65535`);
  const isTaken = values(stateOf(context).listeners).some(
    (one) => one !== self && one.LoadBalancerArn === arn && one.Port === port,
  );
  if (isTaken)
    throw refusal(
      'DuplicateListener',
      `A listener already exists on this port for this load balancer '${arn}'`,
    );
  return port;
}

/** What a listener that speaks TLS needs. */
function securityOf(
  context: OperationContext,
  protocol: string,
  certificates: readonly Certificate[] | undefined,
  policy: string | undefined,
): Pick<Listener, 'Certificates' | 'SslPolicy'> {
  if (protocol !== 'HTTPS' && protocol !== 'TLS') {
    if (certificates && certificates.length > 0)
      throw validation(`A certificate cannot be specified for ${protocol} listeners`);
    return {};
  }
  const [arn] = (certificates ?? []).map(({ CertificateArn }) => CertificateArn);
  if (arn === undefined)
    throw validation(`A certificate must be specified for ${protocol} listeners`);
  if (!own(acmState(context).certificates, arn))
    throw refusal('CertificateNotFound', `Certificate '${arn}' not found`);
  return { Certificates: [{ CertificateArn: arn }], SslPolicy: policy ?? DEFAULT_POLICY };
}

export function createListener(context: OperationContext, input: Parsed<CreateListenerInput>) {
  const state = stateOf(context);
  const balancer = loadBalancerOf(context, input.LoadBalancerArn);
  const { LoadBalancerArn } = balancer;
  const Protocol = demandProtocol(balancer, input.Protocol);
  const Port = demandPort(context, LoadBalancerArn, input.Port);
  demandRoom('listeners', state.listeners);
  const path = LoadBalancerArn.split(':loadbalancer/')[1] ?? '';
  const listener: Listener = defined({
    ListenerArn: arnOf(context, `listener/${path}/${newHex(context.random, 16)}`),
    LoadBalancerArn,
    Port,
    Protocol,
    ...securityOf(context, Protocol, input.Certificates, input.SslPolicy),
    DefaultActions: checkActions(context, balancer, Protocol, input.DefaultActions),
    rules: {},
  });
  state.listeners[listener.ListenerArn] = listener;
  putTags(state, listener.ListenerArn, input.Tags);
  return { Listeners: [shown(listener)] };
}

export function describeListeners(
  context: OperationContext,
  input: Parsed<DescribeListenersInput>,
) {
  const { listeners } = stateOf(context);
  const { ListenerArns: arns, LoadBalancerArn: balancer } = input;
  if (arns === undefined && balancer === undefined)
    throw validation('You must specify either listener ARNs or a load balancer ARN');
  if (balancer !== undefined) loadBalancerOf(context, balancer);
  if (arns?.some((arn) => !own(listeners, arn))) throw noListener();
  const found = values(listeners).filter(
    (one) =>
      (arns?.includes(one.ListenerArn) ?? true) &&
      (balancer === undefined || one.LoadBalancerArn === balancer),
  );
  const { items, page } = pageOf(found, input);
  return { Listeners: items.map(shown), ...page };
}

export function modifyListener(context: OperationContext, input: Parsed<ModifyListenerInput>) {
  const listener = listenerOf(context, input.ListenerArn);
  const balancer = loadBalancerOf(context, listener.LoadBalancerArn);
  const Protocol = demandProtocol(balancer, input.Protocol ?? listener.Protocol);
  const Port = demandPort(context, balancer.LoadBalancerArn, input.Port ?? listener.Port, listener);
  const actions = checkActions(
    context,
    balancer,
    Protocol,
    input.DefaultActions ?? listener.DefaultActions,
  );
  const changed: Listener = {
    ListenerArn: listener.ListenerArn,
    LoadBalancerArn: listener.LoadBalancerArn,
    Port,
    Protocol,
    ...securityOf(
      context,
      Protocol,
      input.Certificates ?? (Protocol === listener.Protocol ? listener.Certificates : undefined),
      input.SslPolicy ?? listener.SslPolicy,
    ),
    DefaultActions: actions,
    rules: listener.rules,
  };
  stateOf(context).listeners[listener.ListenerArn] = changed;
  return { Listeners: [shown(changed)] };
}

export function deleteListener(context: OperationContext, input: Parsed<DeleteListenerInput>) {
  const state = stateOf(context);
  listenerOf(context, input.ListenerArn);
  delete state.listeners[input.ListenerArn];
  delete state.tags[input.ListenerArn];
  return {};
}
