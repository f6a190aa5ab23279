import { describe, expect, it } from '@jest/globals';
import { isTimeZone } from '#mapping/time-zone.ts';

describe('a time zone: IANA names with their aliases, no offsets (DESIGN.md, the two products)', () => {
  it.each([
    'Europe/Paris',
    'europe/paris',
    'America/Argentina/Buenos_Aires',
    'America/Los_Angeles',
    'US/Pacific',
    'UTC',
    'Etc/UTC',
    'GMT',
    'Etc/GMT+5',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'Europe/Kyiv',
    'Europe/Kiev',
    'EST',
    'EST5EDT',
    'CET',
    'Japan',
    'PRC',
  ])('%s is one', (text) => {
    expect(isTimeZone(text)).toBe(true);
  });

  it.each([
    '+02:00',
    '-02:00',
    '+02',
    '\u221202:00',
    '02:00',
    'UTC+2',
    'GMT+5',
    'Z',
    '',
    ' ',
    ' UTC',
    'UTC ',
    'Paris',
    'Europe/Atlantis',
    'Europe/Paris\0',
    '../../etc/passwd',
    'Pacific Standard Time',
    'localtime',
    'constructor',
  ])('%j is none', (text) => {
    expect(isTimeZone(text)).toBe(false);
  });

  it.each(['PST', 'IST', 'AST', 'BST', 'CST', 'ACT', 'JST'])(
    '%s is none: no name of IANA, and of several meanings',
    (text) => {
      expect(isTimeZone(text)).toBe(false);
    },
  );
});
