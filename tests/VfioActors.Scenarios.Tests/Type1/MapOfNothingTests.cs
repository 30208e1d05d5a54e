using VfioActors.Behaviors;
using VfioActors.Exploration;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios.Type1.Settings;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Testing.Sketches;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Scenarios.Type1.Actors.Type1Requests;
using static VfioActors.Scenarios.Type1.Settings.Type1SettingOptions;

namespace VfioActors.Scenarios.Tests.Type1;

/// <summary>
/// A map of nothing beside an unmap of what a driver never unpins, in every order: it is EINVAL whenever it is
/// answered, and what dies is the kernel of its BUG_ON, of nothing else.
/// </summary>
public sealed class MapOfNothingTests
{
    [Theory]
    [InlineData("dpor")]
    [InlineData("stateful")]
    public void It_is_EINVAL_or_comes_to_a_kernel_that_has_died(string strategy)
    {
        SketchScenario scenario = new(builder =>
        {
            var refuses = Emulated with { Driver = driver => driver with { Policy = CallbackPolicy.Refuse } };
            Type1Setting setting = new(builder, new() { Groups = [refuses] });
            var (container, driver) = (setting.Containers[0], setting.Drivers[0]);
            setting.AddUser(Map(container, 0, 2), Pin(driver, 0), Unmap(container, 0, 2));
            setting.AddUser(Map(container, 0, 0), Map(container, 4, 0));
            builder.Claim(new EmptyMapsAreRefused());
        });
        var arguments = ScenarioArguments.Of(scenario, [], []);
        var report = Explorer.Explore(
            () => Setup.Of(scenario, arguments, Delivery.Pair),
            setup => StrategyCatalog.Make(strategy, 1, setup.Properties)!,
            new());
        Assert.True(report.Complete);
        var failure = Assert.Single(report.Failures.DistinctBy(one => one.Property.Name));
        Assert.Equal("NoBrokenPromise", failure.Property.Name);
        Assert.All(report.Failures, one =>
            Assert.Contains("told of a mapping 11 times", one.Reason, StringComparison.Ordinal));
    }

    private sealed class EmptyMapsAreRefused : StepRule<UserState>
    {
        public override string Claim => "A map of nothing is EINVAL.";

        public override bool Concerns(Cell cell) => cell.Name == "CPU1";

        public override string? Refute(UserState state, in Envelope envelope, IWorldView view) =>
            envelope.Is(out ContainerMessage.Done done) && done.Error != Errno.EINVAL ? $"{done.Error}" : null;
    }
}
