/** `npx cdk deploy`: settings in, one stack out; but not with a mistake in a profile, for no function would work. */

import { deploymentApp } from '#infra/deployment-app.ts';
import { SettingMistake } from '#infra/settings.ts';
import { ProfileMistake } from '#mapping/profile.ts';
import { checkProfiles } from '#mapping/profile-checks.ts';
import { PROFILES } from '#mapping/profiles/index.ts';

try {
  checkProfiles(PROFILES);
  deploymentApp().synth();
} catch (error) {
  if (!(error instanceof ProfileMistake || error instanceof SettingMistake)) throw error;
  console.error(`rollcall: ${error.message}`);
  process.exit(1);
}
