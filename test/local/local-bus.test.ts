import { describe, expect, it } from '@jest/globals';
import { localBus } from '#local/local-bus.ts';
import { aBus, aMessage } from '#test/support/messages.ts';

const SENT = { kind: 'sent' };

describe('the local bus', () => {
  it('has delivered an event when every sink has it', async () => {
    const [console, webhook] = [aBus(), aBus()];
    webhook.refused.add('record-1');

    const deliveries = await localBus([console, webhook]).put([aMessage(0), aMessage(1)]);

    expect(deliveries).toEqual([SENT, { kind: 'failed', code: 'Refused' }]);
  });

  it('repeats an event only to the sinks that do not have it yet', async () => {
    const [console, webhook] = [aBus(), aBus()];
    const bus = localBus([console, webhook]);
    webhook.refused.add('record-1');
    await bus.put([aMessage(0), aMessage(1)]);
    webhook.refused.clear();

    const deliveries = await bus.put([aMessage(1)]);

    expect(deliveries).toEqual([SENT]);
    expect(console.arrived).toEqual([aMessage(0), aMessage(1)]);
    expect(webhook.arrived).toEqual([aMessage(0), aMessage(1)]);
  });

  it('delivers an event that is sent again later: a replay', async () => {
    const console = aBus();
    const bus = localBus([console]);
    await bus.put([aMessage()]);

    await bus.put([aMessage()]);

    expect(console.arrived).toEqual([aMessage(), aMessage()]);
  });
});
