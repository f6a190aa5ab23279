/** Identity providers by a word in their User-Agent header. */
const CLIENTS: ReadonlyArray<readonly [word: RegExp, name: string]> = [
  [/okta/i, 'okta'],
  [/azure|entra|microsoft/i, 'entra'],
  [/google/i, 'google'],
  [/jumpcloud/i, 'jumpcloud'],
  [/onelogin/i, 'onelogin'],
  [/rippling/i, 'rippling'],
  [/yeshid/i, 'yeshid'],
  [/ping/i, 'ping'],
  [/cyberark|idaptive/i, 'cyberark'],
  [/authentik/i, 'authentik'],
  [/curl/i, 'curl'],
];

/** Who seems to be calling; the header itself is never kept, since it may hold anything. */
export function clientName(userAgent: string | undefined): string {
  if (userAgent === undefined || userAgent === '') return 'unknown';
  return CLIENTS.find(([word]) => word.test(userAgent))?.[1] ?? 'other';
}
