using VfioActors.Behaviors;
using VfioActors.Behaviors.Waits;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>Where a thread is.</summary>
internal sealed class TaskState : State, IWaits
{
    private readonly Instruction[] _code;
    private readonly Variable<int> _at;
    private int _next;
    private bool _isOpen;

    /// <param name="journal">Where changes are noted.</param>
    /// <param name="index">The number of the thread.</param>
    /// <param name="flat">Its code.</param>
    internal TaskState(Journal journal, int index, FlatThread flat)
        : base(journal)
    {
        Index = index;
        Plan = flat.Plan;
        _code = flat.Code;
        _at = Variable<int>();
        Registers = new(this, new long[Plan.Registers], WordLayout.OfRegisters());
        Fault = Variable<FaultFound>();
        Cut = Variable<LineNumber>();
        Begun = Variable<int>();
        Presence = Variable<Presence>();
        Moved = Variable<int>();
    }

    /// <summary>
    /// It was begun again on its way from finding nothing to do to being idle, on which it may take steps: it looks
    /// once more.
    /// </summary>
    internal const int BegunAgain = 2;

    /// <summary>The number of the thread.</summary>
    internal int Index { get; }

    /// <summary>The thread.</summary>
    internal ThreadPlan Plan { get; }

    /// <summary>The instruction at which it waits, or that is next.</summary>
    internal int At
    {
        get => _isOpen ? _next : _at.Value;
        set
        {
            if (_isOpen) { _next = value; }
            else { _at.Value = value; }
        }
    }

    /// <summary>What it knows.</summary>
    internal Numbers Registers { get; }

    /// <summary>What it did wrong; it does nothing more then.</summary>
    internal Variable<FaultFound> Fault { get; }

    /// <summary>The line of the bound at which it was cut; 0 when it was not.</summary>
    internal Variable<LineNumber> Cut { get; }

    /// <summary>Whether it was begun; <see cref="BegunAgain"/> where it was so before it is idle.</summary>
    internal Variable<int> Begun { get; }

    /// <summary>Where it stands between interrupts; <see cref="Programs.Presence.Away"/> where none come.</summary>
    internal Variable<Presence> Presence { get; }

    /// <summary>Not 0 where it may have slept, and been woken on another processor, since it was on its own.</summary>
    internal Variable<int> Moved { get; }

    /// <summary>The instruction at which it waits.</summary>
    internal Instruction Current => _code[At];

    /// <summary>Whether it waits for a shared object.</summary>
    internal bool IsWaiting =>
        Begun.Value != 0 && Fault.Value.Fault == Programs.Fault.None && Cut.Value.Value == 0 && Current.Op == Op.Ask;

    /// <summary>Whether an interrupt is under way that came between two of its accesses.</summary>
    internal bool IsInterrupted => Presence.Value == Programs.Presence.Asking;

    /// <summary>The address that it asked last.</summary>
    internal long Address => Current.A >= 0 ? Registers[Current.A] : 0;

    /// <summary>Begins a step: what becomes of registers within it is noted at its end.</summary>
    internal void Open()
    {
        (_next, _isOpen) = (_at.Value, true);
        Registers.Open();
    }

    /// <summary>Ends a step.</summary>
    internal void Close()
    {
        _isOpen = false;
        _at.Value = _next;
        Registers.Close();
    }

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        if (IsWaiting) { waits.For(ActorId.Nobody, new(Index + 1)); }
    }
}
