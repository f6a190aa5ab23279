import { describe, expect, it } from '@jest/globals';
import {
  readAdminRules,
  readConfig,
  readLocalEnvironment,
  readPublisherConfig,
  readSecretsConfig,
} from '#config';

const complete = { TABLE_NAME: 'rollcall' };

describe('the environment of a function', () => {
  it('has defaults for all but the table', () => {
    const config = readConfig(complete);

    expect(config).toEqual({
      tableName: 'rollcall',
      scimBaseUrl: undefined,
      maxWalk: 10_000,
      retentionDays: 90,
    });
  });

  it('is taken as it is set', () => {
    const config = readConfig({
      ...complete,
      SCIM_BASE_URL: 'https://id.example.com/scim/v2',
      MAX_WALK_USERS: '500',
      ACTIVITY_RETENTION_DAYS: '30',
    });

    expect(config).toMatchObject({
      scimBaseUrl: 'https://id.example.com/scim/v2',
      maxWalk: 500,
      retentionDays: 30,
    });
  });

  it.each([
    ['TABLE_NAME', { ...complete, TABLE_NAME: undefined }],
    ['TABLE_NAME', { ...complete, TABLE_NAME: '' }],
    ['SCIM_BASE_URL', { ...complete, SCIM_BASE_URL: 'id.example.com' }],
    ['ACTIVITY_RETENTION_DAYS', { ...complete, ACTIVITY_RETENTION_DAYS: '0' }],
    ['ACTIVITY_RETENTION_DAYS', { ...complete, ACTIVITY_RETENTION_DAYS: 'ever' }],
    ['MAX_WALK_USERS', { ...complete, MAX_WALK_USERS: '-1' }],
    ['MAX_WALK_USERS', { ...complete, MAX_WALK_USERS: '1e3' }],
    ['MAX_WALK_USERS', { ...complete, MAX_WALK_USERS: '' }],
  ])('that is wrong is refused by the name of the variable: %s', (name, environment) => {
    const read = () => readConfig(environment);

    expect(read).toThrow(TypeError);
    expect(read).toThrow(name);
  });

  it('names every variable that is wrong at once', () => {
    const read = () => readConfig({ MAX_WALK_USERS: '' });

    expect(read).toThrow(/TABLE_NAME.*MAX_WALK_USERS/);
  });

  it.each([
    'https://id.example.com/scim/v2/',
    'https://id.example.com/scim/v2?x=1',
    'https://id.example.com/scim/v2#x',
    'ftp://id.example.com/scim/v2',
  ])('refuses a base URL that no location can begin with: %s', (SCIM_BASE_URL) => {
    const read = () => readConfig({ ...complete, SCIM_BASE_URL });

    expect(read).toThrow('SCIM_BASE_URL');
  });
});

describe('the environment of a function that has to do with tokens', () => {
  it('names where the secrets are, and may name their key', () => {
    const SECRET_PREFIX = 'rollcall/tokens/';

    expect(readSecretsConfig({ SECRET_PREFIX })).toEqual({
      prefix: SECRET_PREFIX,
      kmsKeyId: undefined,
    });
    expect(readSecretsConfig({ SECRET_PREFIX, SECRET_KMS_KEY_ID: 'key' }).kmsKeyId).toBe('key');
  });

  it.each([{}, { SECRET_PREFIX: '' }])('is refused without a prefix: %j', (environment) => {
    expect(() => readSecretsConfig(environment)).toThrow('SECRET_PREFIX');
  });
});

describe('the environment of a function of the admin API', () => {
  it('has defaults for what makes an admin', () => {
    expect(readAdminRules({})).toEqual({
      scope: 'rollcall:admin',
      workspaceClaim: 'rollcall_workspace',
    });
  });

  it('is taken as it is set', () => {
    const environment = { ADMIN_SCOPE: 'directory:admin', ADMIN_WORKSPACE_CLAIM: 'tenant' };

    expect(readAdminRules(environment)).toEqual({
      scope: 'directory:admin',
      workspaceClaim: 'tenant',
    });
  });

  it.each(['ADMIN_SCOPE', 'ADMIN_WORKSPACE_CLAIM'])('refuses an empty %s', (name) => {
    expect(() => readAdminRules({ [name]: '' })).toThrow(name);
  });
});

describe('the environment of a local endpoint', () => {
  it('needs nothing', () => {
    expect(readLocalEnvironment({})).toEqual({ tableName: 'rollcall', isNpmScript: false });
  });

  it('tells whether npm has started the process', () => {
    expect(readLocalEnvironment({ npm_lifecycle_event: 'start' }).isNpmScript).toBe(true);
  });

  it('may name a DynamoDB', () => {
    const environment = readLocalEnvironment({ DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000' });

    expect(environment.dynamodbEndpoint).toBe('http://127.0.0.1:8000');
  });

  it.each(['nonsense', 'localhost:8000', 'ftp://127.0.0.1:8000', 'file:///tmp'])(
    'refuses a DynamoDB that is at no HTTP address: %s',
    (DYNAMODB_ENDPOINT) => {
      expect(() => readLocalEnvironment({ DYNAMODB_ENDPOINT })).toThrow('DYNAMODB_ENDPOINT');
    },
  );
});

describe('the environment of publisher and sweeper', () => {
  it('names the event bus', () => {
    expect(readPublisherConfig({ EVENT_BUS_NAME: 'events' })).toEqual({ eventBusName: 'events' });
  });

  it('is refused without one', () => {
    expect(() => readPublisherConfig({})).toThrow('EVENT_BUS_NAME is not set');
  });
});
