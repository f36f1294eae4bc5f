/** Numbers as the page writes them. Unknown is "–". Pure. */
export function percent(probability: number): string {
  const value = probability * 100;
  if (value === 0) return '0 %';
  if (value >= 99.95) return '100 %';
  if (value >= 10) return `${value.toFixed(0)} %`;
  return value >= 0.05 ? `${value.toFixed(1)} %` : '< 0.1 %';
}

export function fixed(value: number | null, digits: number): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return value.toFixed(digits).replace('-', '−');
}

export function bytes(count: number): string {
  if (count < 1e3) return `${count} B`;
  if (count < 1e6) return `${(count / 1e3).toFixed(0)} kB`;
  return count < 1e9 ? `${(count / 1e6).toFixed(count < 1e7 ? 1 : 0)} MB` : `${(count / 1e9).toFixed(2)} GB`;
}

/** 852736 → "0.85 M". */
export function parameters(count: number): string {
  return count < 1e9 ? `${(count / 1e6).toFixed(count < 1e7 ? 2 : 0)} M` : `${(count / 1e9).toFixed(2)} B`;
}

/** 0.4 → "1 s", 75 → "75 s", 150 → "3 min". */
export function duration(seconds: number): string {
  return seconds < 100 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}

/** 123456 → "123,000": no more than is worth knowing. */
export function thousands(count: number): string {
  const unit = count < 10_000 ? 100 : 1000;
  return (unit * Math.round(count / unit)).toLocaleString('en');
}

/** "5 Mar 2026, 14:07". @param time milliseconds since 1970 */
export function when(time: number): string {
  return new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
