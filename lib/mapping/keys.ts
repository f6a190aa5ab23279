/** What a user is found by and kept unique by. */

import type { UserKeys } from '#directory/user.ts';
import { fold } from '#scim/fold.ts';
import { isObject, type JsonObject } from '#scim/json.ts';

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** Whether a text can be an e-mail address: something without blanks on both sides of one `@`. */
export function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}

/** @param resource as `normalise` builds it, with a userName. */
export function userKeys(resource: JsonObject, isEmailUnique: boolean): UserKeys {
  const { userName, externalId } = resource;
  const email = identityEmail(resource);
  const emails = emailValues(resource).map(({ value }) => fold(String(value)));
  return {
    userName: fold(String(userName)),
    ...(email !== undefined && { email: fold(email) }),
    isEmailUnique,
    ...(typeof externalId === 'string' && { externalId }),
    emails: [...new Set(emails)],
  };
}

/** The address that stands for the person: primary, else work, else first, else the userName. */
export function identityEmail(resource: JsonObject): string | undefined {
  const emails = emailValues(resource);
  const chosen =
    emails.find(({ primary }) => primary === true) ??
    emails.find(({ type }) => fold(String(type)) === 'work') ??
    emails[0];
  if (chosen !== undefined) return String(chosen.value);
  const userName = String(resource.userName);
  return isAddress(userName) ? userName : undefined;
}

function emailValues({ emails }: JsonObject): readonly JsonObject[] {
  return Array.isArray(emails)
    ? emails.filter(isObject).filter(({ value }) => value !== undefined)
    : [];
}
