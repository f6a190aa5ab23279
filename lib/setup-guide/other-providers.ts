/** Identity providers that publish little about the attributes they send. */

import type { CustomAttribute, IdentityProviderGuide } from '#setup-guide/guide.ts';
import { code } from '#setup-guide/markdown.ts';

const SAME_NAME = (path: string) => path;

/** After OneLogin's own user schemas, with the core schema of SCIM 2.0 and `emails` as a list. */
const ONELOGIN_TEMPLATE = `\`\`\`json
{
  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
  "userName": "{$parameters.scimusername}",
  "name": { "givenName": "{$user.firstname}", "familyName": "{$user.lastname}" },
  "emails": [{ "value": "{$user.email}", "type": "work", "primary": true }]
}
\`\`\``;

/** As a field that is typed by hand: nobody publishes another way. */
function byHand({ name, namespaces, values }: CustomAttribute): readonly string[] {
  return [
    `Where the mapping takes attributes of your own, add ${code(`${namespaces[0]}:${name}`)}, a text; ${code(name)} alone works as well.`,
    `Map it to a field that holds one of ${values.map(code).join(', ')}.`,
  ];
}

/** Google Workspace: user provisioning of an app. */
export const GOOGLE: IdentityProviderGuide = {
  id: 'google',
  name: 'Google Workspace',
  prerequisites: [
    'You are a super admin, and your edition has automatic provisioning.',
    'Google provisions apps of its own catalogue only: the app must be listed there.',
  ],
  connect: ({ profile, scimBaseUrl }) => [
    `In the Admin console, open **Apps → Web and mobile apps → ${profile.title}** (or **Add app → Search for apps**).`,
    'Open **Autoprovisioning**, and choose **Configure autoprovisioning**.',
    'Paste the token as the access token.',
    `Enter ${code(scimBaseUrl)} as the endpoint URL.`,
  ],
  mapping: 'The next page maps attributes of the Google directory to those of the app.',
  attributeName: SAME_NAME,
  customAttribute: byHand,
  switchOn: [
    'Under **Provisioning scope**, choose the groups whose members are to be provisioned, if not everybody.',
    'Under **Deprovisioning**, choose after how long somebody who loses access is suspended: at once, or after a day, 7 or 30 days.',
    'Turn the app **ON** for the people concerned under **User access**, then activate **Autoprovisioning**.',
  ],
  groups: 'Whether Google sends groups is not published: do not build roles on them.',
  notes: [
    'Google syncs every few hours. Who loses access is first sent as inactive, after the delay that you chose, and deleted later.',
    'Archived users are skipped.',
  ],
  troubleshooting: [],
  afterPause:
    'Turn **Autoprovisioning** off and on again: Google then looks at everybody in its scope anew.',
};

/** JumpCloud: identity management of an SSO application. */
export const JUMPCLOUD: IdentityProviderGuide = {
  id: 'jumpcloud',
  name: 'JumpCloud',
  prerequisites: [
    'JumpCloud asks for a test address: one that no user here has. It creates, changes and deactivates a test user with it, and a test group, when you activate.',
  ],
  connect: ({ profile, scimBaseUrl }) => [
    `In the Admin Portal, open **SSO Applications → ${profile.title} → Identity Management** (or **Add New Application → Custom Application**).`,
    'Choose **SCIM API** and **SCIM 2.0**.',
    `Enter ${code(scimBaseUrl)} as **Base URL**, without a slash at its end.`,
    'Paste the token into **Token Key**, and enter the test address.',
    'Choose **Test Connection**, then **Activate** and **Save**.',
  ],
  mapping: 'Below the connection, **Attribute Mapping** adds what is not mapped yet.',
  attributeName: SAME_NAME,
  customAttribute: byHand,
  switchOn: [
    'Leave **Enable management of User Groups and Group Membership** ticked if roles come by group.',
    'Under **User Groups**, tick the groups whose members are to be provisioned, and save.',
  ],
  groups: 'Groups that are bound to the app are pushed with their members.',
  notes: ['JumpCloud sends changes within minutes. Who loses the binding is sent as inactive.'],
  troubleshooting: [
    [
      'Activation fails',
      'The test address belongs to a user here, or an attribute that is required here is not mapped: choose another address, map it, and activate again.',
    ],
  ],
  afterPause:
    'Deactivate **Identity Management** and activate it again: JumpCloud then sends everybody who is bound.',
};

