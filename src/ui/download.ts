/** Writes a text to the user's downloads. */
export function download({ name, text }: { readonly name: string; readonly text: string }): void {
  downloadFile({ name, blob: new Blob([text], { type: 'application/json' }) });
}

/** Writes a file to the user's downloads. */
export function downloadFile({ name, blob }: { readonly name: string; readonly blob: Blob }): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
