/** `st methods`: the methods of self-correction that `st run` runs. */
import { canonicalJson } from '#core/trace/serialise.ts';
import type { Method } from '#methods/define.ts';
import { METHODS } from '#methods/index.ts';
import type { Param } from '#methods/params.ts';
import type { Command } from '../command.ts';

export const methods: Command = {
  summary: 'Lists the methods of self-correction: idea, source, parameters.',
  operands: '',
  options: { json: { help: 'one JSON document' } },
  async run(args, io) {
    const all = Object.values(METHODS);
    io.out(args.has('json') ? `${canonicalJson(all.map(facts))}\n` : all.map(printed).join('\n'));
  },
};

function facts({ run: _, needsWith: __, ...told }: Method) {
  return told;
}

function printed({ id, title, idea, source, corrects, feedback, needs, params }: Method): string {
  const tags = [`corrects: ${corrects}`, `feedback: ${feedback.join(', ')}`, ...needsWords(needs)].join('; ');
  const lines = Object.entries(params).map(
    ([name, param]) => `    ${name}=${param.fallback}  ${paramWords(param)}`,
  );
  return [`${id}  ${title}`, `    ${idea[0]}`, `    ${tags}; ${source}`, ...lines, ''].join('\n');
}
function needsWords(needs: Method['needs']): string[] {
  return needs === 'any' ? [] : ['needs a model that follows instructions'];
}
function paramWords(param: Param): string {
  switch (param.kind) {
    case 'int':
    case 'number':
      return `${param.label}, ${param.min} to ${param.max}`;
    case 'choice':
      return `${param.label}: ${param.options.join(', ')}`;
    case 'text':
      return param.label;
  }
}
