import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isNews, parseEvent } from '#activity/parse-event.ts';
import { EVENT_TYPES } from '#directory/activity-record.ts';
import { deliveredEvent } from '#local/delivered-event.ts';
import { aMessage } from '#test/support/messages.ts';

const readme = readFileSync('README.md', 'utf8');
const blockOf = (language: string, containing: string) =>
  Array.from(readme.matchAll(/```(\w+)\n([\s\S]*?)```/g))
    .filter(([, name, text = '']) => name === language && text.includes(containing))
    .map(([, , text = '']) => text)[0] ?? '';

const example = JSON.parse(blockOf('json', '"detail-type"'));
const examples = blockOf('jsonl', '"detail-type"')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

describe('the examples of the README', () => {
  it('are one of each type', () => {
    expect(examples.map((one) => one['detail-type'])).toEqual(EVENT_TYPES);
  });

  it.each(examples.map((one) => [one['detail-type'], one]))('are an event: %s', (type, one) => {
    const { metadata } = example.detail;
    const delivered = { ...example, 'detail-type': type, detail: { metadata, data: one.data } };

    expect(parseEvent(delivered)).toEqual({ type, metadata, data: one.data });
  });

  it('are whole where one is shown whole', () => {
    expect(parseEvent(example)).toEqual({
      type: 'User Deprovisioned',
      metadata: example.detail.metadata,
      data: example.detail.data,
    });
    expect(Object.keys(example)).toEqual(Object.keys(deliveredEvent(aMessage(), 'id')));
  });
});

describe('parseEvent', () => {
  it('takes text: the body of a message', () => {
    expect(parseEvent(JSON.stringify(example))).toEqual(parseEvent(example));
  });

  it('leaves out what it does not know', () => {
    const data = { ...example.detail.data, shoeSize: 42 };

    const event = parseEvent({ ...example, detail: { ...example.detail, data } });

    expect(event).toEqual(parseEvent(example));
  });

  it.each([
    ['of another source', { ...example, source: 'aws.s3' }],
    ['of a type that it does not know', { ...example, 'detail-type': 'User Promoted' }],
    ['that looks like none of ours', { source: 'aws.s3' }],
  ])('passes over an event %s', (_, delivered) => {
    expect(parseEvent(delivered)).toBeUndefined();
  });

  it.each([
    ['nothing', undefined],
    ['an event without detail', { ...example, detail: undefined }],
    ['an event without metadata', { ...example, detail: { data: example.detail.data } }],
    ['an event without its data', { ...example, detail: { ...example.detail, data: {} } }],
    ['text that is no JSON', '{'],
  ])('throws for %s', (_, delivered) => {
    expect(() => parseEvent(delivered)).toThrow();
  });
});

describe('isNews', () => {
  it.each([
    [undefined, true],
    [3, true],
    [4, false],
    [5, false],
  ])('of version 4 after %p is %p', (seen, expected) => {
    expect(isNews(example.detail, seen)).toBe(expected);
  });
});
