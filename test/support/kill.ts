/** The death of a process at one call to the outside. */

/** Thrown in its place: nothing after it runs. */
export class Killed extends Error {}

export interface Kill<Step extends string = string> {
  /** The method that is called. */
  readonly step: Step;
  /** The call has not taken effect, or has. */
  readonly when: 'before' | 'after';
}

/** Each of the steps, before it has taken effect and after. */
export function killsAt<Step extends string>(steps: readonly Step[]): readonly Kill<Step>[] {
  return steps.flatMap((step) => [
    { step, when: 'before' as const },
    { step, when: 'after' as const },
  ]);
}

/** The ports, which nobody survives to call where the kill says so. */
export function killedAt<Ports extends object>(ports: Ports, kill: Kill | undefined): Ports {
  return new Proxy(ports, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function' || name !== kill?.step) return value;
      return async (...args: unknown[]) => {
        if (kill.when === 'after') await value.apply(target, args);
        throw new Killed();
      };
    },
  });
}
