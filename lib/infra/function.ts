import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type Code,
  Function as Lambda,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** What all functions of a stack have in common. */
export interface FunctionDefaults {
  readonly codeOf: (role: string) => Code;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logRetention: RetentionDays;
  readonly tracing: boolean;
}

export interface BulletinFunctionProps extends FunctionDefaults {
  /** The file under `functions/`, without its ending. */
  readonly role: string;
  readonly description: string;
  /** Megabytes; the processor's share grows with them. */
  readonly memory: number;
  readonly timeout: Duration;
  /** All that the function may do, besides writing its own log. */
  readonly rights: readonly PolicyStatement[];
  /** Sends messages to its own queue, each time fewer or later: Lambda would take the seventeenth for a loop. @default false */
  readonly sendsToItself?: boolean;
  /** Where the event of a failed asynchronous invocation goes. */
  readonly failures?: IQueue;
}

/** A Lambda with Bulletin's defaults: Node 24, arm64, a log group and a role of its own. */
export class BulletinFunction extends Construct {
  readonly lambda: Lambda;

  constructor(scope: Construct, id: string, props: BulletinFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    for (const right of props.rights) role.addToPolicy(right);
    this.lambda = new Lambda(this, 'Resource', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: props.codeOf(props.role),
      handler: props.handler,
      description: props.description,
      memorySize: props.memory,
      timeout: props.timeout,
      environment: { ...props.environment },
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Start, end and report lines of each invocation would cost more than the read that answers a poll.
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: props.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      ...(props.sendsToItself && { recursiveLoop: RecursiveLoop.ALLOW }),
      ...(props.failures && { deadLetterQueue: props.failures }),
    });
  }
}
