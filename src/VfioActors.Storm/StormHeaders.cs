using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing;

namespace VfioActors.Storm;

/// <summary>What a recording of a storm begins with.</summary>
internal static class StormHeaders
{
    internal static TraceHeader Of(Setup setup, int seed, string product) => new()
    {
        Product = product,
        Scenario = setup.Scenario.Name,
        Parameters = [.. setup.Arguments.Values],
        Defects = [.. setup.Arguments.Defects.Ids],
        Delivery = DeliveryNames.NameOf(setup.Delivery),
        Strategy = "storm",
        Seed = seed,
        Operations = [],
        Dropped = [],
    };
}
