/** `npm run schemas`. */

import { writeSchemas } from './event-schemas.ts';

writeSchemas();
