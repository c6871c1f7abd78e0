/** A row whose key stands on a record, and that did not come though its map did, does not exist. */
import { expect, test } from 'vitest';
import { envelope, startGatewayAt, startUpstream } from './upstream.ts';

test.each([['sourceId'], ['sourceId fullName']])(
  'whatever of it is selected: managees { %s }',
  async (selection) => {
    const upstream = await startUpstream((_request, response) => {
      response.setHeader('content-type', 'application/json');
      const row = { id: '300501', user_id: '1', managee_ids: ['8', '9'] };
      const users = { 8: { id: '8', full_name: 'Ann' } };
      response.end(JSON.stringify(envelope('account_memberships', [row], { users })));
    });
    const gateway = await startGatewayAt(upstream.url, { KANTATA_TOKEN: 'a-token' });

    const answer = await gateway.query(
      `{ accountMembership(id: "300501") { managees { ${selection} } } }`,
    );

    const ann = selection.includes('fullName')
      ? { sourceId: '8', fullName: 'Ann' }
      : { sourceId: '8' };
    expect(answer).toEqual({ data: { accountMembership: { managees: [ann] } } });
    expect(upstream.lines()).toEqual([
      'GET /account_memberships?only=300501&apply_default_filters=false&per_page=200&include=managees',
    ]);
  },
);
