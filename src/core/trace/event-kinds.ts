/** Each kind of event by its name. */
import type { TraceEvent } from './events.ts';

export type BranchEvent = Extract<TraceEvent, { type: 'branch' }>;
export type TokensEvent = Extract<TraceEvent, { type: 'tokens' }>;
export type EndEvent = Extract<TraceEvent, { type: 'end' }>;
export type PTrueEvent = Extract<TraceEvent, { type: 'ptrue' }>;
export type NoteEvent = Extract<TraceEvent, { type: 'note' }>;
export type DecisionEvent = Extract<TraceEvent, { type: 'decision' }>;
export type PromptEvent = Extract<TraceEvent, { type: 'prompt' }>;
export type CheckEvent = Extract<TraceEvent, { type: 'check' }>;
export type ProgramEvent = Extract<TraceEvent, { type: 'program' }>;
export type LabelsEvent = Extract<TraceEvent, { type: 'labels' }>;
export type SpanEvent = Extract<TraceEvent, { type: 'span' }>;
export type CloseEvent = Extract<TraceEvent, { type: 'close' }>;
export type ResultEvent = Extract<TraceEvent, { type: 'result' }>;
