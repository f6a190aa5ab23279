/**
 * What must never break, each part of it taken out in turn. Conditions and prefixes are found in the
 * sources, so a new one is there by itself; the steps of authentication and the checks entry by entry are
 * listed, and one that is not found any more is an error.
 */

import { readdirSync, readFileSync } from 'node:fs';

export interface Mutant {
  readonly group: 'condition' | 'workspace prefix' | 'authentication' | 'entry check';
  readonly file: string;
  /** Where in the file the text stands that is replaced. */
  readonly offset: number;
  readonly text: string;
  readonly replacement: string;
  /** The tests that must notice: a pattern of their paths. */
  readonly tests: string;
}

type Listed = readonly [file: string, text: string, replacement: string, tests: string];

const ALWAYS = ' OR attribute_exists(pk) OR attribute_not_exists(pk)';

export function allMutants(): readonly Mutant[] {
  return [
    ...conditions(),
    ...prefixes(),
    ...listed('authentication', AUTHENTICATION),
    ...listed('entry check', ENTRY_CHECKS),
  ];
}

/** The tests of a file of the store: those that write through it. */
const STORE_TESTS: Readonly<Record<string, string>> = {
  'user-writes.ts': 'test/store/contract/(guards|create|replace|remove)|test/store/faults',
  'user-claims.ts': 'test/store/contract/(guards|create|replace|remove)|test/store/faults',
  'workspace-store.ts': 'test/store/contract/workspace-store',
  'outbox.ts': 'test/store/contract/outbox',
  'replay-bookmark.ts': 'test/store/contract/guards',
  'token-uses.ts': 'test/store/contract/guards',
  'page-bookmarks.ts': 'test/store/contract/page-bookmarks',
  'bucket-writes.ts': 'test/store/contract/group',
  'group-changes.ts': 'test/store/contract/group',
  'group-writes.ts': 'test/store/contract/group',
  'repair/breaches.ts': 'test/store/repair',
  'repair/mend.ts': 'test/store/repair',
};

/** Every condition of a write, made to hold always. */
function conditions(): readonly Mutant[] {
  const source = readFileSync('lib/store/write.ts', 'utf8');
  const constants = namesIn(source, /export const (\w+): Condition/g);
  const functions = namesIn(source, /export const (\w+) = \([^)]*\): Condition/g);
  const uses = new RegExp(
    `\\b(?:(?:${constants.join('|')})\\b|(?:${functions.join('|')})\\((?:[^()]|\\([^()]*\\))*\\))`,
    'g',
  );
  const written = /\bConditionExpression: ('[^']*'|`[^`]*`|[\w.]+)/g;
  return filesOf('lib/store').flatMap((file) => {
    if (file.endsWith('/write.ts')) return [];
    const tests = STORE_TESTS[file.slice('lib/store/'.length)] ?? 'test/store/';
    return [
      ...found(file, uses).map(({ text, offset }) => ({
        ...({ group: 'condition', file, offset, text, tests } as const),
        replacement: `{ ...${text}, expression: \`(\${${text}.expression})${ALWAYS}\` }`,
      })),
      ...found(file, written).map(({ text, offset, group }) => ({
        ...({ group: 'condition', file, offset, text, tests } as const),
        replacement: `ConditionExpression: \`(\${${group}})${ALWAYS}\``,
      })),
    ];
  });
}

/** Every workspace in a key, taken out. */
function prefixes(): readonly Mutant[] {
  const file = 'lib/store/keys.ts';
  const tests = 'test/store/(keys|workspace-prefix)';
  const inKeys = /workspace\(workspaceId\)|\$\{workspaceId\}|\bsk: workspaceId\b/g;
  return found(file, inKeys).map(({ text, offset }) => ({
    ...({ group: 'workspace prefix', file, offset, text, tests } as const),
    replacement: text.startsWith('$') ? '' : text.replace(/workspaceId/, "''"),
  }));
}

const AUTHENTICATE = 'lib/auth/authenticate.ts';
const BEARER = 'lib/auth/bearer-token.ts';
const ADMIN = 'lib/auth/admin-identity.ts';
const AUTH_TESTS = 'test/auth/';
const HTTP_TESTS =
  'test/http/(authentication|admin-authentication)|test/functions/(admin/(frame|tokens|tenancy|workspaces)|activity)';

