/**
 * What the bundler puts in place of `@aws-sdk/credential-provider-node`: on Lambda credentials are in the
 * environment, and nowhere else. The SDK's chain of other places would be a quarter of a bundle.
 */

export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
