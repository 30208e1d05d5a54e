using VfioActors.Behaviors;

namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>Names a read section: who is in it, for which operation.</summary>
/// <param name="Reader">The actor.</param>
/// <param name="Operation">Its operation.</param>
public readonly record struct ReadSectionKey(ActorId Reader, OperationId Operation) : IComparable<ReadSectionKey>
{
    /// <inheritdoc/>
    public int CompareTo(ReadSectionKey other) =>
        Reader != other.Reader ? Reader.CompareTo(other.Reader) : Operation.CompareTo(other.Operation);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(ReadSectionKey left, ReadSectionKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(ReadSectionKey left, ReadSectionKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(ReadSectionKey left, ReadSectionKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(ReadSectionKey left, ReadSectionKey right) => left.CompareTo(right) >= 0;
}
