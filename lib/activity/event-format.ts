/** Numbers that hold for every event: apart from its schema, which a function that writes events has no use for. */

/** Of `metadata.schemaVersion`: one more when what an event says changes its meaning. */
export const EVENT_SCHEMA_VERSION = 1;

/** Members that one event names at most. */
export const MAX_EVENT_MEMBERS = 500;
