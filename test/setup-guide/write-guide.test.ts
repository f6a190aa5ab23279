import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS, type WorkspaceSettings } from '#directory/workspace.ts';
import { wordsOf } from '#mapping/core-fields.ts';
import { decideUser } from '#mapping/decide-user.ts';
import { IDENTITY_PROVIDERS, type IdentityProvider } from '#mapping/product-field.ts';
import { buildProfile } from '#mapping/profile.ts';
import { PROFILES, profileNamed } from '#mapping/profiles/index.ts';
import { MODERNLOOP } from '#mapping/profiles/modernloop.ts';
import { STANDARD } from '#mapping/profiles/standard.ts';
import { normalise } from '#scim/normalise.ts';
import { writeGuide } from '#setup-guide/write-guide.ts';
import { aWorkspace } from '../support/workspaces.ts';

const BASE_URL = 'https://scim.example.com/scim/v2';

function guide(idp: IdentityProvider, profile: string, settings: Partial<WorkspaceSettings> = {}) {
  const workspace = aWorkspace({
    name: 'Acme | *Ltd*',
    profile,
    settings: { ...DEFAULT_SETTINGS, ...settings },
  });
  return writeGuide({ workspace, profile: profileNamed(profile), scimBaseUrl: BASE_URL }, idp);
}

/** The rows of the attribute table, as cells. */
function rowsOf(text: string): string[][] {
  const [, rest = ''] = text.split('| SCIM attribute |');
  const lines = rest.split('\n').slice(2);
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines
    .slice(0, end)
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
}

const COMBINATIONS = IDENTITY_PROVIDERS.flatMap((idp) =>
  PROFILES.map(({ id }) => [idp, id] as const),
);

describe('a set-up guide', () => {
  it.each(COMBINATIONS)(
    'of %s for %s leads from nothing to a working connection',
    (idp, profile) => {
      const text = guide(idp, profile);

      const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
      expect(sections).toEqual(
        expect.arrayContaining([
          'Before you begin',
          'Base URL and token',
          'Map attributes',
          'Switch it on',
          'Check that it works',
          'Best practices',
          'What to know',
          'Troubleshooting',
          'When SCIM was off for a while',
        ]),
      );
      expect(text.split(BASE_URL).length).toBeGreaterThanOrEqual(4);
      expect(text).not.toMatch(/undefined|\[object|null/);
      expect(new Set(sections).size).toBe(sections.length);
    },
  );

  it.each(COMBINATIONS)(
    'of %s for %s tries a change of what the profile has, without a custom attribute',
    (idp, profile) => {
      const paths = profileNamed(profile).fields.map(({ path }) => path);

      expect(guide(idp, profile)).toContain('Change the last name of the user');
      expect(paths).toContain('name.familyName');
    },
  );

  it.each(COMBINATIONS)(
    'of %s for %s has every field of the profile, and its source or "choose"',
    (idp, profile) => {
      const rows = rowsOf(guide(idp, profile));

      const { fields } = profileNamed(profile);
      expect(rows).toHaveLength(fields.length);
      expect(rows.map(([, , description]) => description)).toEqual(
        fields.map((field) => wordsOf(field)?.description),
      );
      expect(rows.map(([, , , source]) => source)).toEqual(
        fields.map((field) => {
          const source = wordsOf(field)?.sources[idp];
          if (source === undefined) return 'choose';
          return source === 'the assignment' ? source : `\`${source}\``;
        }),
      );
    },
  );

  it.each(COMBINATIONS)(
    'of %s for %s says what to choose where there is a choice',
    (idp, profile) => {
      const text = guide(idp, profile);

      const isChosen = rowsOf(text).some(([, , , source]) => source === 'choose');
      expect(text.includes('take the work e-mail address')).toBe(isChosen);
    },
  );

  it.each([
    ['modernloop', ['userName', 'name.givenName', 'name.familyName', 'emails']],
    ['modjo', ['userName', 'name.givenName', 'name.familyName', 'emails']],
    ['standard', ['userName']],
  ])('of %s marks as required exactly what is refused without', (profile, required) => {
    const rows = rowsOf(guide('okta', profile));

    const marked = rows.filter(([, mark]) => mark === 'yes').map(([path]) => path);
    expect(new Set(marked)).toEqual(new Set(required.map((path) => `\`${path}\``)));
  });

  it.each(IDENTITY_PROVIDERS)(
    'for %s has an enterprise attribute with its URN, without which none is taken',
    (idp) => {
      const definition = {
        name: 'costCentre',
        path: 'costCenter',
        description: 'The cost centre.',
      };
      const profile = buildProfile({ ...STANDARD, fields: [...STANDARD.fields, definition] });
      const setting = { workspace: aWorkspace({}), profile, scimBaseUrl: BASE_URL };

      const text = writeGuide(setting, idp);

      const paths = rowsOf(text).map(([path]) => path);
      const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
      expect(paths.at(-1)).toBe(`\`${urn}:costCenter\``);
      expect(text).toContain('up to the last colon it is the namespace');
    },
  );

  it('writes a name that an admin has chosen as a name, not as Markdown', () => {
    expect(guide('okta', 'standard')).toContain('Acme \\| \\*Ltd\\*');
  });
});

describe('what an identity provider takes as text', () => {
  it('OneLogin gets a template that has what every profile requires', () => {
    const [, template = ''] = /```json\n([^`]+)```/.exec(guide('onelogin', 'modjo')) ?? [];

    const body = JSON.parse(template);
    for (const profile of PROFILES.map(({ id }) => profileNamed(id))) {
      const { resource } = normalise(profile.schemas, body);
      const proposal = {
        change: 'create',
        before: undefined,
        resource,
        deprovisions: false,
      } as const;
      expect(() => decideUser(profile, proposal)).not.toThrow();
    }
  });

  it("OneLogin's sources are in the words of its template", () => {
    const text = guide('onelogin', 'modernloop');

    for (const [path, , , source] of rowsOf(text).filter(([, required]) => required === 'yes')) {
      expect([path, text.split(String(source?.replaceAll('`', ''))).length]).toEqual([path, 3]);
    }
  });

  it('Rippling gets the name of the e-mail address as its own form has it', () => {
    const paths = rowsOf(guide('rippling', 'modjo')).map(([path]) => path);

    expect(paths).toContain('`emails.primary`');
  });
});

