import { describe, expect, it } from '@jest/globals';
import { clientName } from '#http/client-name.ts';

describe('the name of a client', () => {
  it.each([
    ['Okta SCIM Client 1.0.0', 'okta'],
    ['OKTA SCIM Integration', 'okta'],
    ['Microsoft Azure Active Directory', 'entra'],
    ['Microsoft Entra Provisioning Agent', 'entra'],
    ['Google-Auto-Provisioning', 'google'],
    ['JumpCloud/1.0', 'jumpcloud'],
    ['OneLogin SCIM', 'onelogin'],
    ['Rippling', 'rippling'],
    ['YesHID/2', 'yeshid'],
    ['PingFederate 12', 'ping'],
    ['CyberArk Identity', 'cyberark'],
    ['goauthentik.io/2025.2', 'authentik'],
    ['curl/8.5.0', 'curl'],
  ])('is recognised by a word in the User-Agent: %s', (userAgent, name) => {
    expect(clientName(userAgent)).toBe(name);
  });

  it.each([undefined, ''])('is unknown where there is no User-Agent: %p', (userAgent) => {
    expect(clientName(userAgent)).toBe('unknown');
  });

  it.each(['python-requests/2.32', 'barbara.jensen@example.com', 'node'])(
    'is other, and never the header itself: %s',
    (userAgent) => {
      expect(clientName(userAgent)).toBe('other');
    },
  );

  it.each(['shopping-service/1.0', 'CentralAuth/2.0', 'HttpClient/4 (mapping)'])(
    'is not taken from the middle of another word: %s',
    (userAgent) => {
      expect(clientName(userAgent)).toBe('other');
    },
  );
});
