/** Sizes of items as DynamoDB counts them: names and values, in bytes. */

/** A value as it goes over the wire; binary as base64, or as bytes from the SDK. */
export interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: Binary;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly Binary[];
  readonly L?: readonly AttributeValue[];
  readonly M?: Item;
}

type Binary = string | Uint8Array;

export type Item = Readonly<Record<string, AttributeValue>>;

/** Of a list or a map as such; each of its elements has one byte more. */
const CONTAINER_BYTES = 3;

/** Bytes of names in UTF-8 and values, as AWS's "DynamoDB item sizes and formats" has it. */
export function itemSize(item: Item): number {
  return sum(
    Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + valueSize(value)),
  );
}

function valueSize({ S, N, B, SS, NS, BS, L, M }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return numberSize(N);
  if (B !== undefined) return binarySize(B);
  if (SS !== undefined) return sum(SS.map((text) => Buffer.byteLength(text)));
  if (NS !== undefined) return sum(NS.map(numberSize));
  if (BS !== undefined) return sum(BS.map(binarySize));
  if (L !== undefined) return CONTAINER_BYTES + sum(L.map((value) => 1 + valueSize(value)));
  if (M !== undefined) return CONTAINER_BYTES + Object.keys(M).length + itemSize(M);
  return 1; // BOOL, NULL.
}

/** A byte for every two significant digits, and one; a sign takes one more. */
function numberSize(text: string): number {
  const [mantissa = ''] = text.toLowerCase().split('e');
  const digits = mantissa.replace(/[-+.]/g, '').replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

function binarySize(binary: Binary): number {
  return typeof binary === 'string' ? Buffer.byteLength(binary, 'base64') : binary.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
