/** One request of an identity provider, and what must come back. */

import type { JsonObject } from '#directory/user.ts';

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
  readonly displayName?: string;
  readonly members?: readonly object[];
  readonly active?: boolean;
  readonly title?: string;
  readonly emails?: readonly { readonly value?: string }[];
  readonly totalResults?: number;
  readonly startIndex?: number;
  readonly itemsPerPage?: number;
  readonly Resources?: readonly Body[];
}

/** A GET that must be answered 200. */
export function read(target: string, isRight: Exchange['isRight']): Exchange {
  return { call: { method: 'GET', target }, status: 200, isRight };
}
