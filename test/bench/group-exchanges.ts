/** Requests of identity providers about groups, and what must come back. */

import { type Exchange, read } from './exchange.ts';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export interface MadeGroup {
  readonly id: string;
  readonly displayName: string;
}

/** A group without members. @param made gets it. */
export function creation(displayName: string, made: MadeGroup[]): Exchange {
  return {
    call: { method: 'POST', target: '/Groups', body: { schemas: [CORE], displayName } },
    status: 201,
    isRight(body) {
      if (body.id !== undefined) made.push({ id: body.id, displayName });
      return body.displayName === displayName;
    },
  };
}

/** One member more. */
export function addition({ id: groupId }: MadeGroup, userId: string): Exchange {
  const operation = { op: 'add', path: 'members', value: [{ value: userId }] };
  return {
    call: {
      method: 'PATCH',
      target: `/Groups/${groupId}`,
      body: { schemas: [PATCH_OP], Operations: [operation] },
    },
    status: 200,
    isRight: ({ id }) => id === groupId,
  };
}

/** These members and no others. The answer may leave out so many. */
export function replacement({ id, displayName }: MadeGroup, userIds: readonly string[]): Exchange {
  const members = userIds.map((value) => ({ value }));
  return {
    call: {
      method: 'PUT',
      target: `/Groups/${id}`,
      body: { schemas: [CORE], displayName, members },
    },
    status: 200,
    isRight: (body) => body.id === id && [undefined, members.length].includes(body.members?.length),
  };
}

export function get({ id: groupId }: MadeGroup, members: number): Exchange {
  return read(`/Groups/${groupId}`, (body) => body.members?.length === members);
}

export function getWithoutMembers({ id: groupId }: MadeGroup): Exchange {
  const target = `/Groups/${groupId}?excludedAttributes=members`;
  return read(target, ({ id, members }) => id === groupId && members === undefined);
}
