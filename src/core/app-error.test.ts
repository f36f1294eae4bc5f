import { expect, it } from 'vitest';
import { AppError } from './app-error.ts';

it('takes the message of whatever was thrown, and passes its own kind through', () => {
  const own = new AppError('aborted', 'Stopped.');
  expect(AppError.from(own)).toBe(own);
  for (const thrown of [new Error('no room'), { name: 'ExitStatus', message: 'no room' }, 'no room'])
    expect(AppError.from(thrown)).toMatchObject({ code: 'internal', message: 'no room', cause: thrown });
  expect(AppError.from({ message: 7 }).message).toBe('[object Object]');
  expect(AppError.from(undefined).message).toBe('undefined');
});
