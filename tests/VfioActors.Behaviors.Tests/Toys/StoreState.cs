namespace VfioActors.Behaviors.Tests.Toys;

/// <summary>One part of every sort, two of some, so that mixing them up shows.</summary>
public sealed class StoreState : State
{
    public const int Limit = 12;

    public StoreState(Journal journal)
        : base(journal)
    {
        First = Variable(7);
        Second = Variable<int>();
        Wide = Variable<(long High, long Low)>();
        Pages = SortedMap<int, ulong>(Limit);
        Owners = SortedMap<ulong, (int Owner, int Pins)>(Limit);
        Asked = Fifo<int>(Limit);
        Told = Fifo<(ulong Iova, int Length, int Flags)>(Limit);
    }

    public Variable<int> First { get; }

    public Variable<int> Second { get; }

    public Variable<(long High, long Low)> Wide { get; }

    public SortedMap<int, ulong> Pages { get; }

    public SortedMap<ulong, (int Owner, int Pins)> Owners { get; }

    public Fifo<int> Asked { get; }

    public Fifo<(ulong Iova, int Length, int Flags)> Told { get; }
}
