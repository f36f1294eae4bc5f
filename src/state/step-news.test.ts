import { describe, expect, it } from 'vitest';
import { ready } from './line-host-fixture.ts';
import { BETWEEN_NEWS_MS, StepNews } from './step-news.ts';

/** A clock that the test moves. */
function clock() {
  const due: { at: number; deed: () => void }[] = [];
  let now = 0;
  return {
    later: (milliseconds: number, deed: () => void) => {
      const timer = { at: now + milliseconds, deed };
      due.push(timer);
      return () => void due.splice(due.indexOf(timer), 1);
    },
    pass: (milliseconds: number) => {
      now += milliseconds;
      for (const timer of due.splice(0)) if (timer.at <= now) timer.deed();
    },
  };
}

describe('news of steps', () => {
  it('tells the steps of a new answer once, with what the checker found', async () => {
    const { play, host } = await ready('#seed=7&difficulty=2');
    host.lines = host.lines.map((line, i) => (i === 1 ? 'Step 2: 1 + 1 = 3.' : line));
    let said = '';
    const news = new StepNews(play, (words) => (said = words), clock().later);
    news.note();
    await play.generate();
    news.note();
    expect(said).toMatch(/^Step 1: .* right\. Step 2: 1 \+ 1 = 3\. wrong, .*\. The answer is \d+\. /);
    const told = said;
    news.note();
    expect(said).toBe(told);
  });
  it('keeps quiet for a while, then tells all that came meanwhile', async () => {
    const { play } = await ready('#seed=7&difficulty=2');
    const { later, pass } = clock();
    let said = '';
    const news = new StepNews(play, (words) => (said = words), later);
    news.note();
    await play.generate();
    news.note();
    const first = said;
    await play.wait({ text: 'Wait,' }, 'answer');
    news.note();
    expect(said).toBe(first);
    pass(BETWEEN_NEWS_MS);
    expect(said).toMatch(/^Wait,/);
    expect(said).not.toBe(first);
  });
  it('says nothing of a run that was opened, or of a branch that was only looked at again', async () => {
    const { play } = await ready('#seed=7&difficulty=2');
    await play.generate();
    const { trace } = play.live;
    if (trace === null) throw new Error('no trace');
    play.live.resume(trace);
    const { later, pass } = clock();
    let said = '';
    const news = new StepNews(play, (words) => (said = words), later);
    news.note();
    expect(said).toBe('');
    await play.wait({ text: 'Wait,' }, 'answer');
    news.note();
    const told = said;
    expect(told).not.toBe('');
    pass(BETWEEN_NEWS_MS);
    play.selectBranch(0);
    news.note();
    expect(said).toBe(told);
  });
});
