using VfioActors.Behaviors;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>What a shared object holds, and who waits for it.</summary>
internal sealed class ObjectState : State
{
    private long[] _scratch = [];

    /// <param name="journal">Where changes are noted.</param>
    /// <param name="index">The number of the object.</param>
    /// <param name="plan">What it is.</param>
    /// <param name="threads">How many threads there are.</param>
    /// <param name="watch">Told what is asked of its words; null for nobody.</param>
    internal ObjectState(Journal journal, int index, ObjectPlan plan, int threads, IdentityWatch? watch)
        : base(journal)
    {
        (Index, Plan, Watch) = (index, plan, watch);
        Words = new(this, plan.Initial, WordLayout.Of(plan, threads));
        Waiters = new(this, plan.HasWaiters ? new long[threads] : [], WordLayout.OfWaiters(threads));
        Freed = Variable<Occasion>();
    }

    /// <summary>Where the accesses of a critical section are answered; empty between steps, and no state.</summary>
    internal Outbox Inner { get; } = new();

    /// <summary>Told what is asked of its words; null for nobody.</summary>
    internal IdentityWatch? Watch { get; }

    /// <summary>The number of the object.</summary>
    internal int Index { get; }

    /// <summary>What it is.</summary>
    internal ObjectPlan Plan { get; }

    /// <summary>Its words.</summary>
    internal Numbers Words { get; }

    /// <summary>Who waits, the first of each word in front; see <see cref="Waiter"/>.</summary>
    internal Numbers Waiters { get; }

    /// <summary>The line at which it was freed, and by whom; nothing while it was not.</summary>
    internal Variable<Occasion> Freed { get; }

    /// <summary>Registers for a critical section, all zero: they are worth nothing after it, and no state.</summary>
    internal long[] Scratch(int count)
    {
        if (_scratch.Length < count) { _scratch = new long[count]; }
        else { Array.Clear(_scratch, 0, count); }
        return _scratch;
    }
}
