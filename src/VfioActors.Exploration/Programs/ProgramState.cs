using VfioActors.Behaviors;
using VfioActors.Behaviors.Scripts;

namespace VfioActors.Exploration.Programs;

/// <summary>What an actor of a generated program remembers. Little, so that many orders lead to one state.</summary>
internal sealed class ProgramState : State, IAdvances
{
    private const int WaitingMax = 32;

    internal ProgramState(Journal journal, bool isLate)
        : base(journal)
    {
        LastPlace = isLate ? 1 : 0;
        Value = Variable(1);
        Generation = Variable<int>();
        Holder = Variable<ActorId>();
        Awake = Variable<int>();
        Cells = SortedMap<int, int>(ProgramBehavior.CellOfAnswers + 1);
        Waiting = Fifo<Waiter>(WaitingMax);
    }

    /// <summary>A number that shows the order of the words it heard.</summary>
    internal Variable<int> Value { get; }

    /// <summary>Timers of other generations are cancelled.</summary>
    internal Variable<int> Generation { get; }

    /// <summary>Who has its lock.</summary>
    internal Variable<ActorId> Holder { get; }

    /// <summary>1 when a late actor was told to begin.</summary>
    internal Variable<int> Awake { get; }

    public int Place => Awake.Value;

    public int LastPlace { get; }

    /// <summary>What deals add to and set.</summary>
    internal SortedMap<int, int> Cells { get; }

    /// <summary>Who waits for its lock.</summary>
    internal Fifo<Waiter> Waiting { get; }

    /// <summary>One who waits for the lock, and what it asked with.</summary>
    internal readonly record struct Waiter(ActorId From, int Label, int Life);
}
