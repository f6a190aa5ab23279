import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from '#directory/activity-record.ts';
import { FOLDER, schemaFile, schemaText } from './event-schemas.ts';

describe('the JSON Schemas of the events', () => {
  it.each(EVENT_TYPES)('are checked in as they are: %s (else run npm run schemas)', (type) => {
    expect(readFileSync(join(FOLDER, schemaFile(type)), 'utf8')).toBe(schemaText(type));
  });

  it('are there for these types and no others', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(EVENT_TYPES.map(schemaFile).sort());
  });
});
