using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration;

/// <summary>What a search needs of a scenario, and gets, or is refused.</summary>
internal static class SearchNeeds
{
    /// <summary>Looks whether a strategy can search a scenario, and makes it a world to do so in.</summary>
    /// <param name="remembered">How many steps the world is to remember.</param>
    /// <param name="symmetry">What of the scenario the strategy takes for the same; null for nothing.</param>
    /// <exception cref="NotSupportedException">It cannot judge a property, or what the scenario is like.</exception>
    internal static World MakeWorld(Setup setup, StrategyTraits traits, int remembered, Symmetry? symmetry)
    {
        if (traits.ForgetsHistory) { CheckMerging(setup, traits); }
        if (setup.Delivery == Delivery.Bag) { CheckBag(traits, symmetry is not null); }
        var world = setup.MakeWorld(remembered);
        if (symmetry is not null && !traits.ForgetsHistory) { OrderBeginnings(setup, world, symmetry); }
        return world;
    }

    private static void CheckMerging(Setup setup, StrategyTraits traits)
    {
        if (!setup.Scenario.TellsStatesApart)
        {
            throw new NotSupportedException(
                $"{traits.Name} merges states, and what the actors of {setup.Scenario.Name} remember cannot be seen");
        }

        if (setup.Properties.FirstOrDefault(static property => property is Ordering) is not { } ordering) { return; }
        throw new NotSupportedException(
            $"{traits.Name} forgets how a state was reached and cannot judge {ordering.Name}");
    }

    private static void CheckBag(StrategyTraits traits, bool isSymmetric)
    {
        if (traits.NeedsEveryMessage)
        {
            throw new NotSupportedException($"{traits.Name} finds the other orders of a message by handling it, and "
                + "what a bag leaves on its way is never handled; stateful and breadth go on from each state");
        }

        if (!isSymmetric) { return; }
        throw new NotSupportedException(
            "symmetry is tried by messages that are the next of their pair, which those of a bag are not");
    }

    private static void OrderBeginnings(Setup setup, World world, Symmetry symmetry)
    {
        var channels = Beginnings.Of(world, symmetry);
        if (channels.Count == 0)
        {
            throw new NotSupportedException($"--symmetry: of what is interchangeable in {setup.Scenario.Name} nothing "
                + "begins by a message to somebody whom the others begin with too, so that dpor would leave nothing "
                + "out; stateful and breadth can do without");
        }

        world.OrderBeginnings(channels);
    }
}
