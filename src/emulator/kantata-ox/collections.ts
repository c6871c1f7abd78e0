import { collection } from './collection.ts';
import { accountInvitations } from './resources/account-invitations.ts';
import { accountMemberships } from './resources/account-memberships.ts';
import * as rates from './resources/rates.ts';
import { roles } from './resources/roles.ts';
import * as skills from './resources/skills.ts';
import { users } from './resources/users.ts';
import * as workweeks from './resources/workweeks.ts';
import type { Collection, Collections, Resource } from './resource.ts';

/** Every map that an answer may hold, by its name. */
export function allCollections(): Collections {
  const all = new Map<string, Collection>();
  const publish = <Row extends { readonly id: number }>(resource: Resource<Row>): void => {
    all.set(
      resource.key,
      collection(resource, () => all),
    );
  };
  publish(accountMemberships);
  publish(accountInvitations);
  publish(users);
  publish(roles);
  publish(workweeks.workweeks);
  publish(workweeks.workweekMemberships);
  publish(skills.skills);
  publish(skills.skillCategories);
  publish(skills.skillMemberships);
  publish(rates.backupApproverAssociations);
  publish(rates.costRates);
  publish(rates.billableUtilizations);
  publish(rates.externalReferences);
  return all;
}
