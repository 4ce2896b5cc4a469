package snowglobe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.SyncExecutionStatus;

/** Step Functions, whose synchronous executions have a host name of their own on AWS. */
class StepFunctionsTest {
  @RegisterExtension static final Snowglobe snowglobe = new Snowglobe();

  @Test
  void anExpressExecutionAnswersAtOnce() {
    var sfn = snowglobe.sfn();
    var machine =
        sfn.createStateMachine(
            r ->
                r.name("express")
                    .type(StateMachineType.EXPRESS)
                    .roleArn("arn:aws:iam::000000000000:role/any")
                    .definition(
                        "{\"StartAt\": \"A\","
                            + " \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true}}}"));
    var answer =
        sfn.startSyncExecution(
            r -> r.stateMachineArn(machine.stateMachineArn()).input("{\"n\":1}"));
    assertEquals(SyncExecutionStatus.SUCCEEDED, answer.status());
    assertEquals("{\"n\":1}", answer.output());
  }
}
