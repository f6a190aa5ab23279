/** Whether a DynamoDB answers at an address: every one of them numbers its answers, an error too. */
export async function answers(endpoint: string): Promise<boolean> {
  try {
    const { headers } = await fetch(endpoint, { signal: AbortSignal.timeout(500) });
    return headers.has('x-amzn-requestid');
  } catch {
    return false;
  }
}
