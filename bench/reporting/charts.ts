/** What is drawn of a run. */
import type { Chart } from './chart.ts';

export const costs: Chart = {
  title: 'CPU of an operation, as a multiple of a bare program over got',
  subtitle:
    'Further left is better. Logarithmic; every operation with a credential of its own; medians.',
  ticks: [0.2, 0.5, 1, 2, 5, 10],
  unit: '×',
  mark: 1,
  value: ({ own }, least) => (least === undefined ? null : own.cpuMs / least.own.cpuMs),
  label: (value) => `${value.toFixed(value < 10 ? 2 : 1)}×`,
};

export const waiting: Chart = {
  title: 'How long a caller waits when the upstream takes 50 ms',
  subtitle: 'Further left is better. p50, logarithmic; four callers at once.',
  ticks: [50, 100, 200, 500, 1000, 2000],
  unit: ' ms',
  mark: 50,
  value: ({ calls, p50Ms }) => (calls === 0 ? null : p50Ms),
  label: (value) => `${value.toFixed(0)} ms`,
};
