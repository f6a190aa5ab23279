/** The template as `cdk deploy` would send it, without bundling. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploymentApp } from '#infra/deployment-app.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

/**
 * @param settings as `-c name=value` gives them.
 * @throws what cdk-nag finds.
 */
export function synthesise(settings: Readonly<Record<string, unknown>> = {}): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'rollcall-synth-'));
  try {
    const app = deploymentApp({
      outdir,
      context: { 'aws:cdk:bundling-stacks': [], ...settings },
    });
    return app.synth().stacks[0]?.template;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Logical id and resource, of one type. */
export function ofType({ Resources }: Template, type: string): readonly [string, Resource][] {
  return Object.entries(Resources).filter(([, { Type }]) => Type === type);
}

/** @throws {Error} where there is none of that type, or more than one. */
export function only(template: Template, type: string): Resource {
  const [first, ...others] = ofType(template, type);
  if (first === undefined || others.length > 0) throw new Error(`there is not one ${type}`);
  return first[1];
}

/** The logical id that a `Ref` or `Fn::GetAtt` names, wherever it stands in a value. */
export function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { Ref, 'Fn::GetAtt': getAtt } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return [Ref];
  if (Array.isArray(getAtt)) return [String(getAtt[0])];
  return Object.values(value).flatMap(referencesIn);
}
