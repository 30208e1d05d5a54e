using System.Diagnostics;
using VfioActors.TestKit.Explorations;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace VfioActors.TestKit.Cases;

/// <summary>Explores where others call the test once.</summary>
internal sealed class ExploredTestRunner(
    ITest test, IMessageBus bus, object[] arguments, ExceptionAggregator aggregator,
    CancellationTokenSource cancellation)
    : XunitTestRunner(
        test, bus, test.TestCase.TestMethod.TestClass.Class.ToRuntimeType(), arguments,
        test.TestCase.TestMethod.Method.ToRuntimeMethod(), [], test.TestCase.SkipReason, [], aggregator, cancellation)
{
    private const string Folder = "explored";

    protected override async Task<Tuple<decimal, string>> InvokeTestAsync(ExceptionAggregator aggregator)
    {
        // The output of a test comes as a function that makes it.
        object[] arguments = [.. ConstructorArguments.Select(one => one is Func<TestOutputHelper> make ? make() : one)];
        foreach (var output in arguments.OfType<TestOutputHelper>()) { output.Initialize(MessageBus, Test); }
        ExploredTest explored = new(TestClass, TestMethod, arguments, Path.Combine(AppContext.BaseDirectory, Folder));
        var clock = Stopwatch.StartNew();
        var note = "";
        await aggregator.RunAsync(async () =>
        {
            var outcome = await Task.Factory.StartNew(
                () => explored.Run(
                    Environment.GetEnvironmentVariable(ExploredTest.ReplayVariable), CancellationTokenSource.Token),
                CancellationTokenSource.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .ConfigureAwait(false);
            note = outcome.Note;
            if (outcome.Failure is { } failure) { throw new XunitException(failure); }
        }).ConfigureAwait(false);
        foreach (var output in arguments.OfType<TestOutputHelper>()) { output.Uninitialize(); }
        return Tuple.Create((decimal)clock.Elapsed.TotalSeconds, note);
    }
}
