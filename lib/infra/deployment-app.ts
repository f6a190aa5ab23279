import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { RollcallStack } from '#infra/rollcall-stack.ts';
import { readSettings } from '#infra/settings.ts';

/**
 * The CDK app: the stack by the settings of its context, checked by cdk-nag whenever it is synthesised.
 *
 * @throws {SettingMistake} for a setting that is wrong.
 */
export function deploymentApp(props: AppProps = {}): App {
  const app = new App(props);
  const { stackName, props: stackProps } = readSettings(app.node.getAllContext());
  new RollcallStack(app, stackName, stackProps);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
}
