namespace VfioActors.Behaviors.Tests.Reads;

/// <summary>A few parts with few values, so that many states say the same where a program reads.</summary>
public sealed class ReadState : State
{
    public const int Limit = 3;

    public ReadState(Journal journal)
        : base(journal)
    {
        First = Variable<int>();
        Second = Variable<long>();
        Wide = Variable<(long High, long Low)>();
        Small = SortedMap<int, long>(Limit);
        Large = SortedMap<int, (long High, long Low)>(100);
        Queue = Fifo<int>(Limit);
    }

    public Variable<int> First { get; }

    public Variable<long> Second { get; }

    public Variable<(long High, long Low)> Wide { get; }

    public SortedMap<int, long> Small { get; }

    public SortedMap<int, (long High, long Low)> Large { get; }

    public Fifo<int> Queue { get; }
}
