/** For stories that need WebGPU: Chromium with a renderer on the processor, as the WebGPU tests have it. */
import config from '../../playwright.config.ts';

const { launchOptions } = config.use ?? {};
const args = [...(launchOptions?.args ?? []), '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

export const SOFTWARE_GPU = { ...launchOptions, args };
