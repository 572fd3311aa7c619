import { AppError } from '#core';
import { describeTarget, LookFault, type LookTarget } from '#app/verify';
import { EXIT } from '../io.ts';
import { endpointTarget, type VerifyFlags, type Wanted } from './verify-options.ts';
import { Stop } from './verify-stop.ts';
import type { VerifyDeps } from './verify-run.ts';

/** Where to look for a lab, and how. */
export interface Prepared {
  readonly target: (labId: string) => LookTarget;
  readonly identity?: { readonly account: string; readonly principal: string };
  readonly noProbes?: string;
}

const lookStop = ({ message, nextStep }: LookFault) =>
  new Stop(EXIT.unsure, `${message} ${nextStep}`);

/** @throws Stop when nothing answers, or when it may not be recorded */
export async function prepareEndpoint(
  wanted: Wanted & { kind: 'endpoint' },
  { record }: VerifyFlags,
  anyLab: string,
  { verifier }: VerifyDeps,
): Promise<Prepared> {
  const isSandbox = await verifier.isSandbox(wanted.endpoint, anyLab).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    const next = wanted.isDefault
      ? 'Start the local sandbox with npm start, name its address with --endpoint-url, or look at AWS with --aws.'
      : 'Check the address and that its server is running.';
    throw new Stop(EXIT.unsure, `${error.message} ${next}`);
  });
  if (record && !isSandbox)
    throw new Stop(
      EXIT.usage,
      `Your progress tells the local sandbox and AWS apart, and ${wanted.endpoint} is neither: what it answers proves a lab in no place. Verify without --record, or look at AWS with --aws.`,
    );
  return {
    target: (labId) => endpointTarget(wanted, labId, isSandbox),
    ...(!isSandbox && {
      noProbes:
        "This endpoint is not Gatewise's sandbox, and how it serves deployed APIs is not known.",
    }),
  };
}

/** Says whose account is read, and asks whether probes may be sent. @throws Stop */
export async function prepareAws(
  wanted: Wanted & { kind: 'aws' },
  flags: VerifyFlags,
  labCount: number,
  deps: VerifyDeps,
): Promise<Prepared> {
  const { verifier, confirm, io } = deps;
  const region = await verifier.region(wanted, io.env);
  if (region === undefined)
    throw new Stop(
      EXIT.usage,
      'No Region is set. Name the one you built in, for example --region us-east-1.',
    );
  const target: LookTarget = {
    kind: 'aws',
    region,
    ...(wanted.profile !== undefined && { profile: wanted.profile }),
  };
  const identity = await verifier.identify(target).catch((error: unknown) => {
    throw error instanceof LookFault ? lookStop(error) : error;
  });
  io.stderr(`Reading ${describeTarget({ kind: 'aws', region, identity })}. Nothing is written.\n`);
  const prepared = { target: () => target, identity };
  if (!flags.probes || flags.yes || flags.clean) return prepared;
  const question = `May a few requests be sent to the APIs of ${labCount === 1 ? 'this lab' : 'these labs'}, with the API keys that ${labCount === 1 ? 'it' : 'they'} made? They count against your quotas. [y/N] `;
  if (confirm && (await confirm(question))) return prepared;
  return {
    ...prepared,
    noProbes: confirm
      ? 'You chose to send no probes.'
      : 'Probes on AWS need consent: answer at a terminal, or pass --yes.',
  };
}
