/**
 * Finds the Region as the AWS command does: the option, then the environment, then the profile.
 * @returns undefined when none of them says one
 */
export async function resolveRegion(
  given: { readonly region?: string; readonly profile?: string },
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const said = given.region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION);
  if (said) return said;
  const { STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient(given.profile === undefined ? {} : { profile: given.profile });
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
