import { defineProfile } from '#mapping/profile.ts';
import { isTimeZone } from '#mapping/time-zone.ts';

/** Modjo: conversation intelligence for sales teams. */
export const MODJO = defineProfile({
  id: 'modjo',
  title: 'Modjo',
  extensions: [],
  required: ['name.givenName', 'name.familyName'],
  identityEmail: 'required and unique',
  formats: [
    {
      path: 'timezone',
      accepts: isTimeZone,
      rule: 'must be an IANA time zone such as Europe/Paris',
    },
  ],
});
