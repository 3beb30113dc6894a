import { describe, expect, it } from 'vitest';
import { ofType, synthesize } from './synthesize.ts';

/**
 * CloudFormation knows a resource by its logical id: under another one, the articles would be left behind and an empty
 * table made. A change that fails here must not be deployed.
 */
const PINNED = {
  'AWS::DynamoDB::GlobalTable': 'Table7ABB320E',
  'AWS::SNS::Topic': 'EventsTopic97220A64',
  'AWS::ApiGatewayV2::Api': 'HttpApiF5A9A8A7',
  'AWS::KMS::Key': 'SecretsKey9BF95D68',
  'AWS::CloudFront::Distribution': 'EdgeC8C536A1',
};

describe('what others hold on to', () => {
  const { template } = synthesize();

  it.each(Object.entries(PINNED))('%s keeps its logical id', (type, id) => {
    expect(ofType(template, type).map(([name]) => name)).toEqual([id]);
  });

  it('has names, so that a change cannot replace it', () => {
    expect(template.Resources[PINNED['AWS::DynamoDB::GlobalTable']]?.Properties.TableName).toBe('Bulletin-Table');
    expect(template.Resources[PINNED['AWS::SNS::Topic']]?.Properties.TopicName).toBe('Bulletin-Events');
  });

  it.each(['AWS::DynamoDB::GlobalTable', 'AWS::SNS::Topic', 'AWS::KMS::Key'])('%s outlives the stack', (type) => {
    for (const [, table] of ofType(template, type)) {
      expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });
});

describe('every table', () => {
  const { template } = synthesize();
  const tables = ofType(template, 'AWS::DynamoDB::GlobalTable');

  it.each(tables)('%s is protected from deletion and can be put back to any second', (_, { Properties }) => {
    expect(Properties.Replicas).toMatchObject([
      {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    ]);
  });

  it.each(tables)('%s has the keys, the index, the stream and the time to live of the design', (_, { Properties }) => {
    expect(Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'gsi1',
          KeySchema: [
            { AttributeName: 'gsi1pk', KeyType: 'HASH' },
            { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    });
  });
});

it('lets an owner who says so destroy what is kept otherwise', () => {
  const { template } = synthesize({ context: { removal: 'destroy' } });
  for (const [, table] of ofType(template, 'AWS::DynamoDB::GlobalTable')) {
    expect(table).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: { Replicas: [{ DeletionProtectionEnabled: false }] },
    });
  }
});
