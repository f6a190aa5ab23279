import type { Event, Layer, LayerRequest } from '#http/exchange.ts';
import type { HttpPorts } from '#http/ports.ts';

/** Has the use of the token noted beside the request, and waits for it before the answer. */
export function tokenUse(ports: () => HttpPorts): Layer {
  const noting = new WeakMap<Event, Promise<void>>();
  const tokenUseBefore = async ({ event, context }: LayerRequest) => {
    if (context.workspaceContext === undefined) return;
    noting.set(event, ports().noteUse(context.workspaceContext));
  };
  const noted = async ({ event }: LayerRequest) => {
    await noting.get(event);
  };
  return { before: tokenUseBefore, after: noted, onError: noted };
}
