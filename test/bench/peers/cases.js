/**
 * The protocol core of the peers, each used as its documentation shows. JavaScript, since it is loaded
 * only where `npm run bench` has installed them: neither types nor packages are there otherwise.
 */

import { createRequire } from 'node:module';
import { patchBodyValidation, scimPatch } from 'scim-patch';
import SCIMMY from 'scimmy';

const require = createRequire(import.meta.url);
const { filter, parse } = require('scim2-parse-filter');

SCIMMY.Resources.declare(SCIMMY.Resources.User).extend(SCIMMY.Schemas.EnterpriseUser, false);

const BASE_PATH = 'https://scim.example.com/scim/v2/Users';

/** What is measured, by peer; a peer that cannot do something has no such member. */
export const peers = {
  'scim2-parse-filter': {
    parse: (text) => parse(text),
    evaluate: (text) => filter(parse(text)),
  },
  'scim-patch': {
    // Without `mutateDocument: false` a request that fails leaves the resource half changed (§3.5.2).
    patch(body, stored) {
      return () => {
        patchBodyValidation(body);
        return scimPatch(stored, body.Operations, { mutateDocument: false });
      };
    },
  },
  'scim-patch, in place': {
    patch(body, stored) {
      const resource = structuredClone(stored);
      return () => {
        patchBodyValidation(body);
        return scimPatch(resource, body.Operations);
      };
    },
  },
  scimmy: {
    parse: (text) => new SCIMMY.Types.Filter(text),
    evaluate(text) {
      const parsed = new SCIMMY.Types.Filter(text);
      return (resource) => parsed.match([resource]).length === 1;
    },
    patch(body, stored) {
      const source = new SCIMMY.Schemas.User(stored, 'out', BASE_PATH);
      return () => new SCIMMY.Messages.PatchOp(body).apply(source);
    },
    inAndOut(body, { id, created }) {
      return () => {
        const taken = JSON.parse(JSON.stringify(new SCIMMY.Schemas.User(body, 'in')));
        const meta = { created, lastModified: created };
        return new SCIMMY.Schemas.User({ ...taken, id, meta }, 'out', BASE_PATH);
      };
    },
  },
};
