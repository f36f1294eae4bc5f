/** Closes a switch over a tagged union: a new tag becomes a type error where it is not handled. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
