/** Declares a decoder's weights in its graph, each once, and keeps the list of plans by which they are filled. */
import type { Graph, Value } from './graph.ts';
import type { HyperParameters } from './hyper-parameters.ts';
import { linear, linearBlocks } from './ops.ts';
import type { MatrixPlan, VectorPlan, WeightPlan } from './weights-plan.ts';

type Declared =
  { readonly whole: Value } | { readonly blocks: Value; readonly scales: Value; readonly bits: number };

export const BLOCK = 32;

export class WeightInputs {
  readonly plans: WeightPlan[] = [];
  private readonly matrices = new Map<string, Declared>();

  constructor(
    private readonly graph: Graph,
    private readonly hp: HyperParameters,
  ) {}

  vector(plan: VectorPlan): Value {
    this.plans.push(plan);
    return this.graph.external(plan.name, 'float32', [plan.length]);
  }

  rope(positions: number): { cos: Value; sin: Value } {
    this.plans.push({ kind: 'rope', name: 'rope', positions });
    const dims = [positions, this.hp.headSize / 2];
    return {
      cos: this.graph.external('rope.cos', 'float32', dims),
      sin: this.graph.external('rope.sin', 'float32', dims),
    };
  }

  /** x [M, columns] times the matrix, plus the bias. */
  product(x: Value, plan: MatrixPlan, bias: VectorPlan | null = null, name?: string): Value {
    const added = bias ? this.vector(bias) : null;
    const matrix = this.matrices.get(plan.name) ?? this.declare(plan);
    this.matrices.set(plan.name, matrix);
    if ('whole' in matrix) return linear(this.graph, x, matrix.whole, added, name);
    const shape = { rows: plan.rows, columns: plan.columns, bits: matrix.bits };
    return linearBlocks(this.graph, x, matrix, shape, added, name);
  }

  private declare(plan: MatrixPlan): Declared {
    this.plans.push(plan);
    const { name, rows, columns } = plan;
    if (plan.storage === 'float32') return { whole: this.graph.external(name, 'float32', [rows, columns]) };
    const bits = plan.storage === 'q8' ? 8 : 4;
    const blocks = Math.ceil(columns / BLOCK);
    return {
      bits,
      blocks: this.graph.external(`${name}.blocks`, 'uint8', [rows, blocks, (BLOCK * bits) / 8]),
      scales: this.graph.external(`${name}.scales`, 'float32', [rows * blocks]),
    };
  }
}
