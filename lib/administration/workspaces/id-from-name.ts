import { sha256 } from '#directory/sha256.ts';
import { fold } from '#scim/fold.ts';

/**
 * The id of a workspace for which nobody chose one: a UUID made from its name, without regard to case
 * (version 8, RFC 9562 §5.8). The same request, sent again, so names the same workspace; and as an id
 * outlives its customer and stands in tokens and log lines, no name can be read in it.
 *
 * @param name as it is stored: without blanks around it.
 */
export function idFromName(name: string): string {
  const hash = sha256(`workspace ${fold(name)}`).toString('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
