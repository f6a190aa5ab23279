/**
 * What the attributes of the RFC's schemas mean, in words for people. Only `/Schemas` and the attribute
 * tables of admins show them: apart from the schemas, no other function carries them.
 */

import type { Attribute } from '#scim/schema/attribute.ts';
import { CORE_GROUP } from '#scim/schema/core-group.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { ENTERPRISE_USER } from '#scim/schema/enterprise-user.ts';

type Descriptions = Readonly<Record<string, string>>;

const USER: Descriptions = {
  userName: 'What the user signs in with; unique in the workspace.',
  name: "The components of the user's name.",
  'name.formatted': 'The full name, formatted for display.',
  'name.familyName': 'The family name, or last name.',
  'name.givenName': 'The given name, or first name.',
  'name.middleName': 'The middle name or names.',
  'name.honorificPrefix': 'The title, such as "Ms."',
  'name.honorificSuffix': 'The suffix, such as "III".',
  displayName: 'The name to show for the user.',
  nickName: 'What people call the user.',
  profileUrl: "The URL of the user's profile.",
  title: 'The job title.',
  userType: 'The relation to the organisation, such as "Employee".',
  preferredLanguage: 'The preferred language, as in Accept-Language.',
  locale: 'The default location for formats, such as "en-US".',
  timezone: 'The time zone, in IANA form such as "Europe/Paris".',
  active: 'Whether the user may use the service.',
  password: 'Accepted and forgotten: users sign in with their own IdP.',
  emails: 'E-mail addresses.',
  'emails.value': 'The address.',
  phoneNumbers: 'Phone numbers.',
  'phoneNumbers.value': 'The number, in any format.',
  ims: 'Instant messaging addresses.',
  'ims.value': 'The address.',
  photos: 'Pictures of the user.',
  'photos.value': 'The URL of the picture.',
  addresses: 'Postal addresses.',
  'addresses.formatted': 'The full address, formatted for display.',
  'addresses.streetAddress': 'Street, number and the like.',
  'addresses.locality': 'The city.',
  'addresses.region': 'The state or region.',
  'addresses.postalCode': 'The postal code.',
  'addresses.country': 'The country, in ISO 3166-1 alpha-2 form such as "FR".',
  groups: 'The groups that the user is a member of.',
  'groups.value': 'The id of the group.',
  'groups.$ref': 'The URI of the group.',
  'groups.display': 'The displayName of the group.',
  'groups.type': 'How the user is a member; always "direct".',
  entitlements: 'Things that the user may have.',
  'entitlements.value': 'The entitlement.',
  roles: 'Roles of the user.',
  'roles.value': 'The role.',
  x509Certificates: 'Certificates issued to the user.',
  'x509Certificates.value': 'The certificate, DER in base64.',
};

const ENTERPRISE: Descriptions = {
  employeeNumber: 'The number that the organisation gives the user.',
  costCenter: 'The name of a cost center.',
  organization: 'The name of an organisation.',
  division: 'The name of a division.',
  department: 'The name of a department.',
  manager: "The user's manager.",
  'manager.value': 'The id of the manager.',
  'manager.$ref': 'The URI of the manager.',
  'manager.displayName': 'The displayName of the manager.',
};

const GROUP: Descriptions = {
  displayName: 'The name of the group; unique in the workspace.',
  members: 'The members of the group: SCIM users of the workspace.',
  'members.value': 'The id of the user.',
  'members.$ref': 'The URI of the user.',
  'members.type': 'What the member is; always "User".',
};

/** Of what every multi-valued attribute of the User has (RFC 7643 §2.4). */
const PLURAL: Descriptions = {
  display: 'A name for the value, for people to read.',
  type: 'What the value is for.',
  primary: 'Whether this is the preferred value; true at most once.',
};

const BY_SCHEMA: Readonly<Record<string, Descriptions>> = {
  [CORE_USER.id]: USER,
  [ENTERPRISE_USER.id]: ENTERPRISE,
  [CORE_GROUP.id]: GROUP,
};

/**
 * @param schemaId the URN of the schema that the attribute stands in.
 * @param parent the attribute that it is a part of, if it is one of another.
 */
export function descriptionOf(
  schemaId: string,
  { name, description }: Attribute,
  parent?: Attribute,
): string {
  const known = BY_SCHEMA[schemaId] ?? {};
  const own =
    parent === undefined ? known[name] : (known[`${parent.name}.${name}`] ?? PLURAL[name]);
  return description ?? own ?? '';
}
