/** Composes at the first call, and keeps what it made. Without side effects: what nobody calls is left out of a bundle. */
// @__NO_SIDE_EFFECTS__
export function once<Ports>(compose: () => Ports): () => Ports {
  let made: { readonly ports: Ports } | undefined;
  return () => {
    made ??= { ports: compose() };
    return made.ports;
  };
}
