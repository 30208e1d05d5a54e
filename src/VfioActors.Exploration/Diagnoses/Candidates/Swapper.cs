using System.Numerics;
using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>
/// Takes a broken schedule again with two of its steps swapped, and everything else as it was as far as it is still
/// there.
/// </summary>
internal sealed class Swapper
{
    private readonly Candidate _candidate;
    private readonly Property? _property;
    private readonly World _world;
    private readonly Party[] _parties;
    private readonly int[] _behind;
    private long _deliveries;
    private (int Second, bool[] Needs) _needed = (-1, []);

    /// <param name="candidate">What broke.</param>
    /// <param name="deliveriesMax">How many deliveries may be spent.</param>
    internal Swapper(Candidate candidate, long deliveriesMax)
    {
        _candidate = candidate;
        _deliveries = deliveriesMax;
        _property = candidate.Setup.Properties.FirstOrDefault(claimed => claimed.Name == candidate.Property);
        _world = candidate.Setup.MakeWorld();
        foreach (var key in candidate.Schedule)
        {
            _world.Take(_world.Enabled.ToArray().First(choice => _world.KeyOf(choice) == key));
        }

        _parties = Party.Each(_world);
        _behind = Behind();
    }

    /// <summary>Whether there was time for all that was asked.</summary>
    internal bool IsSpent => _deliveries <= 0;

    /// <summary>Every pair that could be swapped and might matter, those nearest to the failure first.</summary>
    internal IEnumerable<StepPair> Pairs()
    {
        for (var second = _world.Depth - 1; second > 0 && !IsSpent; second--)
        {
            for (var first = second - 1; first >= 0 && !IsSpent; first--)
            {
                if (AreRivals(first, second)) { yield return new(first, second); }
            }
        }
    }

    /// <summary>What sort of pair it is.</summary>
    internal KindPair KindOf(StepPair pair)
    {
        var (first, second) = (_candidate.Schedule[pair.First], _candidate.Schedule[pair.Second]);
        return new(first.To, first.Kind, second.To, second.Kind);
    }

    /// <summary>Whether the steps of a pair are taken on behalf of different parties.</summary>
    internal bool IsBetweenParties(StepPair pair) =>
        _parties[pair.First] != _parties[pair.Second];

    /// <summary>Whether what the second step is part of had begun when the first came.</summary>
    internal bool IsInTheMiddle(StepPair pair) => _parties.AsSpan(0, pair.First).Contains(_parties[pair.Second]);

    /// <summary>
    /// Moves the second step, with what it needs from between, before the first, and looks whether all is well then.
    /// </summary>
    /// <returns>Null when it is not, or when the steps cannot be swapped.</returns>
    internal Flip? Swapped(StepPair pair)
    {
        _candidate.LeaveWhenEnough();
        if (IsSpent || Needed(pair) is not { } needs) { return null; }
        var schedule = _candidate.Schedule;
        IEnumerable<int> between = Enumerable.Range(pair.First + 1, pair.Second - pair.First);
        List<StepKey> opposite =
        [
            .. schedule.Take(pair.First),
            .. between.Where(step => needs[step]).Select(step => schedule[step]),
            schedule[pair.First],
            .. between.Where(step => !needs[step]).Select(step => schedule[step]),
            .. schedule.Skip(pair.Second + 1),
        ];
        return Taken(pair, _candidate.Runner.Run(opposite, completes: true))
            ?? Taken(pair, _candidate.Runner.RunWithMore(opposite));
    }

    private Flip? Taken(StepPair pair, ScheduleOutcome outcome)
    {
        var world = _candidate.Runner.World;
        _deliveries -= outcome.Taken.Count;
        var isAtRest = world.Enabled.Length == 0 && world.Crash is null;
        return !outcome.IsBroken && isAtRest && pair.IsSwappedIn(_candidate.Schedule, outcome.Taken)
            ? new(pair, outcome.Taken)
            : null;
    }

    /// <summary>
    /// Whether the order of two steps can matter: an actor takes part in both, or the claim sees both.
    /// </summary>
    private bool AreRivals(int first, int second) =>
        (ActorsOf(first) & ActorsOf(second)) != 0 || (IsSeen(first) && IsSeen(second));

    private ulong ActorsOf(int step) => BitOf(_world.ChoiceAt(step).Receiver) | _world.History[step].Inlines;

    private static ulong BitOf(ActorId actor) => BitOperations.RotateLeft(1UL, actor.Value);

    private bool IsSeen(int step)
    {
        var message = _world.Step(step);
        return _property switch
        {
            Observer observer => observer.Sees(message.To, message.Kind),
            Ordering ordering => ordering.Sees(message.To, message.Kind),
            _ => false,
        };
    }

    /// <summary>
    /// The steps without which the second of a pair cannot come: those that led to it, and what the same work sent
    /// before them on the same way. Null when the first is such a step itself.
    /// </summary>
    private bool[]? Needed(StepPair pair)
    {
        if (_needed.Second != pair.Second) { _needed = (pair.Second, NeededFor(pair.Second)); }
        return _needed.Needs[pair.First] ? null : _needed.Needs;
    }

    /// <summary>Found once for all pairs of a step: a run may have ten thousand steps.</summary>
    private bool[] NeededFor(int second)
    {
        var needs = new bool[_world.Depth];
        needs[second] = true;
        for (var step = second; step >= 0; step--)
        {
            if (!needs[step]) { continue; }
            if (_world.CauseAt(step) is var cause and >= 0) { needs[cause] = true; }
            if (_behind[step] >= 0) { needs[_behind[step]] = true; }
        }

        return needs;
    }

    /// <summary>Of each step the last one before it that comes on the same way of the same work; -1 for none.</summary>
    private int[] Behind()
    {
        var behind = new int[_world.Depth];
        Dictionary<(int Channel, Party Party), int> last = [];
        for (var step = 0; step < behind.Length; step++)
        {
            var way = (_world.ChoiceAt(step).Channel, _parties[step]);
            behind[step] = last.GetValueOrDefault(way, -1);
            last[way] = step;
        }

        return behind;
    }
}
