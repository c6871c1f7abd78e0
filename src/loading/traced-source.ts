/** A source whose calls say why they are made, and whose records are counted. */
import type { Answer, Call, Reason, Source, Trace } from '../upstreams/source.ts';

export function tracedSource(source: Source, trace: Trace): Source {
  const { viewer } = source;
  const because = (call: Call, reason: Reason): Call => ({
    ...call,
    reason: call.reason ?? reason,
  });
  const counted = async <T extends Answer>(pending: Promise<T>): Promise<T> => {
    const answer = await pending;
    trace.count('records', answer.records.length + answer.carried.length);
    return answer;
  };
  return {
    ...source,
    byKeys: (type, keys, want, call) =>
      counted(source.byKeys(type, keys, want, because(call, 'byKeys'))),
    list: (query, window, want, call) =>
      counted(source.list(query, window, want, because(call, 'list'))),
    change: (change, want, call) => counted(source.change(change, want, because(call, 'change'))),
    ...(viewer === undefined
      ? {}
      : { viewer: (want, call) => counted(viewer(want, because(call, 'viewer'))) }),
  };
}