/** OneLogin: a SCIM Provisioner app. */
export const ONELOGIN: IdentityProviderGuide = {
  id: 'onelogin',
  name: 'OneLogin',
  prerequisites: ['The app is one with provisioning: a **SCIM Provisioner with SAML (SCIM v2)**.'],
  connect: ({ profile, scimBaseUrl }) => [
    `In the admin portal, open **Applications → ${profile.title} → Configuration**.`,
    `Enter ${code(scimBaseUrl)} as **SCIM Base URL**.`,
    'Paste the token into **SCIM Bearer Token**.',
    'Enter the **SCIM JSON Template** from below.',
    'Choose **Enable** under **API Connection**, and save.',
  ],
  mapping: `What is sent is what the **SCIM JSON Template** says, with the values of the **Parameters** page; there, set **SCIM Username** to what people sign in with. Begin with this, and add a line for whatever else of the table you want to send:\n\n${ONELOGIN_TEMPLATE}`,
  attributeName: SAME_NAME,
  customAttribute: ({ name, namespaces, values }) => [
    `On **Parameters**, add a field ${code(name)}, and tick **Include in User Provisioning**.`,
    `In the template, add ${code(`"${namespaces[0]}": {"${name}": "{$parameters.${name}}"}`)}.`,
    `Give it one of ${values.map(code).join(', ')}, for a person or by a rule.`,
  ],
  switchOn: [
    'Under **Provisioning**, tick **Enable provisioning**; untick the approvals that you do not want to give by hand.',
    'Choose what happens when a user is deleted in OneLogin: **Suspend** deactivates, **Delete** removes.',
    'Under **Access** or by roles, give people the app.',
  ],
  groups:
    'Rules of the app set groups: **Provisioning → Entitlements → Refresh** reads those that are there.',
  notes: ['OneLogin sends changes at once; what waits for approval waits.'],
  troubleshooting: [
    [
      'A user stays in the state pending',
      'An approval is asked for: give it under **Users → Provisioning**, or untick it in the app.',
    ],
  ],
  afterPause: 'Under **More Actions**, choose **Sync logins**; retry what failed under **Users**.',
};

/** Rippling: a custom app with SCIM. */
export const RIPPLING: IdentityProviderGuide = {
  id: 'rippling',
  name: 'Rippling',
  prerequisites: ['Your Rippling has App Management with custom SCIM apps.'],
  connect: ({ profile, scimBaseUrl }) => [
    `Open **IT → App shop**, and ${profile.title} there, or a custom app with SCIM provisioning.`,
    'Choose SCIM version **2.0**.',
    `Enter ${code(scimBaseUrl)} as the base URL.`,
    'Choose **Bearer token** as the authentication, and paste the token.',
    'Tick pagination and PATCH for groups, and test the connection.',
  ],
  mapping:
    'Under **Supported SCIM Attributes**, names are typed by hand: write them as in the table. Under **Attribute Mappings**, set each to **On user creation and updates**.',
  attributeName: (path) => (path === 'emails' ? 'emails.primary' : path),
  customAttribute: byHand,
  switchOn: [
    'Tick creating, updating and deactivating users; groups as well if roles come by group.',
    'Set the access rules: who gets the app, and when.',
  ],
  groups: 'Tick that groups are created and deleted, and updated by PATCH.',
  notes: ['How long Rippling takes is not published: expect minutes.'],
  troubleshooting: [],
  afterPause:
    'Retry failed tasks on the page of the app, or take the access away and give it again.',
};

/** YesHID: it publishes nothing about its requests. */
export const YESHID: IdentityProviderGuide = {
  id: 'yeshid',
  name: 'YesHID',
  prerequisites: [],
  connect: ({ profile, scimBaseUrl }) => [
    `In YesHID, open the application ${profile.title} (or add a custom one), and its SCIM provisioning.`,
    `Enter ${code(scimBaseUrl)} as the base URL.`,
    'Paste the token as the bearer token, and test the connection.',
  ],
  mapping: 'YesHID publishes no default mapping: choose a source for each attribute.',
  attributeName: SAME_NAME,
  customAttribute: byHand,
  switchOn: [
    'Switch on creating, updating and deactivating users.',
    'Give people or groups the application.',
  ],
  groups: 'Whether YesHID sends groups is not published: try it with one before you build on it.',
  notes: ['How long YesHID takes is not published: expect minutes.'],
  troubleshooting: [],
  afterPause: 'Retry what failed on the page of the application, or ask for a full sync.',
};
