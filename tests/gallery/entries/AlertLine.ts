import AlertLine from '#ui/components/AlertLine.svelte';
import { entry } from '../entry.ts';

const line = (message: string, title?: string) => () => ({
  message,
  ...(title === undefined ? {} : { title }),
  onDismiss: () => {},
});

export default entry(AlertLine, {
  about: 'What went wrong on a screen, in a line.',
  place: 'runs',
  scenes: {
    'with a title': line('The engine stopped. Start again.', 'The training ended early'),
    plain: line('It is not JSON. Choose a .trace.json file that this page has exported.'),
    'a long one': line('There is no room for it. Delete what is not needed. '.repeat(6)),
  },
});
