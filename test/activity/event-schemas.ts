/** The JSON Schemas of the events, generated; `npm run schemas` writes them. */

import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { EVENT_DATA, EventMetadata } from '#activity/event-schema.ts';
import { EVENT_SOURCE } from '#activity/message.ts';
import { EVENT_TYPES, type EventType } from '#directory/activity-record.ts';

export const FOLDER = resolve(import.meta.dirname, '../../lib/activity/schemas');

const DRAFT = 'http://json-schema.org/draft-07/schema#';

export function schemaFile(type: EventType): string {
  return `${type.toLowerCase().replaceAll(' ', '-')}.json`;
}

/** Of the event as EventBridge delivers it. */
export function schemaText(type: EventType): string {
  const delivered = v.object({
    version: v.string(),
    id: v.string(),
    'detail-type': v.literal(type),
    source: v.literal(EVENT_SOURCE),
    account: v.string(),
    time: v.pipe(v.string(), v.isoTimestamp()),
    region: v.string(),
    resources: v.array(v.string()),
    detail: v.object({ metadata: EventMetadata, data: EVENT_DATA[type] }),
  });
  const schema = { $schema: DRAFT, title: type, ...toJsonSchema(delivered) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

export function writeSchemas(): void {
  for (const type of EVENT_TYPES) writeFileSync(join(FOLDER, schemaFile(type)), schemaText(type));
}
