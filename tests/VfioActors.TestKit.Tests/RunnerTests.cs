using System.Reflection;
using VfioActors.TestKit.Cases;
using VfioActors.TestKit.Tests.Bank;
using VfioActors.TestKit.Tests.Bodies;
using VfioActors.TestKit.Tests.Shop;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace VfioActors.TestKit.Tests;

/// <summary>What xunit makes of the attribute.</summary>
public sealed class RunnerTests
{
    [Fact]
    public async Task A_test_that_some_order_breaks_fails_with_its_ladder()
    {
        var (summary, said) = await RunAsync(typeof(Deposits), nameof(Deposits.Both_deposits_arrive));
        Assert.Equal(1, summary.Total);
        Assert.Equal(1, summary.Failed);
        var failed = Assert.Single(said.OfType<ITestFailed>());
        Assert.Contains("broken    BothDepositsArrive", failed.Messages[0]);
    }

    [Fact]
    public async Task A_test_that_every_order_passes_says_how_many_there_are()
    {
        var (summary, said) = await RunAsync(typeof(Orders), nameof(Orders.What_is_paid_and_kept_is_brought));
        Assert.Equal(1, summary.Total);
        Assert.Equal(0, summary.Failed);
        Assert.Contains("runs (dpor): every order", Assert.Single(said.OfType<ITestPassed>()).Output);
    }

    [Fact]
    public async Task A_class_that_wants_the_output_of_its_test_gets_it()
    {
        var (summary, said) = await RunAsync(
            typeof(Talking), nameof(Talking.Says_what_it_does), () => new TestOutputHelper());
        Assert.Equal(1, summary.Total);
        Assert.Equal(0, summary.Failed);
        Assert.Contains(said.OfType<ITestOutput>(), one => one.Output == $"a run begins{Environment.NewLine}");
    }

    [Theory]
    [InlineData(typeof(Unfit), nameof(Unfit.Of_no_kit), "is for classes built on VfioTestKit")]
    [InlineData(typeof(Misfits), nameof(Misfits.Goes_on), "is for a method that takes nothing and gives nothing")]
    [InlineData(typeof(Misfits), nameof(Misfits.Awaits), "is for a method that does not await")]
    public async Task Where_it_does_not_belong_the_attribute_fails_the_test(Type type, string test, string expected)
    {
        var (_, said) = await RunAsync(type, test);
        Assert.Contains(expected, Assert.Single(said.OfType<ITestFailed>()).Messages[0]);
    }

    private static async Task<(RunSummary Summary, IReadOnlyList<IMessageSinkMessage> Said)> RunAsync(
        Type type, string test, params Func<TestOutputHelper>[] outputs)
    {
        TestAssembly assembly = new(Reflector.Wrap(type.Assembly));
        TestCollection collection = new(assembly, null, "bodies");
        TestMethod method = new(new TestClass(collection, Reflector.Wrap(type)), Reflector.Wrap(type.GetMethod(test)!));
        var fact = Reflector.Wrap(CustomAttributeData.GetCustomAttributes(type.GetMethod(test)!)
            .Single(one => one.AttributeType == typeof(ExploredFactAttribute)));
        ExploredFactDiscoverer discoverer = new(new NullMessageSink());
        var found = Assert.Single(discoverer.Discover(new UsualOptions(), method, fact));
        using HearingBus bus = new();
        using CancellationTokenSource cancellation = new();
        return (await found.RunAsync(new NullMessageSink(), bus, [.. outputs], new(), cancellation), bus.Heard);
    }
}
