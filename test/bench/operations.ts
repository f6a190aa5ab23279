/** What is measured: each operation as the requests that identity providers send, and what is right. */

import type { Json, JsonObject } from '#directory/user.ts';
import {
  addressOf,
  externalIdOf,
  newUserBody,
  type Population,
  userBody,
  userNameOf,
  userOfTurn,
} from './population.ts';

/** A request below the SCIM base URL. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly target: string;
  readonly body?: JsonObject;
}

/** A call, and what must come back. */
export interface Exchange {
  readonly call: Call;
  readonly status: number;
  /** Looks at the body; whatever it returns but true is a wrong answer. */
  readonly isRight: (body: Body) => boolean;
}

/** A body as the answers of SCIM have it; all of it may be missing. */
export interface Body {
  readonly id?: string;
  readonly userName?: string;
  readonly active?: boolean;
  readonly title?: string;
  readonly emails?: readonly { readonly value?: string }[];
  readonly totalResults?: number;
  readonly startIndex?: number;
  readonly itemsPerPage?: number;
  readonly Resources?: readonly Body[];
}

/**
 * What an operation may send to DynamoDB, authentication included, for users in no group. Pages are
 * counted in the course of a walk: it takes the bookmark that the page before left, and leaves one.
 */
export interface Allowance {
  readonly reads: number;
  readonly writes: readonly ('TransactWriteItems' | 'PutItem' | 'UpdateItem')[];
}

export interface Operation {
  readonly name: string;
  readonly allowed: Allowance;
  /** CPU that our code may add to that of the same DynamoDB calls, in milliseconds a request. */
  readonly maxAddedCpuMs?: number;
  /** Whether it is compared with a peer end to end. */
  readonly isCompared: boolean;
  /** @param turn a number that no two exchanges of the operation share. */
  readonly exchange: (population: Population, turn: number) => Exchange;
}

/** Users in a page. */
export const PAGE = 100;
/** Pages that the deep pages are taken from, one after the other. */
export const DEEP_PAGES = 3;

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const TRANSACTION = ['TransactWriteItems'] as const;

