import { AccountPrincipal, AnyPrincipal, type IPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';

/** Who may subscribe to the topic from outside of the account. */
export interface Subscribers {
  readonly accounts: readonly string[];
  readonly organization: string | undefined;
}

/** To subscribe, and nothing else: what is subscribed is the subscriber's, in an account of theirs. */
export function letSubscribe(topic: Topic, { accounts, organization }: Subscribers): void {
  const allow = (sid: string, principals: IPrincipal[], conditions = {}) =>
    topic.addToResourcePolicy(
      new PolicyStatement({ sid, principals, actions: ['sns:Subscribe'], resources: [topic.topicArn], conditions }),
    );
  if (accounts.length > 0)
    allow(
      'SubscriberAccounts',
      accounts.map((id) => new AccountPrincipal(id)),
    );
  if (organization)
    allow('SubscriberOrganization', [new AnyPrincipal()], { StringEquals: { 'aws:PrincipalOrgID': organization } });
}
