using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Behaviors.Waits;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>What a client of a storm knows: what it has in flight, what it holds, and its dice.</summary>
public sealed class StormClientState : State, IWaits
{
    internal StormClientState(Journal journal, StormClientOptions options)
        : base(journal)
    {
        Mix = options.Mix;
        Dice = Variable(StormDice.Of(options.Seed, options.Client));
        Begun = Variable<int>();
        Left = Variable(options.FirstBurst);
        Bursts = Variable<int>();
        Phase = Variable<StormPhase>();
        Answered = Variable<Errno>();
        Refused = Variable<int>();
        Open = SortedMap<OperationId, StormCall>(options.Window);
        Held = SortedMap<StormThing, int>(options.HeldMax);
    }

    /// <summary>What it may do, each workload with its share: the same all the time.</summary>
    public IReadOnlyList<(StormWorkload Workload, int Share)> Mix { get; }

    /// <summary>Its dice.</summary>
    public Variable<StormDice> Dice { get; }

    /// <summary>How many operations it began, those of healing too; it starts again where the numbers end.</summary>
    public Variable<int> Begun { get; }

    /// <summary>How many operations of the burst are left.</summary>
    public Variable<int> Left { get; }

    /// <summary>How many bursts are over.</summary>
    public Variable<int> Bursts { get; }

    /// <summary>What it is at.</summary>
    public Variable<StormPhase> Phase { get; }

    /// <summary>What the operation was answered that was answered last.</summary>
    public Variable<Errno> Answered { get; }

    /// <summary>How often in a row it was refused what it gives back to end.</summary>
    public Variable<int> Refused { get; }

    /// <summary>The operations in flight.</summary>
    public SortedMap<OperationId, StormCall> Open { get; }

    /// <summary>What it has to give back, and how often it took each.</summary>
    public SortedMap<StormThing, int> Held { get; }

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        for (var at = 0; at < Open.Count; at++) { waits.For(ActorId.Nobody, Open.Keys[at]); }
    }

    /// <summary>What an operation was answered that the client's last step served.</summary>
    /// <param name="served">The operation, or none.</param>
    /// <returns>Null when there is none, or it still waits for an answer.</returns>
    public Errno? AnswerTo(OperationId served) =>
        served == OperationId.None || Open.Contains(served) ? null : Answered.Value;

    /// <summary>Throws the dice.</summary>
    /// <param name="sides">How many outcomes there are, at least 1.</param>
    /// <returns>From 0 to one less than <paramref name="sides"/>.</returns>
    public int Throw(int sides)
    {
        Dice.Value = Dice.Value.Throw(sides, out var outcome);
        return outcome;
    }

    /// <summary>
    /// Whether one more thing fits, when every operation in flight succeeds: who asks before taking never has too much.
    /// </summary>
    internal bool HasRoom(StormClientOptions options) => Held.Count + Open.Count < options.HeldMax;

    /// <summary>Finds one of the things that a workload took, by the dice.</summary>
    /// <param name="place">The workload's place in the mix.</param>
    /// <param name="thing">The thing.</param>
    /// <returns>Whether it holds any; the dice are thrown only then.</returns>
    internal bool TryAny(int place, out StormThing thing)
    {
        var keys = Held.Keys;
        var (first, end) = (0, keys.Length);
        while (first < end && keys[first].Workload < place) { first++; }
        while (end > first && keys[end - 1].Workload > place) { end--; }
        thing = end > first ? keys[first + Throw(end - first)] : default;
        return end > first;
    }

    /// <summary>Something was taken.</summary>
    internal void Take(in StormThing thing)
    {
        var times = Held[thing] + 1;
        if (times != 0) { Held[thing] = times; }
        else { Held.Remove(thing); }
    }

    /// <summary>
    /// Something is being given back, whoever took it: what this client did not take counts against another.
    /// </summary>
    internal void GiveAnyway(in StormThing thing)
    {
        var times = Held[thing] - 1;
        if (times != 0) { Held[thing] = times; }
        else { Held.Remove(thing); }
    }

    /// <summary>Something is being given back: nobody else shall try.</summary>
    internal void Drop(in StormThing thing)
    {
        var times = Held[thing];
        if (times > 1) { Held[thing] = times - 1; }
        else { Held.Remove(thing); }
    }
}
