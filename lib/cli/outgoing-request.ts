/** A request to the admin API, before it is signed. */

export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** @returns the headers with which the request may be sent. */
export type Sign = (request: OutgoingRequest) => Promise<Readonly<Record<string, string>>>;
