using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Worlds.Renamings;

/// <summary>
/// What the parts of worlds would be if members had other places. Most parts say something of one member or of none, so
/// few places matter to each; and they come again and again, so what they said is kept.
/// </summary>
/// <param name="renamings">What can change places.</param>
internal sealed class RenamedValues(IRenamings renamings)
{
    private readonly RecentTable<RenamedValue> _values = new(1 << 16);
    private readonly RecentTable<ulong> _placed = new(1 << 18);
    private readonly int[] _members = new int[renamings.Members];
    private readonly ulong[] _marked = new ulong[renamings.Members];

    /// <summary>What is known of a part.</summary>
    internal RenamedValue Of<T>(in T part)
        where T : struct, IRenamable
    {
        var key = part.Key;
        if (_values.TryGet(key, out var known)) { return known; }
        var found = Find(in part, key);
        _values.Put(key, found);
        return found;
    }

    /// <summary>What a part would be if members had other places.</summary>
    /// <param name="value">What is known of it.</param>
    /// <param name="places">The places by member.</param>
    internal ulong At<T>(RenamedValue value, in T part, int[] places)
        where T : struct, IRenamable
    {
        var members = value.Members;
        if (members.Length == 0) { return value.Forgotten; }
        if (members.Length > 1) { return AtSeveral(value, in part, places); }
        ref var known = ref value.ByPlace[places[members[0]]];
        if (known == 0) { known = part.Renamed(renamings.Of(places)); }
        return known;
    }

    private ulong AtSeveral<T>(RenamedValue value, in T part, int[] places)
        where T : struct, IRenamable
    {
        var key = value.Key;
        foreach (var member in value.Members) { key = Fingerprint.Mix(key, (ulong)places[member]); }
        if (_placed.TryGet(key, out var known)) { return known; }
        var found = part.Renamed(renamings.Of(places));
        _placed.Put(key, found);
        return found;
    }

    /// <summary>A part says something of a member when it is another where that alone is marked.</summary>
    private RenamedValue Find<T>(in T part, ulong key)
        where T : struct, IRenamable
    {
        var forgotten = part.Renamed(renamings.Forgetful);
        var fingerprint = part.Fingerprint;
        var count = 0;
        for (var member = 0; forgotten != fingerprint && member < renamings.Members; member++)
        {
            var renamed = part.Renamed(renamings.Marking(member));
            if (renamed != forgotten) { (_members[count], _marked[count++]) = (member, renamed); }
        }

        return new(key, forgotten, _members[..count], _marked[..count], renamings.Members);
    }
}
