export function installedChrome(): string | undefined;