describe('the role as a custom attribute', () => {
  const okta = guide('okta', 'modernloop');

  it('has for Okta every box of the form', () => {
    for (const part of [
      'Data type: **string**',
      'Display name: `ModernLoop Role`',
      'Variable name: `modernloopRole`',
      'External name: `modernloopRole` (or `modernloop_role`)',
      'External namespace: `urn:scim:schemas:extension:modernloop:1.0:Profile`',
      'Admin → `ADMIN`, Scheduler → `SCHEDULER`, Interviewer → `INTERVIEWER`',
      '**Personal**',
      '**Group**',
    ]) {
      expect(okta).toContain(part);
    }
  });

  it('has for Okta the other namespaces, one or several, in a sentence', () => {
    const { roles } = MODERNLOOP;
    const urns = ['urn:acme:scim:1.0:A', 'urn:acme:scim:1.0:B', 'urn:acme:scim:1.0:C'];
    const withNamespaces = (count: number) => {
      const namespaces = urns.slice(0, count);
      const profile = buildProfile({ ...MODERNLOOP, roles: roles && { ...roles, namespaces } });
      return writeGuide({ workspace: aWorkspace({}), profile, scimBaseUrl: BASE_URL }, 'okta');
    };

    expect(withNamespaces(1)).not.toContain('as well');
    expect(withNamespaces(2)).toContain('`urn:acme:scim:1.0:B` works as well.');
    expect(withNamespaces(3)).toContain(
      '`urn:acme:scim:1.0:B` and `urn:acme:scim:1.0:C` work as well.',
    );
  });

  it('never tells to leave the namespace blank: Okta sends nothing then (FACTS §1.10)', () => {
    expect(okta).toContain('Never leave it blank');
    expect(okta).not.toMatch(/leav\w+ (?:the )?namespace blank/);
  });

  it('has for Entra a namespace of the form that Entra takes', () => {
    expect(guide('entra', 'modernloop')).toContain(
      '`urn:ietf:params:scim:schemas:extension:2.0:User:modernloopRole`',
    );
  });

  it.each(IDENTITY_PROVIDERS)(
    'is not there for Modjo, whose roles are given in its app: %s',
    (idp) => {
      const text = guide(idp, 'modjo');

      expect(text).not.toContain('Send the role as an attribute');
      expect(text).toContain('Every new user begins as `User`');
    },
  );

  it('says whether admins may change roles in the product too', () => {
    expect(guide('okta', 'modernloop')).toContain('At present it is **off**');
    expect(guide('okta', 'modernloop', { roleEditing: 'app' })).toContain(
      'At present it is **on**',
    );
  });

  it('lists the roles that pushed groups grant', () => {
    const groupRoles = [{ group: 'Recruiting | EU', role: 'SCHEDULER' }];

    const text = guide('okta', 'modernloop', { groupRoles });

    expect(text).toContain('| Recruiting \\| EU | `SCHEDULER` |');
  });
});

describe("what the products' own pages have mistaken", () => {
  it('Entra does send active false for unassigned and softly deleted users (FACTS §2.5)', () => {
    const text = guide('entra', 'modjo');

    expect(text).toMatch(/softly deleted users alike/);
    expect(text).not.toMatch(/only sends deactivation/);
  });

  it.each(['okta', 'entra'] as const)('administrators do update: %s', (idp) => {
    expect(guide(idp, 'modernloop')).toContain(
      'Attributes of administrators are updated like those of anybody else.',
    );
  });

  it('after SCIM was off Okta is asked to retry, and Entra to restart', () => {
    expect(guide('okta', 'modjo')).toContain('**Retry Selected**');
    expect(guide('entra', 'modjo')).toContain('**Restart provisioning**');
  });

  it('Entra names one element of a multi-valued attribute', () => {
    const paths = rowsOf(guide('entra', 'modjo')).map(([path]) => path);

    expect(paths).toContain('`emails[type eq "work"].value`');
    expect(paths).toContain('`phoneNumbers[type eq "work"].value`');
  });
});
