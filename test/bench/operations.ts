/** What is measured: each operation as the requests that identity providers send, and what is right. */

import type { Json } from '#directory/user.ts';
import { type Body, type Exchange, read } from './exchange.ts';
import { DEEP_PAGES, deepStart, PAGE, page } from './page-walk.ts';
import {
  addressOf,
  externalIdOf,
  newUserBody,
  type Population,
  userBody,
  userNameOf,
  userOfTurn,
} from './population.ts';

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

function found(filter: string, number: number): Exchange {
  return read(
    filtered(filter),
    (body) => isList(body, 1) && isUser(body.Resources?.[0] ?? {}, number),
  );
}

function filtered(filter: string): string {
  return `/Users?filter=${encodeURIComponent(filter)}&startIndex=1&count=100`;
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
