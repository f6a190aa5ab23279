/** Which functions there are, from the table of routes. */

import type { DEFAULT_ROUTE, Rights, Route } from '#functions/routes.ts';

export interface FunctionPlan {
  /** `UsersCreateUser` */
  readonly id: string;
  readonly entry: string;
  /** `POST /scim/v2/Users` …, each once. */
  readonly routeKeys: readonly string[];
  /** Below `/admin` the gateway lets only administrators past. */
  readonly area: 'scim' | 'admin';
  readonly rights: Rights;
  readonly timeoutSeconds: number;
  readonly memoryMb?: number;
}

/**
 * One function for each entry, with all the routes that name it.
 *
 * @throws {TypeError} where routes of one entry lie in different areas, or want different things.
 */
export function planFunctions(
  routes: readonly Route[],
  defaultRoute: typeof DEFAULT_ROUTE,
): readonly FunctionPlan[] {
  const plans = new Map<string, FunctionPlan>();
  for (const { method, path, ...route } of routes) {
    const plan = { ...route, id: idOf(route.entry), area: areaOf(path) };
    const known = plans.get(route.entry);
    if (known !== undefined) checkSame(known, plan);
    const routeKeys = [...(known?.routeKeys ?? []), `${method} ${path}`];
    plans.set(route.entry, { ...plan, routeKeys });
  }
  const fallback = { id: idOf(defaultRoute.entry), area: 'scim', routeKeys: ['$default'] } as const;
  return [...plans.values(), { ...defaultRoute, ...fallback }];
}

/** `functions/users/create-user.ts` → `UsersCreateUser`: part of logical ids, so it must stay. */
function idOf(entry: string): string {
  return entry
    .replace(/^functions\/|\.ts$/g, '')
    .split(/[/-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function areaOf(path: string): FunctionPlan['area'] {
  if (path.startsWith('/scim/')) return 'scim';
  if (path === '/admin' || path.startsWith('/admin/')) return 'admin';
  throw new TypeError(`${path} is neither SCIM nor administration`);
}

function checkSame(known: FunctionPlan, plan: Omit<FunctionPlan, 'routeKeys'>): void {
  const names = ['area', 'rights', 'timeoutSeconds', 'memoryMb'] as const;
  const different = names.filter((name) => known[name] !== plan[name]);
  if (different.length === 0) return;
  throw new TypeError(`routes of ${plan.entry} differ in ${different.join(', ')}`);
}
