import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** The safety net: whatever a doorbell missed is found within a minute. */
export class BulletinSchedule extends Construct {
  constructor(scope: Construct, id: string, { tick }: { readonly tick: IFunction }) {
    super(scope, id);
    new Rule(this, 'Tick', {
      description: 'Relays, and rings for, what the doorbells missed',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(tick)],
    });
  }
}
