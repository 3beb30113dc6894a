import type { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** What the secrets of webhooks are sealed with: who may seal and who may open are not the same functions. */
export class BulletinSecrets extends Construct {
  readonly secretsKey: Key;

  constructor(scope: Construct, id: string, { removal }: { readonly removal: RemovalPolicy }) {
    super(scope, id);
    this.secretsKey = new Key(this, 'Key', {
      description: 'Seals the secrets of webhooks and subscriptions',
      enableKeyRotation: true,
      removalPolicy: removal,
    });
  }
}
