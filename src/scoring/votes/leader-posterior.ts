/**
 * How sure one may be that the answer in the lead stays there: with v1 votes for it and v2 for the runner-up, and p the
 * share of the leader between the two, p ~ Beta(v1 + 1, v2 + 1) and
 *   P(p > ½) = 2^−(v1+v2+1) · Σ_{k=0…v1} C(v1+v2+1, k).
 * Source: Adaptive-Consistency, arXiv 2305.11860 (Beta stopping rule); closed form methods.md 8.2.
 * In [½, 1] while v1 ≥ v2, higher is surer. Must not be fed samples without an answer: they vote for nobody.
 */
export function leaderPosterior(leader: number, runnerUp: number): number {
  const n = leader + runnerUp + 1;
  // C(n, k) / 2^n from one k to the next, so that nothing grows beyond a double.
  let term = 2 ** -n;
  let sum = term;
  for (let k = 1; k <= leader; k++) {
    term *= (n - k + 1) / k;
    sum += term;
  }
  return sum;
}

/**
 * Fewest further votes with which P(p > ½) can reach `confidence` (below 1): all of them for the leader. Whatever they are,
 * fewer do not reach it, since the leader has no more and the runner-up no less: so many samples may be drawn together,
 * and the rule would have ended none of them sooner.
 */
export function votesToSafety(leader: number, runnerUp: number, confidence: number): number {
  let more = 1;
  while (leaderPosterior(leader + more, runnerUp) < confidence) more += 1;
  return more;
}
