/** What the command line is asked for the recorded first visit; on the wasm build, which the page runs too. */
export const FIRST_VISIT = [
  ...['generate', '--model', 'organism-wait', '--seed', '1', '--difficulty', '4'],
  ...['--wait', '--candidates', '10', '--wasm', '--json'],
];
