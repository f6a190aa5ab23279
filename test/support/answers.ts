/** What every answer of the service must be, whatever was asked. */

import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

type Answer = APIGatewayProxyStructuredResultV2;

const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';
const CONTENT_TYPES = ['application/scim+json', 'application/json'];
const WITHOUT_BODY = [204, 304];

export function bodyOf({ body = '' }: Answer): Record<string, unknown> {
  return JSON.parse(body);
}

/** @returns a sentence for each breach of RFC 7644 §3.8 and §3.12; none where all is well. */
export function problemsOf(answer: Answer): readonly string[] {
  const { statusCode = 0, headers = {}, body } = answer;
  if (statusCode >= 500 && statusCode !== 501) return [`the status is ${statusCode}`];
  if (WITHOUT_BODY.includes(statusCode)) return body ? [`a ${statusCode} has a body`] : [];
  const contentType = String(headers['Content-Type']);
  const problems = CONTENT_TYPES.includes(contentType) ? [] : [`it is ${contentType}`];
  const document = parsed(answer);
  if (document === undefined) return [...problems, 'the body is no JSON object'];
  return [...problems, ...(statusCode < 400 ? [] : errorProblems(statusCode, document))];
}

/** @returns a sentence for each breach of RFC 9457 by an answer of the admin API; none where all is well. */
export function adminProblemsOf(answer: Answer): readonly string[] {
  const { statusCode = 0, headers = {} } = answer;
  if (statusCode >= 500) return [`the status is ${statusCode}`];
  if (statusCode < 400) return [];
  const { status, title, detail } = parsed(answer) ?? {};
  const isSaid = (text: unknown) => typeof text === 'string' && text.trim() !== '';
  return [
    ...(headers['Content-Type'] === 'application/problem+json' ? [] : ['it is no problem+json']),
    ...(status === statusCode ? [] : [`its status is ${JSON.stringify(status)}`]),
    ...(isSaid(title) ? [] : ['it has no title']),
    ...(isSaid(detail) ? [] : ['it has no detail']),
  ];
}

function errorProblems(statusCode: number, document: Record<string, unknown>): string[] {
  const { schemas, status, detail, scimType, ...others } = document;
  return [
    ...(JSON.stringify(schemas) === JSON.stringify([ERROR_SCHEMA]) ? [] : ['it is no Error']),
    ...(status === String(statusCode) ? [] : [`its status is ${JSON.stringify(status)}`]),
    ...(typeof detail === 'string' && detail.trim() !== '' ? [] : ['it has no detail']),
    ...(statusCode !== 400 || typeof scimType === 'string' ? [] : ['a 400 has no scimType']),
    ...Object.keys(others).map((name) => `it has a ${name}`),
    ...(String(detail).length <= 500 ? [] : ['its detail is longer than 500 characters']),
  ];
}

function parsed(answer: Answer): Record<string, unknown> | undefined {
  try {
    const document: unknown = bodyOf(answer);
    const isObject = typeof document === 'object' && document !== null && !Array.isArray(document);
    return isObject ? (document as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
