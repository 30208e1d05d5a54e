using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace VfioActors.TestKit.Cases;

/// <summary>Runs one test that is explored.</summary>
internal sealed class ExploredCaseRunner(
    ExploredTestCase testCase, object[] arguments, IMessageBus bus, ExceptionAggregator aggregator,
    CancellationTokenSource cancellation)
    : XunitTestCaseRunner(
        testCase, testCase.DisplayName, testCase.SkipReason, arguments, [], bus, aggregator, cancellation)
{
    protected override XunitTestRunner CreateTestRunner(
        ITest test, IMessageBus messageBus, Type testClass, object[] constructorArguments, MethodInfo testMethod,
        object[] testMethodArguments, string skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes, ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new ExploredTestRunner(test, messageBus, constructorArguments, aggregator, cancellationTokenSource);
}
