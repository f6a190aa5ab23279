/** What is shown of an activity record. */

import type { Columns, Row } from '#cli/output.ts';

export const COLUMNS: Columns = {
  AT: ({ at }) => at,
  WHO: ({ actor, client }) => {
    const { kind, name } = actor as { kind: string; name?: string };
    return kind === 'scim' ? client : (name ?? kind);
  },
  WHAT: ({ operation, resource }) => {
    const { type, id } = (resource ?? {}) as { type?: string; id?: string };
    return [operation, type, id].filter((part) => part !== undefined).join(' ');
  },
  STATUS: ({ result }) => (result as { status: number }).status,
  REASON: ({ result, changed }) =>
    (result as { reason?: string }).reason ?? (changed as string[]).join(', '),
};

/** In their order, as texts. */
export function columnsOf(record: Row): readonly string[] {
  return Object.values(COLUMNS).map((show) => String(show(record)));
}
