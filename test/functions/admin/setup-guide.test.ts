import { describe, expect, it } from '@jest/globals';
import { PROFILES } from '#mapping/profiles/index.ts';
import { bodyOf } from '../../support/answers.ts';
import { useDeployment, workspaceAdmin } from '../../support/deployment.ts';

const { admin } = useDeployment();
const PATH = '/workspaces/modernloop-demo/setup-guide';

describe('GET …/setup-guide', () => {
  it('is Markdown with the base URL of this deployment', async () => {
    const authorizer = workspaceAdmin('modernloop-demo');

    const answer = await admin('GET', `${PATH}?idp=okta`, undefined, { authorizer });

    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'Content-Type': 'text/markdown; charset=utf-8' },
    });
    expect(answer.body).toMatch(/^# ModernLoop: SCIM provisioning with Okta\n/);
    expect(answer.body).toContain('`https://scim.example.com/scim/v2`');
  });

  it.each(['', '?idp=', '?idp=ping', '?idp=okta&idp=entra', '?IDP=okta', '?idp=__proto__'])(
    'is 400 for %j, and names those that there are',
    async (query) => {
      const answer = await admin('GET', `${PATH}${query}`);

      expect(answer.statusCode).toBe(400);
      expect(bodyOf(answer).type).toBe('urn:rollcall:problem:bad-request');
    },
  );

  it('says which identity providers there are', async () => {
    const answer = await admin('GET', `${PATH}?idp=ping`);

    expect(answer.body).toContain('okta, entra, google, jumpcloud, onelogin, rippling, yeshid');
  });
});

describe('GET /admin/profiles', () => {
  it('has each profile with its attribute table, its fields and its roles', async () => {
    const { profiles } = bodyOf(await admin('GET', '/profiles')) as {
      profiles: Record<string, unknown>[];
    };

    expect(profiles.map(({ id }) => id)).toEqual(PROFILES.map(({ id }) => id));
    expect(profiles[1]).toMatchObject({
      title: 'ModernLoop',
      roles: { values: ['ADMIN', 'SCHEDULER', 'INTERVIEWER'], default: 'INTERVIEWER' },
      attributes: expect.arrayContaining([
        {
          path: 'name.familyName',
          type: 'string',
          required: true,
          description: expect.any(String),
        },
      ]),
    });
    const requiredOf = ({ attributes }: Record<string, unknown> = {}) =>
      (attributes as { path: string; required: boolean }[])
        .filter(({ required }) => required)
        .map(({ path }) => path)
        .sort();
    const names = ['name.familyName', 'name.givenName', 'userName'];
    expect(requiredOf(profiles[0])).toEqual(['userName']);
    expect(requiredOf(profiles[1])).toEqual(['emails.value', ...names]);
    expect(requiredOf(profiles[2])).toEqual(['emails.value', ...names]);
    expect(profiles[0]).toMatchObject({ roles: null });
  });

  it('comes page by page where that is asked for', async () => {
    const seen: unknown[] = [];
    let query = '?limit=1';
    while (query !== '') {
      const { profiles, nextCursor } = bodyOf(await admin('GET', `/profiles${query}`));
      seen.push(...(profiles as Record<string, unknown>[]).map(({ id }) => id));
      query = nextCursor === undefined ? '' : `?limit=1&cursor=${nextCursor}`;
    }

    expect(seen).toEqual(PROFILES.map(({ id }) => id));
  });
});
