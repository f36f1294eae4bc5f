/** Helper thread of the probe: says that it is warm, then sweeps once for every message. */
import { sweep } from './thread-probe.ts';

self.onmessage = () => self.postMessage(sweep());
sweep();
self.postMessage(0);
