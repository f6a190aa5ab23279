/**
 * What is not as the users and groups of a workspace ask for it: I1 claims and index entries that are missing or
 * another's, I2 those that nobody asks for, I3 values that two share, I4 memberships (memberships.ts),
 * I5 counters that are wrong, and who is not found by the index of persons.
 */

import { indexedIdIn, type Key, personIndexKey } from '#store/keys.ts';
import type { Breach } from '#store/repair/breach.ts';
import { membershipBreaches } from '#store/repair/memberships.ts';
import { type Owner, ownersIn } from '#store/repair/owners.ts';
import {
  type StoredItem,
  textOf,
  type WorkspaceContents,
} from '#store/repair/workspace-contents.ts';
import { SCHEMA_VERSION } from '#store/table.ts';
import { doesNotExist, hasVersion, isOwnedBy } from '#store/write.ts';

export function breachesIn(workspaceId: string, contents: WorkspaceContents): readonly Breach[] {
  const owners = ownersIn(workspaceId, contents);
  return [
    ...claimBreaches(owners, contents),
    ...entryBreaches(owners, contents),
    ...membershipBreaches(workspaceId, contents),
    ...counterBreaches(owners, contents),
    ...personBreaches(workspaceId, contents),
  ];
}

interface Wanted {
  readonly key: Key;
  readonly kind: string;
  readonly owners: readonly Owner[];
}

function claimBreaches(owners: readonly Owner[], { claims }: WorkspaceContents): Breach[] {
  const wanted = new Map<string, Wanted>();
  for (const owner of owners) {
    for (const { kind, key } of owner.claims) {
      const others = wanted.get(textOf(key))?.owners ?? [];
      wanted.set(textOf(key), { key, kind, owners: [...others, owner] });
    }
  }
  const orphans = [...claims].filter(([key]) => !wanted.has(key));
  return [
    ...[...wanted].flatMap(([key, claim]) => claimBreach(claim, claims.get(key))),
    ...orphans.map(([, item]) => ({
      sentence: `a claim is held by ${item.ownerId}, who does not have the value`,
      mend: {
        kind: 'delete',
        key: keyOf(item),
        condition: isOwnedBy(String(item.ownerId)),
      } as const,
    })),
  ];
}

function claimBreach({ key, kind, owners }: Wanted, item: StoredItem | undefined): Breach[] {
  const [owner] = owners;
  if (owner === undefined) return [];
  const { id, type, badge } = owner;
  if (owners.length > 1) {
    const ids = owners.map((one) => one.id).join(' and ');
    return [{ sentence: `${type}s ${ids} share a ${kind}: delete one of them, or change it` }];
  }
  if (item?.ownerId === id && item.provisionedBy === badge) return [];
  const sentence =
    item === undefined
      ? `${type} ${id} lacks the claim on the ${kind}`
      : `the claim on the ${kind} of ${type} ${id} is not theirs`;
  const claim = { ...key, schemaVersion: SCHEMA_VERSION, ownerId: id };
  const mended = badge === undefined ? claim : { ...claim, provisionedBy: badge };
  const condition = item === undefined ? doesNotExist : isOwnedBy(String(item.ownerId));
  return [{ sentence, mend: { kind: 'put', item: mended, condition } }];
}

function entryBreaches(owners: readonly Owner[], { entries }: WorkspaceContents): Breach[] {
  const wanted = new Map(
    owners.flatMap((owner) => owner.entries.map((key) => [textOf(key), { key, owner }] as const)),
  );
  const lacking = [...wanted].filter(([text]) => !entries.has(text));
  const orphans = [...entries].filter(([text]) => !wanted.has(text));
  return [
    ...lacking.map(([, { key, owner }]) => ({
      sentence: `${owner.type} ${owner.id} lacks an index entry`,
      mend: {
        kind: 'put',
        item: { ...key, schemaVersion: SCHEMA_VERSION },
        condition: doesNotExist,
      } as const,
    })),
    ...orphans.map(([, item]) => ({
      sentence: `an index entry leads to ${indexedIdIn(item)}, who does not have the value`,
      mend: { kind: 'delete', key: keyOf(item) } as const,
    })),
  ];
}

/** Mended by the difference, so that a change that comes between is counted all the same. */
function counterBreaches(owners: readonly Owner[], { counters }: WorkspaceContents): Breach[] {
  const wanted = new Map<string, { readonly key: Key; readonly total: number }>();
  for (const { counter: key } of owners) {
    wanted.set(textOf(key), { key, total: (wanted.get(textOf(key))?.total ?? 0) + 1 });
  }
  const texts = new Set([...wanted.keys(), ...counters.keys()]);
  return [...texts].flatMap((text) => {
    const item = counters.get(text);
    const key = wanted.get(text)?.key ?? (item && keyOf(item));
    const total = wanted.get(text)?.total ?? 0;
    const counted = Number(item?.total ?? 0);
    if (key === undefined || counted === total) return [];
    const sentence = `a counter (${key.sk}) has ${counted} where there are ${total}`;
    return [{ sentence, mend: { kind: 'add', key, amount: total - counted } as const }];
  });
}

function personBreaches(workspaceId: string, { users }: WorkspaceContents): Breach[] {
  return users.flatMap(({ item, user }) => {
    const { id, version, keys } = user;
    const person =
      keys.email === undefined ? undefined : personIndexKey(workspaceId, keys.email, id);
    if (item.gsi1pk === person?.gsi1pk && item.gsi1sk === person?.gsi1sk) return [];
    const sentence = `user ${id} is not found across workspaces by their address`;
    const condition = hasVersion(version);
    return [{ sentence, mend: { kind: 'index', key: keyOf(item), person, condition } as const }];
  });
}

function keyOf({ pk, sk }: Key): Key {
  return { pk, sk };
}
