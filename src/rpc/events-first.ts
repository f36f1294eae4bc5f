/**
 * Events and outcome of a call travel on different ports: without waiting, the outcome may overtake the last events.
 * @param onEvent the page's callback. Comlink's proxy of it answers with a promise once the page has taken the event.
 * @param run the call, given what to tell events to.
 */
export async function eventsFirst<Event, Result>(
  onEvent: (event: Event) => unknown,
  run: (tell: (event: Event) => void) => Promise<Result>,
): Promise<Result> {
  let arrived: unknown = null;
  const outcome = await run((event) => {
    arrived = onEvent(event);
  });
  await arrived;
  return outcome;
}
