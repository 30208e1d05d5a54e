namespace VfioActors.Exploration.Tests.Registers;

/// <summary>
/// Which of two writes, or of two rounds of a vote, is the later one: by a clock, then by who made it.
/// </summary>
internal readonly record struct Sequencer(int Clock, int Writer) : IComparable<Sequencer>
{
    public int CompareTo(Sequencer other) => (Clock, Writer).CompareTo((other.Clock, other.Writer));

    public static bool operator <(Sequencer left, Sequencer right) => left.CompareTo(right) < 0;

    public static bool operator >(Sequencer left, Sequencer right) => left.CompareTo(right) > 0;

    public static bool operator <=(Sequencer left, Sequencer right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Sequencer left, Sequencer right) => left.CompareTo(right) >= 0;
}
