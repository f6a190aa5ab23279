import type { Key, personIndexKey } from '#store/keys.ts';
import type { StoredItem } from '#store/repair/workspace-contents.ts';
import type { Condition } from '#store/write.ts';

/** One thing that is wrong. Ids and kinds are named, and nothing that a user is called. */
export interface Breach {
  readonly sentence: string;
  /** What puts it right; absent where a person has to decide. */
  readonly mend?: Mend;
}

export type Mend =
  | { readonly kind: 'put'; readonly item: StoredItem; readonly condition: Condition }
  | { readonly kind: 'delete'; readonly key: Key; readonly condition?: Condition }
  | { readonly kind: 'add'; readonly key: Key; readonly amount: number }
  /** A bucket of a group that is lost, with those members who say so themselves. */
  | {
      readonly kind: 'refill';
      readonly workspaceId: string;
      readonly groupId: string;
      readonly bucket: number;
      readonly memberIds: ReadonlySet<string>;
    }
  /** Has the memberships of these users, at most 1,000, decided anew by the group, in the background. */
  | {
      readonly kind: 'project';
      readonly workspaceId: string;
      readonly groupId: string;
      readonly userIds: readonly string[];
    }
  /** The attributes that put an item into the index of persons; none takes it out. */
  | {
      readonly kind: 'index';
      readonly key: Key;
      readonly person?: ReturnType<typeof personIndexKey>;
      readonly condition: Condition;
    };
