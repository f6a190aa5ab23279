/** Where admins find things in the products whose screens are known. */

interface Places {
  readonly token: string;
  readonly users: string;
  readonly roleSwitch: string;
}

const PLACES: Readonly<Record<string, Places>> = {
  modernloop: {
    token: '**Organization settings → Secrets → SCIM token**',
    users: '**Organization Settings → Members**',
    roleSwitch: '**Organization Settings → Members**',
  },
  modjo: {
    token: '**Settings → Security → SCIM Provisioning → Generate SCIM Token**',
    users: '**Settings → Users**',
    roleSwitch: '**Settings → Users**',
  },
};

/** @param profile its id; of one that is not listed the words stay general. */
export function placesOf(profile: string): Places {
  const known = Object.hasOwn(PLACES, profile) ? PLACES[profile] : undefined;
  return (
    known ?? { token: 'the SCIM settings', users: 'the list of users', roleSwitch: 'the settings' }
  );
}
