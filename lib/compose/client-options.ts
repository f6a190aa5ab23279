/**
 * A call that hangs is given up, tried once more, and given up again within the 2 seconds between the
 * deadline of a request and the end of the function.
 */
export const CLIENT_OPTIONS = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 500,
    requestTimeout: 900,
    throwOnRequestTimeout: true,
    socketTimeout: 900, // Of an answer that stops in the middle.
  },
};
