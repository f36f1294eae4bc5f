/**
 * Lets waiting messages in (an abort that crosses a worker boundary is one) before work goes on. A promise alone does
 * not: microtasks run before any event. setTimeout would cost 4 ms a token in a browser, a message port some µs.
 */
interface Immediate {
  setImmediate?: (task: () => void) => unknown;
}

export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    const { setImmediate } = globalThis as Immediate;
    if (setImmediate) setImmediate(resolve);
    else postToSelf(resolve);
  });
}

function postToSelf(task: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    task();
  };
  port2.postMessage(null);
}
