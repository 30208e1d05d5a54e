using System.Globalization;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration;

/// <summary>
/// What some random runs of a scenario come to, state by state, and what is said of them. A model or a claim may go by
/// something that is neither a parameter nor compiled: a variable that it was written down with, a file, the
/// environment. Where that has changed these runs mostly come to something else.
/// </summary>
/// <remarks>It is no proof: what shows in no such run is not noticed.</remarks>
internal sealed class TrialDigest
{
    /// <summary>How many runs there are at most.</summary>
    private const int RunsMax = 64;

    /// <summary>How many steps they have together, about.</summary>
    private const int StepsMax = 4_096;

    private readonly World _world;
    private readonly PropertyChecker _checker;
    private ulong _sum;

    private TrialDigest(Setup setup)
    {
        _world = setup.MakeWorld();
        _checker = new(_world, setup.Properties);
    }

    /// <summary>The digest, in sixteen hexadecimal digits.</summary>
    /// <param name="setup">The scenario, which is built anew: its claims may note what they are shown.</param>
    internal static string Of(Setup setup)
    {
        var names = setup.Properties.Select(static property => property.Name).ToHashSet();
        TrialDigest digest = new(setup.With(setup.Arguments).Without(property => !names.Contains(property.Name)));
        digest.Go();
        return digest._sum.ToString("x16", CultureInfo.InvariantCulture);
    }

    private void Go()
    {
        for (var (run, steps) = (0, 0); run < RunsMax && steps < StepsMax; run++)
        {
            steps += Run(new SeededRandom(run), StepsMax - steps);
        }

        foreach (var place in _checker.Reached.Order()) { Add((ulong)place); }
    }

    /// <returns>How many steps it had, and one.</returns>
    private int Run(SeededRandom random, int most)
    {
        _world.BackTo(0);
        _checker.BackTo(-1);
        try
        {
            while (_world.Enabled is { Length: > 0 } enabled && _world.Depth < most)
            {
                Take(enabled[random.Below(enabled.Length)]);
            }

            if (_world.Enabled.Length == 0 && _world.Crash is null) { _checker.Rest(_world); }
        }
        catch (Exception thrown) when (thrown is PropertyException or HiddenStateException)
        {
            Add(Fingerprint.Of(thrown.GetType().Name));
        }

        foreach (var found in _checker.Found)
        {
            Add(Fingerprint.Of($"{found.Property.Name} {found.Step} {found.Reason}"));
        }

        return _world.Depth + 1;
    }

    private void Take(Choice next)
    {
        _checker.Before(_world, next);
        _world.Take(next);
        _checker.After(_world);
        Add(_world.Fingerprint);
        if (_world.Crash is { } crash) { Add(Fingerprint.Of(crash.Text)); }
    }

    private void Add(ulong part) => _sum = Fingerprint.Mix(_sum, part);
}