/** In this order, since a delete takes users that a create has made. */
export const OPERATIONS: readonly Operation[] = [
  {
    name: 'get',
    allowed: { reads: 2, writes: [] },
    maxAddedCpuMs: 0.4,
    isCompared: false,
    exchange(population, turn) {
      const { id, number } = userOfTurn(population, turn);
      return read(`/Users/${id}`, (body) => body.id === id && isUser(body, number));
    },
  },
  {
    name: 'userName eq, hit',
    allowed: { reads: 3, writes: [] },
    maxAddedCpuMs: 0.6,
    isCompared: true,
    exchange(population, turn) {
      const { number } = userOfTurn(population, turn);
      return found(`userName eq "${userNameOf(number)}"`, number);
    },
  },
  {
    name: 'userName eq, miss',
    allowed: { reads: 3, writes: [] },
    maxAddedCpuMs: 0.6,
    isCompared: false,
    exchange: (_, turn) =>
      read(filtered(`userName eq "nobody${turn}@bench.example"`), (body) => isList(body, 0)),
  },
  {
    name: 'externalId eq',
    allowed: { reads: 3, writes: [] },
    maxAddedCpuMs: 0.6,
    isCompared: false,
    exchange(population, turn) {
      const { number } = userOfTurn(population, turn);
      return found(`externalId eq "${externalIdOf(number)}"`, number);
    },
  },
  {
    name: 'work e-mail eq',
    allowed: { reads: 3, writes: [] },
    maxAddedCpuMs: 0.6,
    isCompared: false,
    exchange(population, turn) {
      const user = userOfTurn(population, turn);
      return found(`emails[type eq "work"].value eq "${addressOf(user)}"`, user.number);
    },
  },
  {
    name: 'page 1 of 100',
    allowed: { reads: 4, writes: ['PutItem'] },
    maxAddedCpuMs: 4,
    isCompared: true,
    exchange: () => page(1),
  },
  {
    name: 'deep page of 100',
    allowed: { reads: 4, writes: ['UpdateItem', 'PutItem'] },
    maxAddedCpuMs: 4,
    isCompared: false,
    exchange: (population, turn) => page(deepStart(population) + (turn % DEEP_PAGES) * PAGE),
  },
  {
    name: 'PATCH active (Okta)',
    allowed: { reads: 2, writes: TRANSACTION },
    maxAddedCpuMs: 1.2,
    isCompared: true,
    exchange(population, turn) {
      const user = userOfTurn(population, turn);
      user.active = !user.active;
      const { active, number } = user;
      const operation = { op: 'replace', value: { active } };
      return patch(user.id, operation, (body) => body.active === active && isUser(body, number));
    },
  },
  {
    name: 'PATCH work e-mail (Entra)',
    allowed: { reads: 2, writes: TRANSACTION },
    maxAddedCpuMs: 1.2,
    isCompared: false,
    exchange(population, turn) {
      const user = userOfTurn(population, turn);
      user.address += 1;
      const value = addressOf(user);
      const operation = { op: 'Replace', path: 'emails[type eq "work"].value', value };
      return patch(user.id, operation, (body) => body.emails?.[0]?.value === value);
    },
  },
  {
    name: 'PUT (Okta)',
    allowed: { reads: 2, writes: TRANSACTION },
    maxAddedCpuMs: 1.2,
    isCompared: false,
    exchange(population, turn) {
      const user = userOfTurn(population, turn);
      user.title += 1;
      const { id, number } = user;
      const resource = userBody(user);
      const body = { ...resource, id, groups: [], meta: { resourceType: 'User' } };
      return {
        call: { method: 'PUT', target: `/Users/${id}`, body },
        status: 200,
        isRight: (answer) => answer.title === resource.title && isUser(answer, number),
      };
    },
  },
  {
    name: 'create',
    allowed: { reads: 1, writes: TRANSACTION },
    maxAddedCpuMs: 1.2,
    isCompared: true,
    exchange(population) {
      const number = population.numbers;
      population.numbers += 1;
      return {
        call: { method: 'POST', target: '/Users', body: newUserBody(number) },
        status: 201,
        isRight(body) {
          if (body.id !== undefined) population.spares.push(body.id);
          return isUser(body, number);
        },
      };
    },
  },
  {
    name: 'delete',
    allowed: { reads: 2, writes: TRANSACTION },
    isCompared: false,
    exchange(population) {
      const id = population.spares.shift();
      if (id === undefined) throw new RangeError('there is no user that may be deleted');
      return {
        call: { method: 'DELETE', target: `/Users/${id}` },
        status: 204,
        isRight: () => true,
      };
    },
  },
];

/** Where the deep pages begin: in the middle of the workspace. */
export function deepStart({ users }: Population): number {
  const middle = Math.floor(users.length / 2 / PAGE) * PAGE + 1;
  return Math.max(PAGE + 1, middle);
}

/** The pages from the first to the last deep one: only a walk leads there. */
export function walkToDeepPages(population: Population): readonly Exchange[] {
  return pages((deepStart(population) - 1) / PAGE + DEEP_PAGES);
}

/** All pages: a walk that ends leaves no bookmark that somebody has still to come for. */
export function wholeWalk({ users }: Population): readonly Exchange[] {
  return pages(Math.ceil(users.length / PAGE));
}

function pages(count: number): readonly Exchange[] {
  return Array.from({ length: count }, (_, index) => page(index * PAGE + 1));
}

function page(startIndex: number): Exchange {
  return read(
    `/Users?startIndex=${startIndex}&count=${PAGE}`,
    (body) => body.startIndex === startIndex && body.Resources?.length === PAGE,
  );
}

function found(filter: string, number: number): Exchange {
  return read(
    filtered(filter),
    (body) => isList(body, 1) && isUser(body.Resources?.[0] ?? {}, number),
  );
}

function filtered(filter: string): string {
  return `/Users?filter=${encodeURIComponent(filter)}&startIndex=1&count=100`;
}

function read(target: string, isRight: Exchange['isRight']): Exchange {
  return { call: { method: 'GET', target }, status: 200, isRight };
}

function patch(id: string, operation: Json, isRight: Exchange['isRight']): Exchange {
  const body = { schemas: [PATCH_OP], Operations: [operation] };
  return { call: { method: 'PATCH', target: `/Users/${id}`, body }, status: 200, isRight };
}

function isUser({ userName }: Body, number: number): boolean {
  return userName === userNameOf(number);
}

function isList({ totalResults, Resources = [] }: Body, length: number): boolean {
  return totalResults === length && Resources.length === length;
}
