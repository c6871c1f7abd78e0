/** Tables in Markdown, to be read on a terminal as well. */
import type { ContestantResults, Figures, Results } from '../measuring/results.ts';

type Show = (figures: Figures, reference: Figures | undefined) => string;

/** Everybody is measured by it: the least that a program over got can spend. */
export const reference = 'limit-got';

export function tables(results: Results): string {
  const { madeAt, machine, rounds, pinned, versions } = results;
  const ran = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const parts = [
    '# What an operation costs',
    `${madeAt}, ${machine}${pinned ? ', each contestant alone on one core' : ''}; medians of ${rounds} rounds, in turn.`,
    ran.join(', ') + '.',
    results.workloads.map(({ name, title }) => `- **${name}** ${title}`).join('\n'),
    table('CPU ms per operation', results, ({ own }) => digits(own.cpuMs)),
    table(`CPU as a multiple of ${reference}`, results, ({ own }, least) =>
      least === undefined ? '–' : (own.cpuMs / least.own.cpuMs).toFixed(2),
    ),
    table('Operations per second', results, ({ own }) => own.perSecond.toFixed(0)),
    table('Upstream calls / rounds one behind the other', results, (figures) => {
      return `${figures.calls} / ${figures.rounds}`;
    }),
    table(
      'p50 / p99 in ms, with an upstream that takes 50 ms, four callers at once',
      results,
      (figures) => {
        return `${figures.p50Ms.toFixed(0)} / ${figures.p99Ms.toFixed(0)}`;
      },
    ),
    table('One credential for all: CPU ms per operation', results, ({ shared }) =>
      digits(shared.cpuMs),
    ),
    table(
      `One credential for all: CPU as a multiple of ${reference}`,
      results,
      ({ shared }, least) =>
        least === undefined ? '–' : (shared.cpuMs / least.shared.cpuMs).toFixed(2),
    ),
    table('One credential for all: upstream calls per operation', results, ({ shared }) =>
      shared.calls.toFixed(2),
    ),
    memory(results),
  ];
  return `${parts.join('\n\n')}\n`;
}

function table(title: string, { workloads, contestants }: Results, show: Show): string {
  const least = contestants.find(({ name }) => name === reference);
  const lines = contestants.map(({ title, figures }) => [
    title,
    ...workloads.map(({ name }) => {
      const own = figures[name];
      return own === undefined ? '–' : show(own, least?.figures[name]);
    }),
  ]);
  return `## ${title}\n\n${rows([['', ...workloads.map(({ name }) => name)], ...lines])}`;
}

function memory({ contestants }: Results): string {
  const line = ({ title, peakMb }: ContestantResults) => [title, peakMb.toFixed(0)];
  return `## Peak memory in MB, over the whole run\n\n${rows([['', 'MB'], ...contestants.map(line)])}`;
}

function rows(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const row = (line: readonly string[]) => {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return `| ${cells.join(' | ')} |`;
  };
  const [head = [], ...rest] = lines;
  const rule = widths.map(
    (width, column) => '-'.repeat(column === 0 ? width : width - 1) + (column === 0 ? '' : ':'),
  );
  return [row(head), row(rule), ...rest.map(row)].join('\n');
}

function digits(value: number): string {
  return value < 1 ? value.toFixed(3) : value < 10 ? value.toFixed(2) : value.toFixed(1);
}
