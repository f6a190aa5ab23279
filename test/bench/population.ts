/** The users of a measured workspace: what each of them looks like, and what has become of them. */

import type { JsonObject } from '#directory/user.ts';

/** A user as it stands: who it is, and what operations have changed. */
export interface BenchUser {
  /** Everything about a user follows from it: userName, addresses, names. */
  readonly number: number;
  readonly id: string;
  active: boolean;
  /** How often the e-mail address, and the title, have changed. */
  address: number;
  title: number;
}

export interface Population {
  /** In order of creation. */
  readonly users: BenchUser[];
  /** Ids of users that `create` has made and `delete` may take; they come and go. */
  readonly spares: string[];
  /** Numbers given to users so far, spares included: a userName is never used twice. */
  numbers: number;
}

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const DEPARTMENTS = ['Sales', 'Engineering', 'Finance', 'People', 'Support'];

/** Coprime to every size that is measured, so that turns go through all users before one returns. */
const STRIDE = 7919;

export function emptyPopulation(): Population {
  return { users: [], spares: [], numbers: 0 };
}

/** Adds a user that has just been made with `newUserBody`. */
export function settle({ users }: Population, number: number, id: string): void {
  users.push({ number, id, active: true, address: 0, title: 0 });
}

/** The user whose turn it is; neighbouring turns are far apart. */
export function userOfTurn({ users }: Population, turn: number): BenchUser {
  const user = users[(turn * STRIDE) % users.length];
  if (user === undefined) throw new RangeError('there is no user yet');
  return user;
}

export function userNameOf(number: number): string {
  return `user${digits(number)}@bench.example`;
}

export function externalIdOf(number: number): string {
  return `00u${digits(number)}Bench`;
}

/** All addresses are of one length, so that sizes do not depend on how often they changed. */
export function addressOf({ number, address }: Pick<BenchUser, 'number' | 'address'>): string {
  return `user${digits(number)}.${String(address).padStart(4, '0')}@bench.example`;
}

/** As an identity provider sends a new user: 0.7 KB. */
export function newUserBody(number: number): JsonObject {
  return userBody({ number, active: true, address: 0, title: 0 });
}

/** All that a client may set. */
export function userBody(user: Omit<BenchUser, 'id'>): JsonObject {
  const { number, active } = user;
  const familyName = `Family${digits(number)}`;
  return {
    schemas: [CORE, ENTERPRISE],
    externalId: externalIdOf(number),
    userName: userNameOf(number),
    name: { givenName: 'Given', familyName, formatted: `Given ${familyName}` },
    displayName: `Given ${familyName}`,
    title: `Tour Guide ${String(user.title).padStart(4, '0')}`,
    locale: 'en-US',
    active,
    emails: [{ value: addressOf(user), type: 'work', primary: true }],
    phoneNumbers: [{ value: '+1 555 0100', type: 'work' }],
    [ENTERPRISE]: {
      employeeNumber: digits(number),
      department: DEPARTMENTS[number % DEPARTMENTS.length] ?? '',
    },
  };
}

function digits(number: number): string {
  return String(number).padStart(7, '0');
}
