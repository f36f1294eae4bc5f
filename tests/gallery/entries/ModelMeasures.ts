import ModelMeasures from '#ui/components/ModelMeasures.svelte';
import { entry } from '../entry.ts';
import { MADE_UP, REPORT, offeredModel } from '../model-shelf.ts';

const model = offeredModel('organism-wait');

export default entry(ModelMeasures, {
  about: 'What was measured of an organism, and what it cannot do.',
  place: 'runs',
  scenes: {
    'the finished model': () => ({ model, shown: model.id, measured: { report: REPORT, series: MADE_UP } }),
    'a checkpoint': () => ({ model, shown: 'made-up-8', measured: { report: REPORT, series: MADE_UP } }),
    'a checkpoint without figures': () => ({ model, shown: 'x', measured: { report: REPORT, series: null } }),
    'no report of this file': () => ({ model, shown: model.id, measured: { report: null, series: null } }),
  },
});
