/**
 * The table of derivative rules by operator name. ReduceMax has none on purpose: it is used only as the shift of a
 * log-sum-exp, where its derivative cancels, so backward.ts takes it for a constant.
 */
import {
  addRule,
  divRule,
  expRule,
  logRule,
  mulRule,
  reduceSumRule,
  sigmoidRule,
  softplusRule,
  subRule,
} from './elementwise.ts';
import { ropeRule, rmsNormRule } from './llama.ts';
import { gatherElementsRule, gatherRule, matMulRule, softmaxRule } from './matrix.ts';
import type { Rule } from './rule.ts';
import { concatRule, identityRule, reshapeRule, sliceRule, transposeRule } from './shape.ts';

export const RULES: Readonly<Record<string, Rule>> = {
  Add: addRule,
  Sub: subRule,
  Mul: mulRule,
  Div: divRule,
  Sigmoid: sigmoidRule,
  Softplus: softplusRule,
  Exp: expRule,
  Log: logRule,
  ReduceSum: reduceSumRule,
  FusedMatMul: matMulRule,
  Softmax: softmaxRule,
  Gather: gatherRule,
  GatherElements: gatherElementsRule,
  Reshape: reshapeRule,
  Transpose: transposeRule,
  Slice: sliceRule,
  Concat: concatRule,
  Identity: identityRule,
  SimplifiedLayerNormalization: rmsNormRule,
  RotaryEmbedding: ropeRule,
};
