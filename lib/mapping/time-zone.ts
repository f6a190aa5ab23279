/** IANA time zone names; aliases such as `US/Pacific` and `UTC` count, offsets such as `+02:00` do not. */

const OFFSET = /^[+-]/;
/** Abbreviations that ICU takes and IANA does not know; most of them stand for several zones. */
const ABBREVIATION =
  /^(?:ACT|AET|AGT|ART|AST|BET|BST|CAT|CNT|CST|CTT|EAT|ECT|IET|IST|JST|MIT|NET|NST|PLT|PNT|PRT|PST|SST|VST)$/i;

export function isTimeZone(text: string): boolean {
  if (OFFSET.test(text) || ABBREVIATION.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
