import type { CustomAttribute, IdentityProviderGuide } from '#setup-guide/guide.ts';
import { code } from '#setup-guide/markdown.ts';

const MULTI_VALUED = /^(?:emails|phoneNumbers)$/;
const FORM_OF_ENTRA = /^urn:ietf:params:scim:schemas:extension:/;

/** Microsoft Entra ID, formerly Azure AD: an enterprise application. */
export const ENTRA: IdentityProviderGuide = {
  id: 'entra',
  name: 'Microsoft Entra ID',
  prerequisites: [
    'Your Entra plan has automatic provisioning (P1 for groups), and you are at least an Application Administrator.',
  ],
  connect: ({ profile, scimBaseUrl }) => [
    `In the Entra admin center, open **Enterprise applications → ${profile.title} → Provisioning** (or **New application → Create your own application**, not found in the gallery).`,
    'Set **Provisioning Mode** to **Automatic**.',
    `Enter ${code(scimBaseUrl)} as **Tenant URL**.`,
    'Paste the token into **Secret Token**.',
    'Choose **Test Connection**, then **Save**.',
  ],
  mapping:
    'Under **Mappings → Provision Microsoft Entra ID Users** the left column is the source, the right one the SCIM attribute. Leave `userName` as the matching attribute.',
  attributeName: (path) => (MULTI_VALUED.test(path) ? `${path}[type eq "work"].value` : path),
  customAttribute: entraAttribute,
  switchOn: [
    'Under **Mappings → Provision Microsoft Entra ID Users**, have **Create**, **Update** and **Delete** ticked.',
    'Under **Users and groups**, assign people or groups; under **Settings**, leave the scope at assigned users and groups.',
    'Set **Provisioning Status** to **On**, and save.',
  ],
  groups:
    'Assigned groups come with **Provision Microsoft Entra ID Groups** enabled. Members of nested groups do not: assign the inner group.',
  notes: [
    'Entra syncs about every 40 minutes; **Provision on demand** sends one user at once.',
    'Who is unassigned, or deleted softly, is sent as `active: false` and becomes inactive here; some 30 days later Entra sends a DELETE.',
  ],
  troubleshooting: [
    [
      'A deleted user is still active',
      'Entra sends `active: false` for unassigned and softly deleted users alike, with the next cycle: wait for it, or see that `active` is still mapped to the Switch expression of the table.',
    ],
    [
      'Provisioning is in quarantine',
      'Most requests failed for a while: mend the cause that the provisioning logs show, then restart provisioning.',
    ],
  ],
  afterPause:
    'Open **Provisioning → Overview** and choose **Restart provisioning**: a full cycle sends everybody again. A cycle that merely goes on skips what it believes to be done.',
};

function entraAttribute(attribute: CustomAttribute): readonly string[] {
  const { name, namespaces, values } = attribute;
  const namespace = namespaces.find((urn) => FORM_OF_ENTRA.test(urn)) ?? namespaces[0];
  const path = code(`${namespace}:${name}`);
  return [
    'Open **Provisioning → Mappings → Provision Microsoft Entra ID Users**, tick **Show advanced options**, and choose **Edit attribute list**.',
    `Add ${path}, type **String**, neither required nor multi-valued, and save.`,
    `Make an app role for each of ${values.map(code).join(', ')} under **App registrations → App roles**, with exactly this value.`,
    `Choose **Add New Mapping**, type **Expression**: ${code('SingleAppRoleAssignment([appRoleAssignments])')}, target attribute ${path}.`,
    'Give the app role where you assign the person or the group. Nobody may have more than one.',
  ];
}
