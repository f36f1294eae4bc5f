import OwnModelEntry from '#ui/components/OwnModelEntry.svelte';
import { ownModel } from '../../contract/model-store.ts';
import { entry } from '../entry.ts';
import { shelfOf } from '../model-shelf.ts';
import { bare, lesson } from '../recorded.ts';

const { file: _, ...model } = ownModel({ madeAt: Date.parse('2026-01-01T12:00:00Z') });

export default entry(OwnModelEntry, {
  about: 'A model that was made here: name, what was measured before and after, load, download, delete.',
  place: 'answer',
  scenes: {
    'kept here': () => {
      const play = bare();
      return { play, shelf: shelfOf(play), model };
    },
    'a lesson keeps its model': () => {
      const play = lesson('?lock=model');
      return { play, shelf: shelfOf(play), model };
    },
  },
});
