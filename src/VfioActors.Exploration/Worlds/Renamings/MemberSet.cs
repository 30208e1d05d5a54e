namespace VfioActors.Exploration.Worlds.Renamings;

/// <summary>Members of which something is said, each once.</summary>
/// <param name="count">How many members there are.</param>
internal sealed class MemberSet(int count)
{
    private readonly bool[] _has = new bool[count];
    private readonly int[] _members = new int[count];
    private int _count;

    /// <summary>Those that are in it.</summary>
    internal ReadOnlySpan<int> Members => _members.AsSpan(0, _count);

    /// <summary>Adds one; nobody is not added.</summary>
    internal void Add(int member)
    {
        if (member < 0 || _has[member]) { return; }
        _has[member] = true;
        _members[_count++] = member;
    }

    /// <summary>Has none.</summary>
    internal void Clear()
    {
        foreach (var member in Members) { _has[member] = false; }
        _count = 0;
    }

    /// <summary>Those that are in it, to keep.</summary>
    internal int[] ToArray() => Members.ToArray();
}
