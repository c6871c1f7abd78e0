/** Faults of calls that were given up on our side. */
import { Fault } from '../../domain/fault.ts';
import { sourceTitles, type SourceName } from '../../domain/source-name.ts';

export function outOfTime(source: SourceName): Fault {
  const message = `${sourceTitles[source]} did not answer in time.`;
  return new Fault('UPSTREAM_TIMEOUT', message, { source });
}

export function givenUp(source: SourceName): Fault {
  const message = `The operation was given up before ${sourceTitles[source]} answered.`;
  return new Fault('CANCELLED', message, { source });
}

export function ending(source: SourceName): Fault {
  const message = `The gateway is ending: this was not sent to ${sourceTitles[source]}.`;
  return new Fault('ENDING', message, { source });
}
