/** `npx cdk deploy`: settings in, one stack out; but not with a mistake in a profile, for no function would work. */

import { deploymentApp } from '#infra/deployment-app.ts';
import { checkProfiles } from '#mapping/profile-checks.ts';
import { PROFILES } from '#mapping/profiles/index.ts';

checkProfiles(PROFILES);
deploymentApp().synth();
