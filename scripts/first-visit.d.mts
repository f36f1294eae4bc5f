export const FIRST_VISIT: readonly string[];
