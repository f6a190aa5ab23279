/** `npx cdk deploy`: settings in, one stack out. */

import { deploymentApp } from '#infra/deployment-app.ts';

deploymentApp().synth();