const AUTHENTICATION: readonly Listed[] = [
  [
    BEARER,
    'if (workspaceId === undefined || tokenId === undefined) return undefined;',
    'if (workspaceId === undefined || tokenId === undefined) return { workspaceId: "acme", tokenId: "x", digest: sha256("x") };',
    AUTH_TESTS,
  ],
  [
    BEARER,
    'if (checksum(unchecked) !== token.slice(-CHECKSUM_LENGTH)) return undefined;',
    '',
    AUTH_TESTS,
  ],
  [AUTHENTICATE, ' || !lives(workspace, tokenId, ports.now())', '', AUTH_TESTS],
  [
    AUTHENTICATE,
    'metadata !== undefined && isLive(metadata, now)',
    'metadata !== undefined',
    AUTH_TESTS,
  ],
  [AUTHENTICATE, ' || !isSame(expected, digest)', '', AUTH_TESTS],
  [
    AUTHENTICATE,
    'a.length === b.length && timingSafeEqual(a, b)',
    'a.length === b.length',
    AUTH_TESTS,
  ],
  [AUTHENTICATE, 'if (!settings.scimAvailable) return NOT_IN_PLAN;', '', AUTH_TESTS],
  [AUTHENTICATE, 'if (!settings.scimEnabled) return SWITCHED_OFF;', '', AUTH_TESTS],
  [
    'lib/directory/workspace.ts',
    'expiresAt === undefined || Date.parse(expiresAt) > now',
    'true',
    'test/(auth|directory)/',
  ],
  [
    'lib/http/authentication.ts',
    "if (result.kind === 'unauthorized') throw unauthorized();",
    '',
    HTTP_TESTS,
  ],
  [
    'lib/http/authentication.ts',
    "if (result.kind === 'forbidden') throw forbidden(result.reason);",
    '',
    HTTP_TESTS,
  ],
  ['lib/http/scim-handler.ts', '.use(authentication(ports))', '', HTTP_TESTS],
  [
    ADMIN,
    "if (!jwt.success) return { kind: 'unauthorized' };",
    'if (!jwt.success) return admit(call, "nobody", undefined);',
    AUTH_TESTS,
  ],
  [
    ADMIN,
    "if (typeof name !== 'string' || name === '') return { kind: 'unauthorized' };",
    '',
    AUTH_TESTS,
  ],
  [ADMIN, '!hasScope(claims, rules.scope)', 'false', AUTH_TESTS],
  [ADMIN, "typeof workspaceId !== 'string' || !isWorkspaceId(workspaceId)", 'false', AUTH_TESTS],
  [
    ADMIN,
    'return admit(call, name, workspaceId);',
    'return admit(call, name, undefined);',
    AUTH_TESTS,
  ],
  [
    ADMIN,
    'if (confinedTo !== undefined && confinedTo !== workspaceId) return undefined;',
    '',
    AUTH_TESTS,
  ],
  [ADMIN, ' || workspace.deletedAt !== undefined', '', AUTH_TESTS],
  [
    'lib/http/admin-authentication.ts',
    "if (admission.kind === 'unauthorized') throw unauthorized();",
    '',
    HTTP_TESTS,
  ],
  [
    'lib/http/admin-authentication.ts',
    "if (admission.kind === 'forbidden') throw forbidden(admission.reason);",
    '',
    HTTP_TESTS,
  ],
  [
    'lib/http/admin-authentication.ts',
    "throw forbidden('this call is for admins of the platform: ask one of them');",
    'return;',
    HTTP_TESTS,
  ],
  ['lib/http/admin-handler.ts', '.use(adminAuthentication(ports, options))', '', HTTP_TESTS],
];

const BRIDGE = 'lib/event-bus/event-bridge-bus.ts';
const FINISH = 'lib/activity/finish-records.ts';
const ACTIVITY_TESTS = 'test/activity/';

const ENTRY_CHECKS: readonly Listed[] = [
  [BRIDGE, 'if (result?.ErrorCode !== undefined) return result.ErrorCode;', '', 'test/event-bus/'],
  [
    BRIDGE,
    "result?.EventId === undefined ? 'NoEventId' : undefined",
    'undefined',
    'test/event-bus/',
  ],
  [
    BRIDGE,
    "pending.filter(({ index }) => deliveries[index]?.kind === 'failed')",
    '[]',
    'test/event-bus/',
  ],
  [BRIDGE, 'if (!isReachable) break;', '', 'test/event-bus/'],
  [
    BRIDGE,
    "return { kind: FAULTS.has(code) ? 'at fault' : 'failed', code };",
    "return { kind: 'answered', codes: [] };",
    'test/event-bus/',
  ],
  [
    BRIDGE,
    "if (answer.kind === 'at fault') return putSingly(bus, pending, deliveries);",
    '',
    'test/event-bus/',
  ],
  [FINISH, "if (delivery.kind === 'failed') return delivery.code;", '', ACTIVITY_TESTS],
  [
    FINISH,
    "deliveries[index] ?? { kind: 'failed', code: 'NoAnswer' }",
    "deliveries[index] ?? { kind: 'sent' }",
    ACTIVITY_TESTS,
  ],
  [
    FINISH,
    "if (progress === 'done') await ports.outbox.finish(record);",
    'await ports.outbox.finish(record);',
    ACTIVITY_TESTS,
  ],
  [FINISH, 'if (!isPublished) messages.push(', 'messages.push(', ACTIVITY_TESTS],
  ['lib/activity/publish-stream.ts', "results[index] === 'failed'", 'false', ACTIVITY_TESTS],
  ['lib/activity/publish-stream.ts', "eventName === 'INSERT'", 'true', ACTIVITY_TESTS],
  ['lib/activity/replay-events.ts', "deliveries[index]?.kind !== 'sent'", 'false', ACTIVITY_TESTS],
  [
    'lib/local/local-bus.ts',
    'if (failed !== undefined) return failed;',
    '',
    'test/local/local-bus',
  ],
  [
    'lib/local/webhook-sink.ts',
    "answer.ok ? { kind: 'sent' } :",
    "true ? { kind: 'sent' } :",
    'test/local/event-sinks',
  ],
];

/** @throws {Error} for a text that its file does not have exactly once: the list is out of date. */
function listed(group: Mutant['group'], list: readonly Listed[]): readonly Mutant[] {
  return list.map(([file, text, replacement, tests]) => {
    const source = readFileSync(file, 'utf8');
    const offset = source.indexOf(text);
    if (offset < 0 || source.includes(text, offset + 1)) {
      throw new Error(`${file} has no single place with: ${text}`);
    }
    return { group, file, offset, text, replacement, tests };
  });
}

function found(file: string, pattern: RegExp) {
  const source = readFileSync(file, 'utf8');
  const code = source.replace(/import [\s\S]*? from '[^']*';|\/\*[\s\S]*?\*\//g, (text) =>
    ' '.repeat(text.length),
  );
  return Array.from(code.matchAll(pattern), (match) => ({
    text: match[0],
    offset: match.index,
    group: match[1] ?? '',
  }));
}

function namesIn(source: string, pattern: RegExp): readonly string[] {
  return Array.from(source.matchAll(pattern), ([, name = '']) => name);
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`)
    .sort();
}
