/** What is the same whatever the identity provider is. */

import { MAX_TOKENS } from '#directory/workspace.ts';
import type { IdentityProviderGuide, Setting } from '#setup-guide/guide.ts';
import { bullets, code, plain, section, steps, table } from '#setup-guide/markdown.ts';
import { placesOf } from '#setup-guide/product-places.ts';

export function prerequisites({ profile }: Setting, provider: IdentityProviderGuide): string {
  const unique =
    profile.identityEmail === 'optional'
      ? []
      : [
          `No two users share an e-mail address, those invited by hand included: ask ${profile.title} for the list of duplicates before you switch on.`,
        ];
  return section(
    'Before you begin',
    bullets(
      `You are an admin of ${profile.title} and of ${provider.name}.`,
      'SCIM is part of the plan of this workspace, and switched on.',
      ...unique,
      ...provider.prerequisites,
    ),
  );
}

export function token({ profile, scimBaseUrl, workspace }: Setting): string {
  return section(
    'Base URL and token',
    steps(
      `In ${profile.title}, open ${placesOf(profile.id).token} and generate a token for the workspace **${plain(workspace.name)}**.`,
      'Copy it at once: it is shown this one time and stored nowhere. Whoever loses it generates another.',
      `The SCIM base URL is ${code(scimBaseUrl)}: copy it as it stands, without a slash at its end.`,
    ),
    `A new token ends the older ones at once, unless you ask for a grace of up to a week; at most ${MAX_TOKENS} live at a time. Each workspace has a token and a setup of its own.`,
  );
}

export function roles({ profile, workspace }: Setting): readonly string[] {
  const { roles: rules } = profile;
  if (rules === undefined) return [];
  const names = rules.values.map(code).join(', ');
  const { roleSwitch } = placesOf(profile.id);
  if (rules.editing === 'app') {
    return [
      section(
        'Roles',
        `Roles (${names}) are given in ${profile.title}, at ${roleSwitch}; SCIM does not assign them. Every new user begins as ${code(rules.default)}. A ${code('roles')} that is sent all the same is stored, and noted in the activity log.`,
      ),
    ];
  }
  const editing =
    workspace.settings.roleEditing === 'app'
      ? 'At present it is **on**: a role that an admin gives in the app holds until the identity provider sends another than before.'
      : 'At present it is **off**: roles come from the identity provider alone.';
  return [
    section(
      'Roles',
      `Roles are ${names}; somebody for whom none is sent is ${code(rules.default)}.`,
      `Whether admins may change roles in ${profile.title} too is a switch of the workspace, at ${roleSwitch}. ${editing}`,
    ),
  ];
}

export function groupRoles({ workspace }: Setting): readonly string[] {
  const { groupRoles } = workspace.settings;
  if (groupRoles.length === 0) return [];
  return [
    `Roles by pushed group, the first match wins:\n\n${table(
      ['Group', 'Role'],
      groupRoles.map(({ group, role }) => [plain(group), code(role)]),
    )}`,
  ];
}

export function verify({ profile }: Setting): string {
  const { users } = placesOf(profile.id);
  return section(
    'Check that it works',
    steps(
      'Assign one test user, and wait for the first sync.',
      `Look for the user at ${users} of ${profile.title}: the badge says SCIM.`,
      'Change the last name of the user in the identity provider, and see it change.',
      'Take the assignment away, and see the user become inactive.',
    ),
  );
}

export function bestPractices(): string {
  return section(
    'Best practices',
    bullets(
      'Begin with a pilot group of five to ten people.',
      'Assign groups rather than single people.',
      'Look at the provisioning log of the identity provider, and at the activity log here: both say why a user is refused.',
      'Write down what you have mapped to what.',
      'Use SCIM together with single sign-on: the one makes and ends accounts, the other signs people in.',
    ),
  );
}

export function limits({ profile }: Setting, provider: IdentityProviderGuide): string {
  const app = profile.appFields.map(({ name }) => code(name)).join(', ');
  return section(
    'What to know',
    bullets(
      'While SCIM is on, a user that came by it is deactivated, reactivated and deleted in the identity provider only.',
      'Users invited by hand stay beside them, and are managed in the app.',
      'If SCIM is switched off, everybody stays, and is managed by hand until it is on again.',
      'Attributes of administrators are updated like those of anybody else.',
      ...(app === '' ? [] : [`These are set in the app, and SCIM never touches them: ${app}.`]),
      'A token does not end by itself, unless you gave it an end. If one has leaked, generate another at once.',
      ...provider.notes,
    ),
  );
}

export function troubleshooting({ scimBaseUrl }: Setting, provider: IdentityProviderGuide): string {
  const shared: readonly (readonly [string, string])[] = [
    [
      '404 when the connection is tested',
      `The base URL is not ${code(scimBaseUrl)}, letter by letter.`,
    ],
    [
      '401',
      'The token is wrong, revoked, expired, or of another workspace: generate one, and paste it without blanks.',
    ],
    ['403', 'SCIM is switched off for this workspace, or not in its plan: the answer says which.'],
    [
      '"User already exists"',
      'Somebody with this user name or address was invited by hand or comes from elsewhere: delete that user here, or leave them out of the assignment. The setting `onManualConflict: adopt` takes them over instead.',
    ],
    [
      '400 with the name of an attribute',
      'The user lacks that attribute, or its value is not allowed: fill it in in the identity provider, or map it.',
    ],
    [
      'Users are created, but changes do not arrive',
      'Updating attributes is not switched on, or the attribute is not mapped.',
    ],
  ];
  const rows = [...shared, ...provider.troubleshooting];
  return section('Troubleshooting', table(['What you see', 'What to do'], rows));
}

export function afterPause(provider: IdentityProviderGuide): string {
  return section('When SCIM was off for a while', provider.afterPause);
}
