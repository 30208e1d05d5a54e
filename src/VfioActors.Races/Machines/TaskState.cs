using VfioActors.Behaviors;
using VfioActors.Behaviors.Waits;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>Where a thread is.</summary>
internal sealed class TaskState : State, IWaits
{
    /// <param name="journal">Where changes are noted.</param>
    /// <param name="index">The number of the thread.</param>
    /// <param name="plan">Its code.</param>
    internal TaskState(Journal journal, int index, ThreadPlan plan)
        : base(journal)
    {
        Index = index;
        Plan = plan;
        At = Variable<int>();
        Registers = new(this, new long[plan.Registers]);
        Fault = Variable<FaultFound>();
        Cut = Variable<int>();
        Begun = Variable<int>();
    }

    /// <summary>The number of the thread.</summary>
    internal int Index { get; }

    /// <summary>The thread.</summary>
    internal ThreadPlan Plan { get; }

    /// <summary>The instruction at which it waits, or that is next.</summary>
    internal Variable<int> At { get; }

    /// <summary>What it knows.</summary>
    internal Numbers Registers { get; }

    /// <summary>What it did wrong; it does nothing more then.</summary>
    internal Variable<FaultFound> Fault { get; }

    /// <summary>The line of the bound at which it was cut; 0 when it was not.</summary>
    internal Variable<int> Cut { get; }

    /// <summary>Whether it was begun.</summary>
    internal Variable<int> Begun { get; }

    /// <summary>The instruction at which it waits.</summary>
    internal Instruction Current => Plan.Code[At.Value];

    /// <summary>Whether it waits for a shared object.</summary>
    internal bool IsWaiting =>
        Begun.Value != 0 && Fault.Value.Fault == Programs.Fault.None && Cut.Value == 0 && Current.Op == Op.Ask;

    /// <summary>The address that it asked last.</summary>
    internal long Address => Current.A >= 0 ? Registers[Current.A] : 0;

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        if (IsWaiting) { waits.For(ActorId.Nobody, new(Index + 1)); }
    }
}
