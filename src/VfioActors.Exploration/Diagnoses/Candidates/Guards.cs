using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>
/// What clients do so that others can go on, such as giving back a lock: left out, somebody waits for ever or something
/// stays held, also when each client does all that it does before the next begins.
/// </summary>
internal static class Guards
{
    /// <summary>So few clients come in every order; of more, each comes first once.</summary>
    private const int ClientsInEveryOrder = 4;

    /// <summary>How many steps are taken for all orders.</summary>
    private const int StepsMax = 100_000;

    private static readonly string[] Checks = [nameof(Progress), nameof(OperationsAnswered), nameof(NothingHeld)];

    /// <summary>
    /// The checks of waiting and holding that clients break which come one after the other; null when it would take too
    /// long to know.
    /// </summary>
    internal static Unguarded? BrokenSerially(Candidate candidate)
    {
        // Made anew: what is looked at may be one property alone.
        var whole = candidate.Setup.With(candidate.Setup.Arguments);
        var setup = whole.Without(property => !Checks.Contains(property.Name));
        var world = setup.MakeWorld();
        PropertyChecker checker = new(world, setup.Properties);
        HostAnswers answers = new(candidate.Schedule);
        Unguarded? broken = null;
        var steps = 0;
        foreach (var order in Orders(SerialUnit.Of(candidate, byClient: true)))
        {
            world.BackTo(0);
            checker.BackTo(-1);
            while (Next(world, order, answers) is { } choice)
            {
                candidate.LeaveWhenEnough();
                if (++steps > StepsMax || world.Depth >= OrderCensus.StepsPerRunMax) { return null; }
                checker.Before(world, choice);
                world.Take(choice);
                checker.After(world);
            }

            if (world.Crash is null) { checker.Rest(world); }
            broken = Unguarded.In(checker.Found.Select(finding => finding.Property.Name)).And(broken);
        }

        return broken ?? Unguarded.In([]);
    }

    private static IEnumerable<IReadOnlyList<SerialUnit>> Orders(IReadOnlyList<SerialUnit> units)
    {
        if (units.Count > ClientsInEveryOrder)
        {
            return units.Select((_, first) => (IReadOnlyList<SerialUnit>)[.. units.Skip(first), .. units.Take(first)]);
        }

        return SerialOrders.Interleavings(
            new int[units.Count], [.. units.Select(work => new List<SerialUnit> { work })], units.Count);
    }

    /// <summary>A step of the first work that can go on, else any step that there is.</summary>
    private static Choice? Next(World world, IReadOnlyList<SerialUnit> order, HostAnswers answers)
    {
        if (world.Enabled.Length == 0) { return null; }
        foreach (var work in order)
        {
            foreach (var choice in world.Enabled)
            {
                var isIts = work.Parties.Contains(Party.Of(world, choice));
                if (isIts && answers.Agree(world.KeyOf(choice))) { return choice; }
            }
        }

        return world.Enabled[0];
    }
}
