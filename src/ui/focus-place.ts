/** Where on the page a key was pressed, as state/keys.ts tells places apart. */
import type { FocusPlace } from '#state/keys.ts';

export function focusPlace(target: EventTarget | null): FocusPlace {
  if (!(target instanceof Element)) return 'page';
  if (target.closest('dialog, [role="dialog"]')) return 'dialog';
  if (target.closest('textarea, input, select')) return 'text';
  return target.closest('button, summary, a, [role="grid"], [role="slider"], [role="tree"]')
    ? 'control'
    : 'page';
}

/** Esc, but for the one that closes a menu or a dialog. */
export function isStopKey(event: KeyboardEvent): boolean {
  return event.key === 'Escape' && !event.defaultPrevented && focusPlace(event.target) !== 'dialog';
}
