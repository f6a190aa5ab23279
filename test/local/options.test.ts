import { describe, expect, it } from '@jest/globals';
import { StartFailure } from '#local/failure.ts';
import { readOptions, USAGE } from '#local/options.ts';

describe('the options of npm start', () => {
  it('have defaults', () => {
    expect(readOptions([])).toEqual({
      port: 4010,
      host: '127.0.0.1',
      data: undefined,
      json: false,
    });
  });

  it.each([
    [['--port', '0'], { port: 0 }],
    [['--port=65535'], { port: 65_535 }],
    [['--port', '1', '--port', '2'], { port: 2 }],
    [['--host', '0.0.0.0'], { host: '0.0.0.0' }],
    [['--host=::1'], { host: '::1' }],
    [['--data', './some where'], { data: './some where' }],
    [['--json'], { json: true }],
    [['--no-events'], { leavesEvents: true }],
    [['--events-file', 'e.jsonl'], { eventsFile: 'e.jsonl' }],
    [['--webhook', 'http://127.0.0.1:1/x'], { webhook: 'http://127.0.0.1:1/x' }],
    [['--webhook', 'http://x.example/@y?a=b:c@d'], { webhook: 'http://x.example/@y?a=b:c@d' }],
    [
      ['--webhook', 'https://x.example', '--webhook-secret', `whsec_${'A'.repeat(43)}=`],
      { webhookSecret: `whsec_${'A'.repeat(43)}=` },
    ],
    [['--json', '--port', '0', '--host', 'localhost', '--data', 'x'], { json: true, data: 'x' }],
  ])('are %j', (args, expected) => {
    expect(readOptions(args)).toMatchObject(expected);
  });

  it('are shown where help is asked for, whatever else is there', () => {
    expect(readOptions(['--help'])).toBeUndefined();
    expect(readOptions(['--port', 'x', '--help'])).toBeUndefined();
    for (const option of ['--port', '--host', '--data', '--json', '--help', 'DYNAMODB_ENDPOINT']) {
      expect(USAGE).toContain(option);
    }
  });

  it.each([
    [['--port', 'x'], /--port/],
    [['--port', ''], /--port/],
    [['--port', '-1'], /--port/],
    [['--port=-1'], /--port/],
    [['--port', '65536'], /--port/],
    [['--port', '1e3'], /--port/],
    [['--port', '0x10'], /--port/],
    [['--port', '80.5'], /--port/],
    [['--port', ' 80'], /--port/],
    [['--port'], /--port/],
    [['--host'], /--host/],
    [['--host', ''], /--host/],
    [['--data'], /--data/],
    [['--data', ''], /--data/],
    [['--json=yes'], /--json/],
    [['--events-file', ''], /--events-file/],
    [['--no-events', '--events-file', 'e.jsonl'], /--no-events/],
    [['--no-events', '--webhook', 'https://x.example'], /--no-events/],
    [['--webhook', 'example.com'], /--webhook/],
    [['--webhook', 'file:///x'], /--webhook/],
    [['--webhook', 'https://user:pass@x.example/y'], /--webhook .*leave them out/],
    [['--webhook', 'https://user@x.example'], /--webhook .*leave them out/],
    [['--webhook', 'https://:pass@x.example'], /--webhook .*leave them out/],
    [['--webhook', 'http://x', '--webhook-secret', 'secret'], /--webhook-secret/],
    [['--webhook-secret', `whsec_${'A'.repeat(43)}=`], /--webhook/],
    [['--prot', '80'], /--prot/],
    [['-p', '80'], /-p/],
    [['4010'], /4010/],
    [['--', '--port', '80'], /--port/],
  ])('are refused in one sentence that names the option: %j', (args, name) => {
    let failure: unknown;
    try {
      readOptions(args);
    } catch (error) {
      failure = error;
    }

    expect(failure).toBeInstanceOf(StartFailure);
    expect((failure as Error).message).toMatch(name);
    expect((failure as Error).message).toMatch(/^.{5,150}$/);
  });
});
