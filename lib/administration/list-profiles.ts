import { attributeTable } from '#administration/attribute-table.ts';
import type { AdminResult } from '#administration/exchange.ts';
import { PROFILES } from '#mapping/profiles/index.ts';

/** GET /admin/profiles: what each profile requires, attribute by attribute. */
export async function listProfiles(): Promise<AdminResult> {
  const profiles = PROFILES.map((profile) => ({
    id: profile.id,
    title: profile.title,
    identityEmail: profile.identityEmail,
    attributes: attributeTable(profile).map((row) => ({ ...row })),
  }));
  return { kind: 'document', body: { profiles } };
}
