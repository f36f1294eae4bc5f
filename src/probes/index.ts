/** The probes there are, one line each. */
import { blindSpotProbe } from './blind-spot.ts';

export const PROBES = Object.freeze([blindSpotProbe]);
