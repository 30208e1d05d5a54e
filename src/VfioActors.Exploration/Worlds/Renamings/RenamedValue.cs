namespace VfioActors.Exploration.Worlds.Renamings;

/// <summary>What a part of a world says of members, and what it would be if they had other places.</summary>
/// <param name="key">Tells it from all others.</param>
/// <param name="forgotten">The fingerprint where all members are forgotten.</param>
/// <param name="members">The members that it says something of.</param>
/// <param name="marked">For each of them the fingerprint where all but this one are.</param>
/// <param name="count">How many members there are.</param>
internal sealed class RenamedValue(ulong key, ulong forgotten, int[] members, ulong[] marked, int count)
{
    /// <summary>Tells it from all others.</summary>
    internal ulong Key { get; } = key;

    /// <summary>The fingerprint where all members are forgotten; the only one where it says nothing of any.</summary>
    internal ulong Forgotten { get; } = forgotten;

    /// <summary>The members that it says something of, in their order.</summary>
    internal ReadOnlySpan<int> Members => members;

    /// <summary>Where it says something of one member alone: what it is by its place, 0 while not known.</summary>
    internal ulong[] ByPlace { get; } = members.Length == 1 ? new ulong[count] : [];

    /// <summary>Adds to each member by how much it is more where all but this one are forgotten.</summary>
    internal void AddTo(ulong[] marks)
    {
        for (var at = 0; at < members.Length; at++) { unchecked { marks[members[at]] += marked[at] - Forgotten; } }
    }

    /// <summary>The fingerprint where all members but one are forgotten.</summary>
    internal ulong MarkedFor(int member)
    {
        for (var at = 0; at < members.Length; at++)
        {
            if (members[at] == member) { return marked[at]; }
        }

        return Forgotten;
    }
}
