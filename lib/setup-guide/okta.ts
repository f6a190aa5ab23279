import type { CustomAttribute, IdentityProviderGuide } from '#setup-guide/guide.ts';
import { code } from '#setup-guide/markdown.ts';

/** Okta: the app of the Integration Network, or one made with the App Integration Wizard. */
export const OKTA: IdentityProviderGuide = {
  id: 'okta',
  name: 'Okta',
  prerequisites: [
    'Your Okta has Lifecycle Management, and the app is one with SCIM provisioning (for one that you make yourself: **General → App Settings → Provisioning: SCIM**).',
  ],
  connect: ({ profile, scimBaseUrl }) => [
    `Open **Applications → ${profile.title} → Provisioning**, and choose **Configure API Integration**.`,
    'Tick **Enable API integration**.',
    `Enter ${code(scimBaseUrl)} as the base URL (**SCIM connector base URL** in an app of your own, there with ${code('userName')} as the unique identifier field and **HTTP Header** as the authentication mode).`,
    'Paste the token into **API Token** (**Authorization: Bearer** in an app of your own).',
    'Choose **Test API Credentials**, then **Save**.',
  ],
  mapping:
    'Under **Provisioning → To App**, below the switches, **Attribute Mappings** shows what goes where. The user name is set at **Sign On → Application username format**.',
  attributeName: (path) => path,
  customAttribute: oktaAttribute,
  switchOn: [
    'Under **Provisioning → To App → Edit**, tick **Create Users**, **Update User Attributes** and **Deactivate Users**, and save.',
    'Under **Assignments**, assign people or groups.',
  ],
  groups:
    'Under **Push Groups**, push each group whose members you want to see here. A group that is assigned is not pushed by that: these are two lists.',
  notes: [
    'Okta sends changes within minutes. Who is unassigned or deactivated in Okta becomes inactive here; Okta never deletes a user.',
    'A user who is suspended in Okta stays active here: Okta sends nothing.',
  ],
  troubleshooting: [
    [
      'The role, or another custom attribute, does not arrive',
      'Its external namespace is blank: Okta sends nothing then. Enter the namespace from above.',
    ],
    [
      '"You cannot add the attribute … because the deletion process … is incomplete"',
      'Okta is still removing the attribute of the same variable name: wait until it has, or choose another variable name. The external name may stay.',
    ],
    [
      'The role of somebody who is assigned by a group does not change',
      'The attribute type is Personal: make one with the type Group, or set the role in the assignment of the person.',
    ],
  ],
  afterPause:
    'Meanwhile Okta has collected failed tasks: open **Dashboard → Tasks**, choose the app, and **Retry Selected**. Then, under **Provisioning → To App**, **Force Sync** sends the mapped attributes of everybody.',
};

function oktaAttribute(attribute: CustomAttribute): readonly string[] {
  const { displayName, name, otherNames, namespaces, values } = attribute;
  const [namespace = '', ...otherNamespaces] = namespaces;
  const others = otherNamespaces.map(code).join(' and ');
  const works = otherNamespaces.length === 1 ? 'works' : 'work';
  const alsoNamespaces = others === '' ? '' : ` ${others} ${works} as well.`;
  const also = otherNames.length === 0 ? '' : ` (or ${otherNames.map(code).join(', ')})`;
  return [
    'Open **Directory → Profile Editor**, choose the app, and **Add Attribute**.',
    'Data type: **string**.',
    `Display name: ${code(displayName)}. Variable name: ${code(name)}, or whatever you like.`,
    `External name: ${code(name)}${also}.`,
    `External namespace: ${code(namespace)}. Never leave it blank: Okta sends nothing then.${alsoNamespaces}`,
    `Enum: tick **Define enumerated list of values**. Members: ${values.map((value) => `${titleOf(value)} → ${code(value)}`).join(', ')}.`,
    'Attribute type: **Personal**, for a role that is set for each person, or **Group**, for one that is set where a group is assigned; of several groups the one with the highest priority decides.',
    'Save, and set the role where you assign the person or the group.',
  ];
}

function titleOf(value: string): string {
  return value.charAt(0).toUpperCase() + value.slice(1).toLowerCase();
}
