/** A SCIM request and its result, between the HTTP border and the operations. */

import type { Preconditions } from '#scim/etag.ts';
import type { Json, JsonObject } from '#scim/json.ts';

export interface ScimRequest {
  readonly method: string;
  /** As it came, below the host: `/scim/v2/Users`. */
  readonly path: string;
  /** The last part of the path where the route has one there that varies, else ''. */
  readonly id: string;
  /** As it came, without the question mark. */
  readonly queryString: string;
  /** The parsed body; undefined for a method that has none. */
  readonly body: Json | undefined;
  readonly preconditions: Preconditions;
  /** Where the SCIM endpoint stands: `https://scim.example.com/scim/v2`. */
  readonly baseUrl: string;
}

/** What an operation comes to; status and headers follow from the kind. */
export type ScimResult =
  | {
      /** 201 and 200: a resource, as far as it is asked for. */
      readonly kind: 'created' | 'resource';
      readonly body: JsonObject;
      readonly location: string;
      /** The ETag; absent where the answer lacks a part that the version covers. */
      readonly version?: string;
    }
  /** 304: the client has this version. */
  | { readonly kind: 'notModified'; readonly location: string; readonly version: string }
  /** 200: a list, or a document that has no version. */
  | { readonly kind: 'document'; readonly body: JsonObject }
  /** 204. */
  | { readonly kind: 'deleted' };
