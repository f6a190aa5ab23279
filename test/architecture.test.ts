/** The layering of README.md "Map", and the rules that keep a newcomer's guesses right. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Rule {
  readonly layer: string;
  /** Import specifiers that the layer must not have. `#x/` is lib/x/. */
  readonly forbidden: RegExp;
  readonly why: string;
}

/** Specifiers that begin with `#` and name none of these folders. */
const outside = (...folders: string[]) =>
  new RegExp(`^#(?!(?:${folders.join('|')})(?:/|$))|^(?:@aws-sdk|aws-lambda|@middy)`);

const RULES: readonly Rule[] = [
  {
    layer: 'lib/scim',
    forbidden: /^(?!#scim\/|valibot$)/,
    why: 'the protocol core knows the RFCs and nothing else',
  },
  {
    layer: 'lib/directory',
    forbidden: /^(?!#directory\/)/,
    why: 'the domain knows neither SCIM nor AWS',
  },
  {
    layer: 'lib/mapping',
    forbidden: outside('mapping', 'scim', 'directory'),
    why: 'a profile is about SCIM attributes and users',
  },
  {
    layer: 'lib/activity',
    forbidden: outside('activity', 'directory'),
    why: 'what happened is told in words of the domain',
  },
  {
    layer: 'lib/provisioning',
    forbidden: outside('provisioning', 'scim', 'mapping', 'directory', 'activity'),
    why: 'what an identity provider does depends on ports, not on adapters',
  },
  {
    layer: 'lib/administration',
    forbidden: outside('administration', 'scim', 'mapping', 'directory', 'activity'),
    why: 'what an admin does depends on ports, not on adapters',
  },
  {
    layer: 'lib/setup-guide',
    forbidden: outside('setup-guide', 'administration', 'scim', 'mapping', 'directory'),
    why: 'a guide is written from the profile and the workspace',
  },
  {
    layer: 'lib/auth',
    forbidden: outside('auth', 'directory'),
    why: 'who may act is decided by workspaces and tokens alone',
  },
  {
    layer: 'lib/store',
    forbidden: /^(?:#(?!store\/|directory\/|activity\/|aws-failure$)|@middy|aws-lambda)/,
    why: 'the store speaks domain, not protocol',
  },
  {
    layer: 'lib/event-bus',
    forbidden: /^(?:#(?!event-bus\/|activity\/|directory\/|aws-failure$)|@middy|aws-lambda)/,
    why: 'the bus speaks domain, not protocol',
  },
  {
    layer: 'lib/secrets',
    forbidden: /^(?:#(?!secrets\/|directory\/|aws-failure$)|@middy|aws-lambda)/,
    why: 'the vault speaks domain, not protocol',
  },
  {
    layer: 'lib/http',
    forbidden:
      /^(?:#(?!http\/|auth\/|scim\/|directory\/|administration\/(?:problem|exchange)\.ts$)|@aws-sdk)/,
    why: 'the border knows messages, not operations',
  },
  {
    layer: 'functions',
    forbidden:
      /^(?!#(?:compose|http|provisioning|administration|setup-guide|activity)\/|(?:\.|#functions)\/routes\.ts$)/,
    why: 'a handler gets everything from compose and http',
  },
  {
    layer: 'lib/compose',
    forbidden: /^#(?:local|infra|cli|provisioning\/(?!ports|groups\/project-)|functions)/,
    why: 'ports are put together without the operations that use them',
  },
  {
    layer: 'lib/infra',
    forbidden:
      /^#(?!infra\/|functions\/routes\.ts$|store\/table\.ts$|mapping\/profiles\/index\.ts$)/,
    why: 'the stack reads data of the system, and runs none of it',
  },
  {
    layer: 'lib/cli',
    forbidden: /^#(?!cli\/|config$|compose\/table-repair\.ts$)/,
    why: 'the command line knows the admin API from outside; repair alone knows the table',
  },
  {
    layer: 'bin',
    forbidden: /^(?!#(?:local|infra|cli|config|mapping\/profile))/,
    why: 'an entry point checks its input, starts something and does nothing itself',
  },
];

const SOURCES = ['lib', 'functions', 'bin'].flatMap(typescriptFiles);

describe('layers', () => {
  it.each(RULES)('$layer: $why', ({ layer, forbidden }) => {
    const breaches = typescriptFiles(layer).flatMap((file) =>
      importsOf(file)
        .filter((specifier) => forbidden.test(specifier))
        .map((specifier) => `${file} imports ${specifier}`),
    );

    expect(breaches).toEqual([]);
  });

  it('has a rule for every folder of lib that does not put things together', () => {
    const folders = readdirSync('lib', { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const ruled = RULES.map(({ layer }) => layer.replace('lib/', ''));
    const unruled = folders.map(({ name }) => name).filter((name) => !ruled.includes(name));

    expect(unruled).toEqual(['local']);
  });

  it('has no import cycle', () => {
    const graph = new Map(SOURCES.map((file) => [file, importsOf(file).flatMap(toFile)]));
    const finished = new Set<string>();

    const cycles = SOURCES.flatMap((file) => findCycle(graph, file, [], finished));

    expect(cycles).toEqual([]);
  });

  it('imports through aliases from folder to folder', () => {
    const relative = SOURCES.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('..'))
        .map((specifier) => `${file} imports ${specifier}`),
    );

    expect(relative).toEqual([]);
  });
});

describe('one place for each kind of thing', () => {
  it.each([
    ['process.env', /process\.env/, ['lib/config.ts']],
    [
      'AWS database clients',
      /@aws-sdk\/(?:client-dynamodb|lib-dynamodb)/,
      ['lib/store/', 'lib/compose/adapters.ts', 'lib/compose/table-repair.ts', 'lib/local/'],
    ],
    [
      'Secrets Manager clients',
      /@aws-sdk\/client-secrets-manager/,
      ['lib/secrets/', 'lib/compose/vaults.ts'],
    ],
    [
      'EventBridge clients',
      /@aws-sdk\/client-eventbridge/,
      ['lib/event-bus/', 'lib/compose/publisher-ports.ts'],
    ],
    [
      'key strings',
      /['"`](?:WORKSPACE|USER|MANUAL|DELETED|CLAIM|INDEX|COUNT|GROUP|BUCKET|ACTIVITY|PENDING|UNFINISHED|BOOKMARK|TOKENUSE|EMAIL)#/,
      ['lib/store/keys.ts', 'lib/store/group-keys.ts'],
    ],
    [
      'scimType keywords',
      /['"`](?:invalidFilter|tooMany|uniqueness|mutability|invalidSyntax|invalidPath|noTarget|invalidValue|invalidVers|sensitive)['"`]/,
      ['lib/scim/scim-error.ts'],
    ],
    ['what a client of SCIM is told', /new ScimError\(/, ['lib/scim/scim-error.ts']],
    ['what a client of the admin API is told', /new Problem\(/, ['lib/administration/problem.ts']],
    [
      'clock, randomness and sleep',
      /Date\.now|new Date\(\)|Math\.random|setTimeout|import \{[^}]*random(?:Bytes|UUID|Int)[^}]*\} from 'node:crypto'|from 'uuid'/,
      ['lib/compose/adapters.ts', 'lib/local/', 'lib/cli/process-io.ts'],
    ],
    [
      'a context of a workspace',
      /as WorkspaceContext/,
      ['lib/auth/mint-context.ts', 'lib/http/scim-handler.ts'],
    ],
    ['a context of an admin', /as AdminContext/, ['lib/auth/mint-context.ts']],
    ['a context of a log', /as LogContext/, ['lib/auth/mint-context.ts']],
  ] as const)('%s', (_, pattern, places) => {
    const breaches = SOURCES.filter(
      (file) => pattern.test(codeOf(file)) && !places.some((place) => file.startsWith(place)),
    );

    expect(breaches).toEqual([]);
  });

  it('keeps handlers to 15 lines of code', () => {
    const long = typescriptFiles('functions')
      .filter((file) => file !== 'functions/routes.ts')
      .filter(
        (file) =>
          codeOf(file)
            .split('\n')
            .filter((line) => line.trim() !== '').length > 15,
      );

    expect(long).toEqual([]);
  });

  it('keeps source files to 250 lines, schemas excepted', () => {
    const long = SOURCES.filter((file) => !file.startsWith('lib/scim/schema/')).filter(
      (file) => readFileSync(file, 'utf8').split('\n').length > 250,
    );

    expect(long).toEqual([]);
  });

  it('names no file after nothing', () => {
    const vague = SOURCES.filter((file) =>
      /\/(?:utils?|helpers?|common|misc|types|shared)(?:\.ts|\/)/.test(file),
    );

    expect(vague).toEqual([]);
  });
});

function typescriptFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`)
    .sort();
}

/** The file without its comments. */
function codeOf(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1');
}

/** Node's own modules aside; types count like everything else. */
function importsOf(file: string): string[] {
  const found = codeOf(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g);
  return Array.from(found, ([, specifier = '']) => specifier).filter(
    (specifier) => !specifier.startsWith('node:'),
  );
}

function toFile(specifier: string): string[] {
  if (!specifier.startsWith('#')) return [];
  const path = specifier.slice(1);
  if (!path.includes('/')) return [`lib/${path}.ts`];
  return [path.startsWith('functions/') ? path : `lib/${path}`];
}

function findCycle(
  graph: ReadonlyMap<string, readonly string[]>,
  file: string,
  path: readonly string[],
  finished: Set<string>,
): string[] {
  if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(' → ')];
  if (finished.has(file)) return [];
  const found = (graph.get(file) ?? []).flatMap((next) =>
    findCycle(graph, next, [...path, file], finished),
  );
  finished.add(file);
  return found;
}
