/** Identity providers by a word in their User-Agent header. */
const CLIENTS: ReadonlyArray<readonly [word: RegExp, name: string]> = [
  [/\bokta/i, 'okta'],
  [/\b(?:azure|entra|microsoft)/i, 'entra'],
  [/\bgoogle/i, 'google'],
  [/\bjumpcloud/i, 'jumpcloud'],
  [/\bonelogin/i, 'onelogin'],
  [/\brippling/i, 'rippling'],
  [/\byeshid/i, 'yeshid'],
  [/\bping(?:federate|one|identity)?\b/i, 'ping'],
  [/\b(?:cyberark|idaptive)/i, 'cyberark'],
  [/\b(?:go)?authentik/i, 'authentik'],
  [/\bcurl/i, 'curl'],
];

/** Who seems to be calling; the header itself is never kept, since it may hold anything. */
export function clientName(userAgent: string | undefined): string {
  if (userAgent === undefined || userAgent === '') return 'unknown';
  return CLIENTS.find(([word]) => word.test(userAgent))?.[1] ?? 'other';
}
