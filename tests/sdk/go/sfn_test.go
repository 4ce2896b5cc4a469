package sdk

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// withoutHostPrefix keeps the endpoint's host: else StartSyncExecution asks for "sync-127.0.0.1".
func withoutHostPrefix(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("WithoutHostPrefix",
		func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (
			middleware.InitializeOutput, middleware.Metadata, error,
		) {
			return next.HandleInitialize(smithyhttp.DisableEndpointHostPrefix(ctx, true), in)
		}), middleware.Before)
}

func TestAnExpressExecutionAnswersAtOnce(t *testing.T) {
	client := sfn.NewFromConfig(start(t).config(), sfn.WithAPIOptions(withoutHostPrefix))
	definition := `{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 5, "End": true}}}`
	machine := call(client.CreateStateMachine(ctx, &sfn.CreateStateMachineInput{
		Name: aws.String("express"), Definition: &definition, Type: types.StateMachineTypeExpress,
		RoleArn: aws.String("arn:aws:iam::000000000000:role/any"),
	})).ok(t)
	answer := call(client.StartSyncExecution(ctx, &sfn.StartSyncExecutionInput{
		StateMachineArn: machine.StateMachineArn,
	})).ok(t)
	equal(t, answer.Status, types.SyncExecutionStatusSucceeded)
	equal(t, *answer.Output, "5")
}
