using Xunit.Abstractions;
using Xunit.Sdk;

namespace VfioActors.TestKit.Cases;

/// <summary>A test that is explored. Made by xunit.</summary>
public sealed class ExploredTestCase : XunitTestCase
{
    /// <summary>Makes one whose rest is read from what was written down.</summary>
    [Obsolete("Called by xunit alone, which fills it.")]
    public ExploredTestCase()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="sink">Where xunit hears what is wrong.</param>
    /// <param name="display">How the name is shown.</param>
    /// <param name="options">How the name is shown.</param>
    /// <param name="method">The test.</param>
    public ExploredTestCase(
        IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method)
    {
    }

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments,
        ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
        new ExploredCaseRunner(this, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();
}
