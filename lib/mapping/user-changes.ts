/** What is different about a user after a request. */

import type { User } from '#directory/user.ts';
import type { Profile } from '#mapping/profile.ts';
import { equalJson, type JsonObject } from '#scim/json.ts';
import { changedAttributes } from '#scim/resource.ts';

type State = Pick<User, 'resource' | 'role'> & Partial<Pick<User, 'appFields'>>;

/** Whether there is nothing to write. */
export function isSame(before: User, { resource, role, appFields = before.appFields }: State) {
  return (
    equalJson(before.resource, resource) &&
    equalJson(roleJson(before), roleJson({ role })) &&
    equalJson(before.appFields, appFields)
  );
}

/** Names for the activity log: attributes by path, then `role`, whose the user is, app-owned fields. */
export function changedParts({ schemas }: Profile, before: User | undefined, after: User) {
  const names = Object.keys({ ...before?.appFields, ...after.appFields });
  const appFields = names
    .filter((name) => !equalJson(before?.appFields[name], after.appFields[name]))
    .map((name) => `appFields.${name}`);
  return [
    ...changedAttributes(schemas, before?.resource ?? {}, after.resource),
    ...(before?.role?.value === after.role?.value ? [] : ['role']),
    ...(before === undefined || before.provisionedBy === after.provisionedBy
      ? []
      : ['provisionedBy']),
    ...appFields,
  ];
}

function roleJson({ role }: Pick<User, 'role'>): JsonObject | undefined {
  return role && { ...role };
}
