import { ACCOUNT, REGION, type Reference } from './intrinsics.ts';
import type { Resource } from './template.ts';

/** Where the parts of this cloud are reached. */
export interface Place {
  readonly publicUrl: string;
  readonly messaging: string;
}

type Name = (logicalId: string, properties: Record<string, unknown>, place: Place) => Reference;

const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

const named = (given: unknown, logicalId: string): string => (typeof given === 'string' ? given : logicalId);

const table: Name = (id, { TableName }) => {
  const name = named(TableName, id);
  return { ref: name, attributes: { Arn: arn('dynamodb', `table/${name}`) } };
};

/** What each known type of resource is called, before any of them is there: they refer to one another in circles. */
const NAMES: Readonly<Record<string, Name>> = {
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::SQS::Queue': (id, { QueueName }, { messaging }) => {
    const name = named(QueueName, id);
    return { ref: `${messaging}/${ACCOUNT}/${name}`, attributes: { Arn: arn('sqs', name), QueueName: name } };
  },
  'AWS::SNS::Topic': (id, { TopicName }) => {
    const topic = arn('sns', named(TopicName, id));
    return { ref: topic, attributes: { TopicArn: topic, TopicName: named(TopicName, id) } };
  },
  'AWS::KMS::Key': (id) => ({ ref: id, attributes: { Arn: arn('kms', `key/${id}`), KeyId: id } }),
  'AWS::SNS::Subscription': (id) => ({ ref: id, attributes: {} }),
  'AWS::Lambda::Function': (id, { FunctionName }) => {
    const name = named(FunctionName, id);
    return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
  },
  'AWS::Lambda::EventSourceMapping': (id) => ({ ref: id, attributes: {} }),
  'AWS::Lambda::EventInvokeConfig': (id) => ({ ref: id, attributes: {} }),
  'AWS::Events::Rule': (id) => ({ ref: id, attributes: { Arn: arn('events', `rule/${id}`) } }),
  'AWS::ApiGatewayV2::Api': (id, _, { publicUrl }) => ({ ref: id, attributes: { ApiEndpoint: publicUrl, ApiId: id } }),
  'AWS::ApiGatewayV2::Stage': (id) => ({ ref: id, attributes: {} }),
  'AWS::ApiGatewayV2::Route': (id) => ({ ref: id, attributes: {} }),
  'AWS::ApiGatewayV2::Integration': (id) => ({ ref: id, attributes: {} }),
  'AWS::ApiGatewayV2::Authorizer': (id) => ({ ref: id, attributes: {} }),
  // Of no effect on one machine: who may do what, and where logs go.
  'AWS::IAM::Role': (id) => ({ ref: id, attributes: { Arn: arn('iam', `role/${id}`) } }),
  'AWS::IAM::Policy': (id) => ({ ref: id, attributes: {} }),
  'AWS::Lambda::Permission': (id) => ({ ref: id, attributes: {} }),
  'AWS::Logs::LogGroup': (id) => ({ ref: id, attributes: { Arn: arn('logs', `log-group:${id}`) } }),
  'AWS::SNS::TopicPolicy': (id) => ({ ref: id, attributes: {} }),
  'AWS::SQS::QueuePolicy': (id) => ({ ref: id, attributes: {} }),
  'AWS::CDK::Metadata': (id) => ({ ref: id, attributes: {} }),
};

/** A resource's name, or a failure that says which type this cloud does not have. */
export function nameOf(logicalId: string, { Type, Properties = {} }: Resource, place: Place): Reference {
  const name = NAMES[Type];
  if (!name) throw new Error(`the local cloud does not know the resource type '${Type}' (of '${logicalId}')`);
  return name(logicalId, Properties, place);
}
