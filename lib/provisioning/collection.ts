/** What lists of users and lists of groups have in common: where they come from, how they are shown. */

import type { PageRequest } from '#directory/ports.ts';
import type { JsonObject } from '#scim/json.ts';
import { type ScimError, tooMany } from '#scim/scim-error.ts';

export interface ResourcePage<Resource> {
  readonly resources: readonly Resource[];
  /** Bytes of the stored resources. */
  readonly bytes: number;
  /** Whether resources follow. */
  readonly more: boolean;
}

export interface Collection<Resource extends { readonly id: string }> {
  readonly resourceType: 'USER' | 'GROUP';
  readonly count: () => Promise<number>;
  readonly page: (request: PageRequest) => Promise<ResourcePage<Resource>>;
  readonly idAt: (position: number) => Promise<string | undefined>;
  /** As the filter and the order of the query see them. */
  readonly render: (resources: readonly Resource[]) => Promise<readonly JsonObject[]>;
  /** As they are returned; it may stop when they have come to 5 MB. */
  readonly show: (resources: readonly Resource[]) => Promise<readonly JsonObject[]>;
  /** What leads past a refusal to walk. */
  readonly advice: string;
}

export function tooManyToWalk({ advice }: { readonly advice: string }, maxWalk: number): ScimError {
  return tooMany(`this would go through more than ${maxWalk} ${advice}`);
}
