const POLL_MS = 250;

/**
 * Resolves when the process that started this one has gone. npm that is killed by SIGKILL can pass
 * no signal on: its script would stay behind.
 */
export function parentEnds(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      resolve();
    }, POLL_MS);
    watch.unref();
  });
}
