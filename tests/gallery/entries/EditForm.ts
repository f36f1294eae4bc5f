import { stepPlace, tokenPlace } from '#state/edits.ts';
import EditForm from '#ui/components/EditForm.svelte';
import { entry, find } from '../entry.ts';
import { TRACES, showing, writing } from '../recorded.ts';

function form(kind: 'token' | 'step', isWriting = false) {
  const play = showing(TRACES.levers, { branch: 0, token: 20 });
  const { branch, rows } = play.view;
  const place = branch && (kind === 'token' ? tokenPlace(branch, 20) : stepPlace(branch, rows, 20));
  if (place === null) throw new Error('The recorded answer has no token 20.');
  return { play: isWriting ? writing(play) : play, place };
}

export default entry(EditForm, {
  about: 'Writes something else in the place of a token or a step.',
  place: 'side',
  scenes: {
    'a token': () => form('token'),
    'a step': () => form('step'),
    'sent off unchanged': () => form('step'),
    'while the model writes': () => form('token', true),
  },
  then: { 'sent off unchanged': (root) => find(root, 'button').click() },
});
