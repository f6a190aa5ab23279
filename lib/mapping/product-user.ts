/** The product's view of a user: computed, never stored, so that a changed profile needs no migration. */

import type { JsonObject, User } from '#directory/user.ts';
import { appFieldsForEvents } from '#mapping/app-fields.ts';
import { type Field, fieldValue } from '#mapping/product-field.ts';
import type { Profile } from '#mapping/profile.ts';

/** The fields that the product knows, under its own names; null for one without a value. */
export function productUser({ resource }: User, { fields }: Profile): JsonObject {
  return Object.fromEntries(
    fields.map((field) => [field.name, fieldValue(field, resource) ?? null]),
  );
}

/** Who an event is about: what the profile puts on the bus of a user. */
export interface EventPerson {
  readonly externalId: string | null;
  readonly userName: string | null;
  readonly attributes: JsonObject;
}

export function eventPerson(profile: Profile, user: User): EventPerson {
  const { events: { identity = ['externalId', 'userName'], fields = [] } = {} } = profile;
  const told = (name: 'externalId' | 'userName') =>
    identity.includes(name) ? textOf(user.resource[name]) : null;
  return {
    externalId: told('externalId'),
    userName: told('userName'),
    attributes: {
      ...productUser(user, { ...profile, fields: fieldsNamed(profile, fields) }),
      ...appFieldsForEvents(profile.appFields, user.appFields),
    },
  };
}

function fieldsNamed({ fields }: Profile, names: readonly string[]): readonly Field[] {
  return fields.filter(({ name }) => names.includes(name));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
