using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests;

/// <summary>The kinds of toy programs that strategies are compared on.</summary>
internal static class ToyKinds
{
    internal static TheoryData<ToyFeatures, Delivery> All => new()
    {
        { ToyFeatures.None, Delivery.Causal },
        { ToyFeatures.None, Delivery.Pair },
        { ToyFeatures.None, Delivery.Mailbox },
        { ToyFeatures.Glances, Delivery.Causal },
        { ToyFeatures.Timers | ToyFeatures.Choices, Delivery.Causal },
        { ToyFeatures.Timers | ToyFeatures.Choices, Delivery.Mailbox },
        { ToyFeatures.Observer, Delivery.Causal },
        { ToyFeatures.Inline, Delivery.Causal },
        {
            ToyFeatures.Inline | ToyFeatures.Glances | ToyFeatures.Choices | ToyFeatures.Observer | ToyFeatures.Timers,
            Delivery.Pair
        },
    };
}
