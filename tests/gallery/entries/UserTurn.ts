import UserTurn from '#ui/components/UserTurn.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

function turn(isChecked: boolean) {
  const play = showing(TRACES.planted, { branch: 1 });
  const { problem } = TRACES.planted.header;
  const said = play.view.branch?.userTurn ?? '';
  return { said, problem: isChecked ? problem : { ...problem, generated: null } };
}

export default entry(UserTurn, {
  about: 'A planted error in the user’s turn.',
  place: 'answer',
  scenes: { 'with a checker': () => turn(true), 'without a checker': () => turn(false) },
});
