using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>What was really run to learn why a small failure happens.</summary>
/// <param name="Candidate">The failure.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Works">What is done as a whole in it.</param>
/// <param name="Flip">The pair whose order decides; null when none was found.</param>
/// <param name="Serial">What comes of the works one after the other.</param>
internal sealed record Evidence(
    Candidate Candidate,
    IReadOnlyList<TraceStep> Steps,
    IReadOnlyList<SerialUnit> Works,
    Flip? Flip,
    SerialOrders Serial)
{
    /// <summary>What comes of the different orders.</summary>
    internal required OrderCensus Census { get; init; }

    /// <summary>
    /// Whether clients must come between each other's operations: one whole client after the other never breaks it.
    /// </summary>
    internal required bool MixesClients { get; init; }

    /// <summary>
    /// Whether the census knows every order. Of real actors it does not say so: they may share what is no message.
    /// </summary>
    internal bool KnowsAll => Census.IsComplete && !Candidate.Setup.Scenario.AsksAlways;

    /// <summary>Whether clients marked what they do as operations.</summary>
    internal bool IsMarked => Works.All(work => work.Parties.All(party => party.IsMarked));

    /// <summary>Runs what there is to run.</summary>
    internal static Evidence Of(Candidate candidate, IReadOnlyList<TraceStep> steps, Finding finding)
    {
        var flip = RaceFinder.Find(candidate, finding);
        return new(
            candidate,
            steps,
            SerialUnit.Of(candidate, byClient: false),
            flip,
            SerialOrders.Of(candidate, byClient: false))
        {
            Census = OrderCensus.Of(candidate, flip?.Pair),
            MixesClients = SerialOrders.Of(candidate, byClient: true).Breaks == false,
        };
    }

    /// <summary>Whether the run with the pair swapped breaks no property at all, this one or another.</summary>
    internal bool SwapIsClean()
    {
        if (Flip is null) { return false; }
        var world = Candidate.Setup.MakeWorld();
        PropertyChecker checker = new(world, Candidate.Setup.Properties);
        foreach (var key in Flip.Order)
        {
            var choice = world.Enabled.ToArray().First(candidate => world.KeyOf(candidate) == key);
            checker.Before(world, choice);
            world.Take(choice);
            checker.After(world);
        }

        checker.Rest(world);
        return checker.Found.Count == 0;
    }
}
