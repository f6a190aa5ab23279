import { describe, expect, it } from '@jest/globals';
import { DEFAULT_ROUTE, ROUTES, type Route } from '#functions/routes.ts';
import { planFunctions } from '#infra/function-plan.ts';

const GET: Route = {
  method: 'GET',
  path: '/scim/v2/Things',
  entry: 'functions/things/get-things.ts',
  rights: 'read',
  timeoutSeconds: 20,
};
const plan = (...routes: readonly Route[]) => planFunctions(routes, DEFAULT_ROUTE);

describe('the functions of a table of routes', () => {
  it('are one for each entry, with all of its routes', () => {
    const [things] = plan(GET, { ...GET, method: 'POST', path: '/scim/v2/Things/.search' });

    expect(things).toMatchObject({
      id: 'ThingsGetThings',
      area: 'scim',
      routeKeys: ['GET /scim/v2/Things', 'POST /scim/v2/Things/.search'],
    });
  });

  it('end with the one that takes the rest', () => {
    expect(plan(GET).at(-1)).toMatchObject({ id: 'NotFound', routeKeys: ['$default'] });
  });

  it.each(['/admin', '/admin/profiles'])('are administration at %s', (path) => {
    expect(plan({ ...GET, path })[0]?.area).toBe('admin');
  });

  it.each(['/administrator', '/Users', '/scim'])('are refused at %s, which is neither', (path) => {
    expect(() => plan({ ...GET, path })).toThrow('neither SCIM nor administration');
  });

  it.each([
    ['area', { path: '/admin/things' }],
    ['rights', { rights: 'write' }],
    ['timeoutSeconds', { timeoutSeconds: 29 }],
    ['memoryMb', { memoryMb: 1024 }],
  ] as const)('are refused where routes of one entry differ in %s', (name, change) => {
    const other: Route = { ...GET, method: 'POST', ...change };

    expect(() => plan(GET, other)).toThrow(`differ in ${name}`);
  });

  it('have time left under the 30 seconds of the gateway', () => {
    for (const { timeoutSeconds } of planFunctions(ROUTES, DEFAULT_ROUTE)) {
      expect(timeoutSeconds).toBeLessThan(30);
    }
  });
});
