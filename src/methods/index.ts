/** The methods there are: one file and one line each, by id. */
import { adaptiveConsistency } from './adaptive-consistency.ts';
import { askRefineTrust } from './ask-refine-trust.ts';
import { backtrack } from './backtrack.ts';
import { bestOfNLogprob } from './best-of-n-logprob.ts';
import { bordaVoting } from './borda-vote.ts';
import { checklistBestOfN } from './checklist-best-of-n.ts';
import { checklistRefine } from './checklist-refine.ts';
import { critiqueRevise } from './critique-revise.ts';
import { decomposeCritiqueRefine } from './decompose-critique-refine.ts';
import { deepconfOffline } from './deepconf-offline.ts';
import { deepconfOnline } from './deepconf-online.ts';
import type { Method } from './define.ts';
import { draftAndVerify } from './draft-and-verify.ts';
import { entropixLite } from './entropix-lite.ts';
import { greedy } from './greedy.ts';
import { ifOrElse } from './if-or-else.ts';
import { instructOfReflection } from './instruct-of-reflection.ts';
import { iterativeDeepening } from './iterative-deepening.ts';
import { llamaBerry } from './llama-berry.ts';
import { magicore } from './magicore.ts';
import { mctSelfRefine } from './mct-self-refine.ts';
import { programVerify } from './program-verify.ts';
import { proactiveRefinement } from './proactive-refinement.ts';
import { ptrueVote } from './ptrue-vote.ts';
import { leap } from './leap.ts';
import { secondLook } from './second-look.ts';
import { selfCertaintyBestOfN } from './self-certainty-best-of-n.ts';
import { selfConsistency } from './self-consistency.ts';
import { selfContrast } from './self-contrast.ts';
import { selfPolish } from './self-polish.ts';
import { selfRefine } from './self-refine.ts';
import { selfRethinking } from './self-rethinking.ts';
import { similarityConsistency } from './similarity-consistency.ts';
import { solveAndVerify } from './solve-and-verify.ts';
import { stepTreeSearch } from './step-tree-search.ts';
import { universalSelfConsistency } from './universal-self-consistency.ts';
import { temporalConsistency } from './temporal-consistency.ts';
import { waitAfterAnswer } from './wait-after-answer.ts';
import { waitAfterSteps } from './wait-after-steps.ts';

export const METHODS = Object.freeze({
  greedy,
  'self-consistency': selfConsistency,
  'adaptive-consistency': adaptiveConsistency,
  'self-certainty-best-of-n': selfCertaintyBestOfN,
  'borda-vote': bordaVoting,
  'ptrue-vote': ptrueVote,
  'deepconf-offline': deepconfOffline,
  'deepconf-online': deepconfOnline,
  'best-of-n-logprob': bestOfNLogprob,
  'similarity-consistency': similarityConsistency,
  'universal-self-consistency': universalSelfConsistency,
  'wait-after-answer': waitAfterAnswer,
  'wait-after-steps': waitAfterSteps,
  'iterative-deepening': iterativeDeepening,
  backtrack,
  'proactive-refinement': proactiveRefinement,
  'critique-revise': critiqueRevise,
  'if-or-else': ifOrElse,
  'second-look': secondLook,
  'self-refine': selfRefine,
  'self-polish': selfPolish,
  'program-verify': programVerify,
  'ask-refine-trust': askRefineTrust,
  'instruct-of-reflection': instructOfReflection,
  'self-contrast': selfContrast,
  'solve-and-verify': solveAndVerify,
  'self-rethinking': selfRethinking,
  'checklist-refine': checklistRefine,
  'checklist-best-of-n': checklistBestOfN,
  'decompose-critique-refine': decomposeCritiqueRefine,
  'entropix-lite': entropixLite,
  'temporal-consistency': temporalConsistency,
  leap,
  'step-tree-search': stepTreeSearch,
  'mct-self-refine': mctSelfRefine,
  'llama-berry': llamaBerry,
  magicore,
  'draft-and-verify': draftAndVerify,
}) satisfies Readonly<Record<string, Method>>;
