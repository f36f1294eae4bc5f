/** What an entry file says: a component, where it stands on the page, and its states as scenes. */
import { mount, unmount } from 'svelte';
import type { Component } from 'svelte';
import { surroundings } from './surroundings.ts';
import type { Place } from './surroundings.ts';

/** Draws into an empty element; returns what takes it away again. */
export type Draw = (into: HTMLElement) => () => void;
export interface Entry {
  /** What the component is for, in a line. */
  readonly about: string;
  readonly scenes: Readonly<Record<string, Draw>>;
}
interface Telling<Props> {
  readonly about: string;
  readonly place: Place;
  /** By the name of the state: the properties that bring it about. */
  readonly scenes: Readonly<Record<string, () => Props>>;
  /** What a reader does next, by the name of the state; for what a component keeps to itself. */
  readonly then?: Readonly<Record<string, (root: Element) => void>>;
}

export function entry<Props extends object>(
  component: Component<Props, Record<string, unknown>, keyof Props | ''>,
  { about, place, scenes, then = {} }: Telling<NoInfer<Props>>,
): Entry {
  const draws = Object.entries(scenes).map(([name, props]): [string, Draw] => [
    name,
    (into) => {
      const target = surroundings(into, place, name);
      const drawn = mount(component, { target, props: props() });
      then[name]?.(target);
      return () => void unmount(drawn);
    },
  ]);
  return { about, scenes: Object.fromEntries(draws) };
}

/** The first element below `root` that matches; throws when there is none. */
export function find(root: Element, selector: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`The scene has no ${selector}.`);
  return found;
}
